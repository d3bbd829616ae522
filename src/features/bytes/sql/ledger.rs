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

/// As [`find_entry`], the whole of it.
pub fn find_written(guild: GuildId, user: UserId, cause: &str) -> Stmt {
    Stmt::new("SELECT at, cause, delta, kind, other, reason FROM ledger WHERE guild = ?1 AND user = ?2 AND cause = ?3")
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

/// Kinds whose entries are listed for a whole guild. The others are most of the ledger, and an index
/// on them would cost a row written for every claim.
pub const KINDS_OF_GUILD: [&str; 5] = ["transfer", "grant", "revoke", "squad_fee", "import"];

/// Which entries are looked for.
pub struct Wanted<'a> {
    pub kind: Option<&'static str>,
    /// 1 for what came in, -1 for what went out, 0 for both.
    pub sign: i64,
    /// Those before this time, user and cause.
    pub before: (i64, String, &'a str),
    pub most: i64,
}

/// A member's entries, the newest first, with the names that are known of both sides: read along, so that a page
/// asks once.
pub fn list_of_member(guild: GuildId, user: UserId, wanted: &Wanted<'_>) -> Stmt {
    Stmt::new(
        "SELECT user, at, cause, delta, kind, other, reason, (SELECT p.name FROM people AS p WHERE p.guild = ?1 AND p.user = l.user) AS name, \
         (SELECT p.name FROM people AS p WHERE p.guild = ?1 AND p.user = l.other) AS other_name \
         FROM ledger AS l WHERE guild = ?1 AND user = ?2 AND (at, cause) < (?3, ?4) \
         AND (?5 IS NULL OR kind = ?5) AND (?6 = 0 OR sign(delta) = ?6) ORDER BY at DESC, cause DESC LIMIT ?7",
    )
    .bind(guild)
    .bind(user)
    .bind(wanted.before.0)
    .bind(wanted.before.2)
    .bind(wanted.kind)
    .bind(wanted.sign)
    .bind(wanted.most)
}

/// Entries of [`KINDS_OF_GUILD`], the newest first: so many of each kind are looked up, and the newest of
/// them are what is newest in all.
pub fn list_of_guild(guild: GuildId, wanted: &Wanted<'_>) -> Stmt {
    Stmt::new(
        "SELECT user, at, cause, delta, kind, other, reason, (SELECT p.name FROM people AS p WHERE p.guild = ?1 AND p.user = one.user) AS name, \
         (SELECT p.name FROM people AS p WHERE p.guild = ?1 AND p.user = one.other) AS other_name FROM (\
         SELECT * FROM (SELECT * FROM ledger INDEXED BY ledger_latest WHERE guild = ?1 AND kind = 'transfer' AND (at, cause, user) < (?2, ?3, ?4) \
         AND (?5 IS NULL OR ?5 = 'transfer') AND (?6 = 0 OR sign(delta) = ?6) ORDER BY at DESC, cause DESC, user DESC LIMIT ?7) UNION ALL \
         SELECT * FROM (SELECT * FROM ledger INDEXED BY ledger_latest WHERE guild = ?1 AND kind = 'grant' AND (at, cause, user) < (?2, ?3, ?4) \
         AND (?5 IS NULL OR ?5 = 'grant') AND ?6 >= 0 ORDER BY at DESC, cause DESC, user DESC LIMIT ?7) UNION ALL \
         SELECT * FROM (SELECT * FROM ledger INDEXED BY ledger_latest WHERE guild = ?1 AND kind = 'revoke' AND (at, cause, user) < (?2, ?3, ?4) \
         AND (?5 IS NULL OR ?5 = 'revoke') AND ?6 <= 0 ORDER BY at DESC, cause DESC, user DESC LIMIT ?7) UNION ALL \
         SELECT * FROM (SELECT * FROM ledger INDEXED BY ledger_latest WHERE guild = ?1 AND kind = 'squad_fee' AND (at, cause, user) < (?2, ?3, ?4) \
         AND (?5 IS NULL OR ?5 = 'squad_fee') AND ?6 <= 0 ORDER BY at DESC, cause DESC, user DESC LIMIT ?7) UNION ALL \
         SELECT * FROM (SELECT * FROM ledger INDEXED BY ledger_latest WHERE guild = ?1 AND kind = 'import' AND (at, cause, user) < (?2, ?3, ?4) \
         AND (?5 IS NULL OR ?5 = 'import') AND (?6 = 0 OR sign(delta) = ?6) ORDER BY at DESC, cause DESC, user DESC LIMIT ?7)) AS one \
         ORDER BY at DESC, cause DESC, user DESC LIMIT ?7",
    )
    .bind(guild)
    .bind(wanted.before.0)
    .bind(wanted.before.2)
    .bind(wanted.before.1.as_str())
    .bind(wanted.kind)
    .bind(wanted.sign)
    .bind(wanted.most)
}
