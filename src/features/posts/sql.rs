//! Statements on `posts`.

use super::logic::Outcome;
use crate::{
    base::{
        ids::{ChannelId, GuildId},
        time::{DAY, Time},
    },
    platform::db::Stmt,
};

pub fn insert_post(guild: GuildId, id: &str, channel: ChannelId, body: &str, now: Time, due: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO posts (guild, id, channel, body, state, made_at, due_at) VALUES (?1, ?2, ?3, ?4, 'planned', ?5, ?6)",
    )
    .bind(guild)
    .bind(id)
    .bind(channel)
    .bind(body)
    .bind(now)
    .bind(due)
}

/// The text is not kept longer than it is needed.
pub fn set_outcome(guild: GuildId, id: &str, outcome: Outcome) -> Stmt {
    let (state, failure, due) = match outcome {
        Outcome::Done => ("done", None, None),
        Outcome::Later(due) => ("planned", None, Some(due)),
        Outcome::Failed(why) => ("failed", Some(why), None),
    };
    Stmt::new(
        "UPDATE posts SET state = ?3, failure = ?4, due_at = ?5, attempts = attempts + 1, body = iif(?5 IS NULL, '', body) \
         WHERE guild = ?1 AND id = ?2 AND state = 'planned'",
    )
    .bind(guild)
    .bind(id)
    .bind(state)
    .bind(failure)
    .bind(due)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id, channel, body, attempts FROM posts WHERE due_at <= ?1 ORDER BY due_at LIMIT 8")
        .bind(now)
}

pub fn list_failed(guild: GuildId, since: Time) -> Stmt {
    Stmt::new(
        "SELECT channel, failure FROM posts INDEXED BY posts_failed \
         WHERE guild = ?1 AND made_at >= ?2 AND state = 'failed' ORDER BY made_at DESC LIMIT 5",
    )
    .bind(guild)
    .bind(since)
}

/// Of these guilds, a JSON array, those in which a message could not be posted since.
pub fn list_failing(guilds: &str, since: Time) -> Stmt {
    Stmt::new(
        "SELECT value AS guild FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM posts INDEXED BY posts_failed \
         WHERE guild = value AND made_at >= ?2 AND state = 'failed')",
    )
    .bind(guilds)
    .bind(since)
}

/// Posts of 90 days ago.
pub fn delete_old(now: Time) -> Stmt {
    Stmt::new("DELETE FROM posts WHERE (guild, id) IN (SELECT guild, id FROM posts WHERE made_at < ?1 LIMIT 500)")
        .bind(now.plus(-90 * DAY))
}
