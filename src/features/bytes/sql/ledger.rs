//! The ledger: append-only, one row an account touched.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    features::bytes::model::Transfer,
    platform::db::Stmt,
};

/// Whether an event has already acted on an account.
pub fn exists_cause(guild: GuildId, user: UserId, cause: &str) -> Stmt {
    Stmt::new("SELECT kind FROM ledger WHERE guild = ?1 AND user = ?2 AND cause = ?3")
        .bind(guild)
        .bind(user)
        .bind(cause)
}

/// What an event has written on an account.
pub fn find_entry(guild: GuildId, user: UserId, cause: &str) -> Stmt {
    Stmt::new("SELECT kind, delta FROM ledger WHERE guild = ?1 AND user = ?2 AND cause = ?3")
        .bind(guild)
        .bind(user)
        .bind(cause)
}

/// An entry that concerns one account.
pub fn insert_entry(
    guild: GuildId,
    user: UserId,
    at: Time,
    cause: &str,
    delta: i64,
    kind: &str,
    reason: Option<&str>,
) -> Stmt {
    Stmt::new("INSERT INTO ledger (guild, user, at, cause, delta, kind, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(guild)
        .bind(user)
        .bind(at)
        .bind(cause)
        .bind(delta)
        .bind(kind)
        .bind(reason)
        .counting(guild, "bytes", at, kind, delta.abs())
}

/// Both sides of a transfer, under one cause.
pub fn insert_transfer(guild: GuildId, transfer: &Transfer, at: Time, cause: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO ledger (guild, user, at, cause, delta, kind, other, reason) \
         VALUES (?1, ?2, ?5, ?6, -?4, 'transfer', ?3, ?7), (?1, ?3, ?5, ?6, ?4, 'transfer', ?2, ?7)",
    )
    .bind(guild)
    .bind(transfer.from)
    .bind(transfer.to)
    .bind(transfer.amount)
    .bind(at)
    .bind(cause)
    .bind(transfer.reason.clone())
    .counting(guild, "bytes", at, "transfer", transfer.amount.get())
}

/// A member's entries after (at, cause) in history's order: newest first, and at one moment the
/// transfer before the day's bytes before the opening, which their causes happen to spell.
pub fn list_entries(guild: GuildId, user: UserId, before: Time, before_cause: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT at, cause, delta, kind, other, reason FROM ledger \
         WHERE guild = ?1 AND user = ?2 AND at <= ?3 AND (at < ?3 OR cause > ?4) ORDER BY at DESC, cause LIMIT ?5",
    )
    .bind(guild)
    .bind(user)
    .bind(before)
    .bind(before_cause)
    .bind(most)
}

/// When and by what the last day was claimed.
pub fn find_last_claim(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT l.at, l.reason FROM accounts AS a JOIN ledger AS l ON l.guild = a.guild AND l.user = a.user \
         AND l.cause = 'daily:' || a.last_day WHERE a.guild = ?1 AND a.user = ?2",
    )
    .bind(guild)
    .bind(user)
}
