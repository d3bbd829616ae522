//! Statements on `guilds`, `guild_settings` and `settings_versions`.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// Always one row: what is set, and whether the operator switched the guild on.
pub fn find_settings(guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT s.version, s.json, g.served FROM (SELECT ?1 AS guild) AS one \
         LEFT JOIN guild_settings AS s ON s.guild = one.guild LEFT JOIN guilds AS g ON g.guild = one.guild",
    )
    .bind(guild)
}

/// The operator's decision about a guild.
pub fn set_served(guild: GuildId, on: bool, at: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO guilds (guild, served, changed_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (guild) DO UPDATE SET served = excluded.served, changed_at = excluded.changed_at",
    )
    .bind(guild)
    .bind(i64::from(on))
    .bind(at)
}

/// The latest migration, as `wrangler d1 migrations apply` notes it.
pub fn find_schema() -> Stmt {
    Stmt::new("SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1")
}

pub fn insert_settings(guild: GuildId, json: &str) -> Stmt {
    Stmt::new("INSERT INTO guild_settings (guild, version, json) VALUES (?1, 1, ?2)").bind(guild).bind(json)
}

/// Refused by `settings_moved` when another change came first.
pub fn set_settings(guild: GuildId, seen_version: i64, json: &str) -> Stmt {
    Stmt::new("UPDATE guild_settings SET version = iif(version = ?2, version + 1, 0), json = ?3 WHERE guild = ?1")
        .bind(guild)
        .bind(seen_version)
        .bind(json)
}

pub fn insert_version(guild: GuildId, version: i64, json: &str, by: UserId, at: Time, what: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO settings_versions (guild, version, json, changed_by, changed_at, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )
    .bind(guild)
    .bind(version)
    .bind(json)
    .bind(by)
    .bind(at)
    .bind(what)
}

/// The latest versions, newest first.
pub fn list_versions(guild: GuildId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT version, json, changed_by, changed_at, what FROM settings_versions WHERE guild = ?1 ORDER BY version DESC LIMIT ?2",
    )
    .bind(guild)
    .bind(most)
}

/// Versions below a number, newest first.
pub fn list_versions_before(guild: GuildId, before: i64, most: i64) -> Stmt {
    Stmt::new(
        "SELECT version, json, changed_by, changed_at, what, (SELECT p.name FROM people AS p \
         WHERE p.guild = settings_versions.guild AND p.user = changed_by) AS changed_by_name \
         FROM settings_versions WHERE guild = ?1 AND version < ?2 ORDER BY version DESC LIMIT ?3",
    )
    .bind(guild)
    .bind(before)
    .bind(most)
}

pub fn find_version(guild: GuildId, version: i64) -> Stmt {
    Stmt::new(
        "SELECT version, json, changed_by, changed_at, what FROM settings_versions WHERE guild = ?1 AND version = ?2",
    )
    .bind(guild)
    .bind(version)
}

/// Guilds that have settings, and those of which the operator decided, each with the decision and since when
/// the bot is gone.
pub fn list_guilds() -> Stmt {
    Stmt::new(
        "SELECT guild, max(served) AS served, max(left_at) AS left_at FROM (\
         SELECT * FROM (SELECT guild, NULL AS served, left_at FROM guild_settings WHERE guild > '' ORDER BY guild LIMIT 100) UNION ALL \
         SELECT * FROM (SELECT guild, served, NULL AS left_at FROM guilds WHERE guild > '' ORDER BY guild LIMIT 100)) GROUP BY guild",
    )
}

/// Guilds that have settings and whose ids lie in the spans, a JSON array of pairs of which both ends have as
/// many digits: rows `guild` and `since`, when the bot has left it.
pub fn list_settled(spans: &str) -> Stmt {
    Stmt::new(
        "SELECT s.guild, s.left_at AS since FROM json_each(?1) AS one CROSS JOIN guild_settings AS s \
         ON s.guild BETWEEN one.value ->> 0 AND one.value ->> 1 AND length(s.guild) = length(one.value ->> 0) LIMIT 1000",
    )
    .bind(spans)
}

/// Notes for these guilds, a JSON array, since when the bot is gone; `None` when it is there.
pub fn set_left(guilds: &str, at: Option<Time>) -> Stmt {
    Stmt::new(
        "UPDATE guild_settings SET left_at = ?2 WHERE guild IN (SELECT value FROM json_each(?1)) AND left_at IS NOT ?2",
    )
    .bind(guilds)
    .bind(at)
}

/// How these guilds stand, a JSON array, in its order.
pub fn list_states(guilds: &str) -> Stmt {
    Stmt::new(
        "SELECT one.value AS guild, s.version, s.json, s.left_at, g.served FROM json_each(?1) AS one \
         LEFT JOIN guild_settings AS s ON s.guild = one.value LEFT JOIN guilds AS g ON g.guild = one.value",
    )
    .bind(guilds)
}

/// Of these guilds, a JSON array, those that have no settings, each with the operator's decision.
pub fn list_unset(guilds: &str) -> Stmt {
    Stmt::new(
        "SELECT one.value AS guild, g.served FROM json_each(?1) AS one LEFT JOIN guilds AS g ON g.guild = one.value \
         WHERE NOT EXISTS (SELECT 1 FROM guild_settings AS s WHERE s.guild = one.value)",
    )
    .bind(guilds)
}
