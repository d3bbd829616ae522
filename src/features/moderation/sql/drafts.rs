//! Statements on `case_drafts`.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::{DAY, Time},
    },
    features::moderation::model::Evidence,
    platform::db::Stmt,
};

pub fn insert_draft(guild: GuildId, id: &str, target: UserId, name: &str, evidence: &Evidence, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO case_drafts (guild, id, target, target_name, link, text, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (guild, id) DO NOTHING",
    )
    .bind(guild)
    .bind(id)
    .bind(target)
    .bind(name)
    .bind(evidence.link.as_str())
    .bind(evidence.text.as_str())
    .bind(now)
}

pub fn find_draft(guild: GuildId, id: &str) -> Stmt {
    Stmt::new("SELECT target, target_name, link, text FROM case_drafts WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
}

/// Drafts whose form was never sent.
pub fn delete_drafts(now: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM case_drafts WHERE (guild, id) IN (SELECT guild, id FROM case_drafts WHERE at < ?1 LIMIT 500)",
    )
    .bind(now.plus(-DAY))
}
