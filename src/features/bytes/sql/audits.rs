//! Checking that every balance is the sum of its ledger, and folding what is old.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// Accounts after (guild, user), with what the ledger says they should hold: what the last audit
/// found, plus the entries since. Only those changed since `since` are summed.
pub fn list_changed(guild: &str, user: &str, since: Time, most: i64) -> Stmt {
    Stmt::new(
        "SELECT guild, user, balance, audited_at, changed_at, iif(changed_at < ?3, balance, audited_balance + (SELECT coalesce(sum(l.delta), 0) \
         FROM ledger AS l WHERE l.guild = a.guild AND l.user = a.user AND l.at > a.audited_at)) AS expected \
         FROM accounts AS a WHERE (guild, user) > (?1, ?2) ORDER BY guild, user LIMIT ?4",
    )
    .bind(guild)
    .bind(user)
    .bind(since)
    .bind(most)
}

/// Accounts of one guild after a user, summed over their whole ledger.
pub fn list_whole(guild: GuildId, user: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT guild, user, balance, audited_at, changed_at, (SELECT coalesce(sum(l.delta), 0) \
         FROM ledger AS l WHERE l.guild = a.guild AND l.user = a.user) AS expected \
         FROM accounts AS a WHERE guild = ?1 AND user > ?2 ORDER BY user LIMIT ?3",
    )
    .bind(guild)
    .bind(user)
    .bind(most)
}

/// Remembers what the ledger of each account in a range comes to up to `upto`, so that later
/// audits start there; only where the last time is older than `stale`, because each is a row
/// written. `closed_period` then refuses older entries.
pub fn set_audited(after: (&str, &str), upto_account: (&str, &str), since: Time, stale: Time, upto: Time) -> Stmt {
    Stmt::new(
        "UPDATE accounts SET audited_balance = audited_balance + (SELECT coalesce(sum(l.delta), 0) FROM ledger AS l \
         WHERE l.guild = accounts.guild AND l.user = accounts.user AND l.at > accounts.audited_at AND l.at <= ?7), audited_at = ?7 \
         WHERE (guild, user) > (?1, ?2) AND (guild, user) <= (?3, ?4) AND changed_at >= ?5 AND audited_at < ?6",
    )
    .bind(after.0)
    .bind(after.1)
    .bind(upto_account.0)
    .bind(upto_account.1)
    .bind(since)
    .bind(stale)
    .bind(upto)
}

/// Asks for a full audit; one at a time a guild.
pub fn insert_audit(guild: GuildId, by: UserId, at: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO bytes_audits (guild, asked_by, asked_at, due_at) VALUES (?1, ?2, ?3, ?3) \
         ON CONFLICT (guild) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at, due_at = excluded.due_at, \
         cursor = '', checked = 0, wrong = 0, finished_at = NULL WHERE due_at IS NULL",
    )
    .bind(guild)
    .bind(by)
    .bind(at)
}

pub fn find_audit(guild: GuildId) -> Stmt {
    Stmt::new("SELECT guild, asked_at, cursor, checked, wrong, finished_at, due_at FROM bytes_audits WHERE guild = ?1")
        .bind(guild)
}

pub fn list_due_audits(now: Time) -> Stmt {
    Stmt::new("SELECT guild, asked_at, cursor, checked, wrong, finished_at, due_at FROM bytes_audits WHERE due_at <= ?1 ORDER BY due_at LIMIT 1")
        .bind(now)
}

/// Moves an audit on; the NOT NULL stops a second tick that started at the same place.
pub fn set_audit_progress(
    guild: GuildId,
    seen: &str,
    cursor: &str,
    checked: i64,
    wrong: i64,
    finished: Option<Time>,
    due: Option<Time>,
) -> Stmt {
    Stmt::new(
        "UPDATE bytes_audits SET cursor = iif(cursor = ?2, ?3, NULL), checked = checked + ?4, wrong = wrong + ?5, finished_at = ?6, due_at = ?7 \
         WHERE guild = ?1",
    )
    .bind(guild)
    .bind(seen)
    .bind(cursor)
    .bind(checked)
    .bind(wrong)
    .bind(finished)
    .bind(due)
}

/// The account that stands `most` places after (guild, user); no row near the end.
pub fn find_account_after(guild: &str, user: &str, most: i64) -> Stmt {
    Stmt::new("SELECT guild, user FROM accounts WHERE (guild, user) > (?1, ?2) ORDER BY guild, user LIMIT 1 OFFSET ?3")
        .bind(guild)
        .bind(user)
        .bind(most - 1)
}

/// Puts one *carried* entry a member and month in the place of what is older than `before`, for a
/// range of accounts; sums stay.
pub fn insert_carried(after: (&str, &str), upto: (&str, &str), before: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO ledger (guild, user, at, cause, delta, kind) \
         SELECT guild, user, max(at), 'carried:' || strftime('%Y-%m', at / 1000, 'unixepoch'), sum(delta), 'carried' FROM ledger \
         WHERE (guild, user) > (?1, ?2) AND (guild, user) <= (?3, ?4) AND at < ?5 AND kind <> 'carried' \
         GROUP BY guild, user, strftime('%Y-%m', at / 1000, 'unixepoch')",
    )
    .bind(after.0)
    .bind(after.1)
    .bind(upto.0)
    .bind(upto.1)
    .bind(before)
}

/// Removes what [`insert_carried`] summed up, in the same batch; gives how many went.
pub fn delete_folded(after: (&str, &str), upto: (&str, &str), before: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM ledger WHERE (guild, user) > (?1, ?2) AND (guild, user) <= (?3, ?4) AND at < ?5 AND kind <> 'carried' RETURNING 1 AS gone",
    )
    .bind(after.0)
    .bind(after.1)
    .bind(upto.0)
    .bind(upto.1)
    .bind(before)
}
