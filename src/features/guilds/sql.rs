//! Statements on `guild_greetings`.

use crate::{
    base::{
        ids::GuildId,
        time::{HOUR, Time},
    },
    platform::db::Stmt,
};

/// After so long a greeting that is still planned has broken off.
const BROKEN_OFF: i64 = HOUR;

/// Takes the greeting on; fails on NOT NULL when the guild was greeted, or is being greeted.
pub fn insert_greeting(guild: GuildId, at: Time, cause: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO guild_greetings (guild, at, cause, state) VALUES (?1, ?2, ?3, 'planned') ON CONFLICT (guild) DO UPDATE \
         SET at = excluded.at, cause = excluded.cause, state = iif(state = 'planned' AND at < ?4, state, NULL)",
    )
    .bind(guild)
    .bind(at)
    .bind(cause)
    .bind(at.plus(-BROKEN_OFF))
}

pub fn set_state(guild: GuildId, cause: &str, state: &str) -> Stmt {
    Stmt::new("UPDATE guild_greetings SET state = ?3 WHERE guild = ?1 AND cause = ?2")
        .bind(guild)
        .bind(cause)
        .bind(state)
}

/// Greeted guilds whose ids lie in the spans, a JSON array of pairs of which both ends have as many digits:
/// rows `guild` and `since`, which is NULL unless the greeting broke off.
pub fn list_greetings(spans: &str, now: Time) -> Stmt {
    Stmt::new(
        "SELECT g.guild, iif(g.state = 'planned' AND g.at < ?2, g.at, NULL) AS since FROM json_each(?1) AS one CROSS JOIN guild_greetings AS g \
         ON g.guild BETWEEN one.value ->> 0 AND one.value ->> 1 AND length(g.guild) = length(one.value ->> 0) LIMIT 1000",
    )
    .bind(spans)
    .bind(now.plus(-BROKEN_OFF))
}

/// Forgets guilds that the bot has left: a JSON array of ids.
pub fn delete_greetings(guilds: &str) -> Stmt {
    Stmt::new("DELETE FROM guild_greetings WHERE guild IN (SELECT value FROM json_each(?1))").bind(guilds)
}
