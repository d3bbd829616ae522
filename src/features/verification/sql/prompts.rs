//! Statements on `verification_prompts` and `verification_prompt_looks`.

use crate::{
    base::{
        ids::{ChannelId, GuildId, MessageId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn find_prompt(guild: GuildId) -> Stmt {
    Stmt::new("SELECT channel, message, text FROM verification_prompts WHERE guild = ?1").bind(guild)
}

/// Asks for a look at a guild's button.
pub fn set_prompt_look(guild: GuildId, due: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO verification_prompt_looks (guild, due_at) VALUES (?1, ?2) ON CONFLICT (guild) DO UPDATE SET due_at = excluded.due_at",
    )
    .bind(guild)
    .bind(due)
}

pub fn list_prompt_looks(now: Time) -> Stmt {
    Stmt::new("SELECT guild FROM verification_prompt_looks WHERE due_at <= ?1 ORDER BY due_at LIMIT 2").bind(now)
}

pub fn delete_prompt_look(guild: GuildId) -> Stmt {
    Stmt::new("DELETE FROM verification_prompt_looks WHERE guild = ?1").bind(guild)
}

pub fn set_prompt(guild: GuildId, channel: ChannelId, message: MessageId, text: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO verification_prompts (guild, channel, message, text, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (guild) DO UPDATE SET \
         channel = excluded.channel, message = excluded.message, text = excluded.text, at = excluded.at",
    )
    .bind(guild)
    .bind(channel)
    .bind(message)
    .bind(text)
    .bind(now)
}
