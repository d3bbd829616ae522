//! Statements on `verification_prompts`.

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
