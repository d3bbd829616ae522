//! Imports of balances, worked off in slices.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// Keeps a file until somebody decides; another one of the same event takes its place.
pub fn insert_import(guild: GuildId, id: &str, by: UserId, at: Time, body: &str, lines: i64) -> Stmt {
    Stmt::new(
        "INSERT INTO bytes_imports (guild, id, asked_by, asked_at, body, lines, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'preview') \
         ON CONFLICT (guild, id) DO UPDATE SET body = excluded.body, lines = excluded.lines WHERE state = 'preview'",
    )
    .bind(guild)
    .bind(id)
    .bind(by)
    .bind(at)
    .bind(body)
    .bind(lines)
}

/// A guild's latest imports.
pub fn list_imports(guild: GuildId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT asked_by, (SELECT p.name FROM people AS p WHERE p.guild = bytes_imports.guild AND p.user = asked_by) AS asked_by_name, \
         asked_at, lines, next_line, state FROM bytes_imports WHERE guild = ?1 ORDER BY id DESC LIMIT ?2",
    )
    .bind(guild)
    .bind(most)
}

/// How many of the members named in a JSON array of ids have an account, and what they hold.
///
/// CROSS JOIN makes SQLite go through the file's lines and look each account up, whatever it thinks
/// of the sizes; the other way round would read the whole guild for each line.
pub fn sum_of_users(guild: GuildId, users: &str) -> Stmt {
    Stmt::new(
        "SELECT count(a.user) AS known, coalesce(sum(a.balance), 0) AS held FROM json_each(?2) AS named \
         CROSS JOIN accounts AS a WHERE a.guild = ?1 AND a.user = named.value",
    )
    .bind(guild)
    .bind(users)
}

/// Starts or cancels a preview and gives its id; a second press changes nothing and gives no row.
pub fn set_import_state(guild: GuildId, id: &str, state: &str, due: Option<Time>) -> Stmt {
    Stmt::new(
        "UPDATE bytes_imports SET state = ?3, due_at = ?4, body = iif(?3 = 'running', body, '') \
         WHERE guild = ?1 AND id = ?2 AND state = 'preview' RETURNING id",
    )
    .bind(guild)
    .bind(id)
    .bind(state)
    .bind(due)
}

/// Fails on NOT NULL where no preview of that id waits any more.
pub fn check_preview(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO bytes_imports (guild, id, asked_by, asked_at, body, lines, state) SELECT ?1, ?2, '', 0, NULL, 0, 'preview' \
         WHERE NOT EXISTS (SELECT 1 FROM bytes_imports WHERE guild = ?1 AND id = ?2 AND state = 'preview')",
    )
    .bind(guild)
    .bind(id)
}

/// Forgets files on which nobody has decided since.
pub fn delete_previews(before: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM bytes_imports WHERE (guild, id) IN (SELECT guild, id FROM bytes_imports \
         WHERE state = 'preview' AND asked_at < ?1 LIMIT 200)",
    )
    .bind(before)
}

pub fn list_due_imports(now: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, id, asked_by, asked_at, body, lines, next_line, state FROM bytes_imports WHERE due_at <= ?1 ORDER BY due_at LIMIT 1",
    )
    .bind(now)
}

/// Opens the accounts that a slice names and that are not there yet. `rows` is a JSON array of
/// `[user, balance]`.
pub fn import_open(guild: GuildId, rows: &str, at: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO accounts (guild, user, changed_at) SELECT ?1, value ->> 0, ?3 FROM json_each(?2) WHERE true \
         ON CONFLICT (guild, user) DO NOTHING",
    )
    .bind(guild)
    .bind(rows)
    .bind(at)
}

/// One entry for each account that does not hold what the file says.
pub fn import_entries(guild: GuildId, rows: &str, at: Time, cause: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO ledger (guild, user, at, cause, delta, kind) SELECT ?1, a.user, ?3, ?4, (value ->> 1) - a.balance, 'import' \
         FROM json_each(?2) CROSS JOIN accounts AS a WHERE a.guild = ?1 AND a.user = value ->> 0 AND a.balance <> value ->> 1",
    )
    .bind(guild)
    .bind(rows)
    .bind(at)
    .bind(cause)
}

/// Sets the balances that differ. After [`import_entries`], in the same batch.
pub fn import_balances(guild: GuildId, rows: &str, at: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO accounts (guild, user, balance) SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true \
         ON CONFLICT (guild, user) DO UPDATE SET balance = excluded.balance, highest = max(highest, excluded.balance), \
         changed_at = max(changed_at, ?3), audited_at = iif(audited_at < ?3, audited_at, -1) WHERE balance <> excluded.balance",
    )
    .bind(guild)
    .bind(rows)
    .bind(at)
}

/// Moves an import on, unless another tick did: then `next_line` is not what the slice saw and
/// the NOT NULL stops the batch.
pub fn set_import_line(guild: GuildId, id: &str, seen: i64, next: i64, state: &str, due: Option<Time>) -> Stmt {
    Stmt::new(
        "UPDATE bytes_imports SET next_line = iif(next_line = ?3 AND state = 'running', ?4, NULL), state = ?5, due_at = ?6, \
         body = iif(?5 = 'running', body, '') \
         WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(seen)
    .bind(next)
    .bind(state)
    .bind(due)
}
