//! Statements on `dm_channels`, `dm_rations` and `dm_pending`.

use crate::{
    base::{
        ids::{ChannelId, GuildId, UserId},
        time::{DAY, HOUR, MINUTE, Time},
    },
    platform::db::Stmt,
};

/// Always one row: the channel, if one was opened, until when none is opened, and until when nobody
/// of the guild is told.
pub fn find_channel(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT (SELECT channel FROM dm_channels WHERE user = ?2) AS channel, \
         (SELECT max(starts_at) FROM dm_rations WHERE span = 'stop') AS stopped_until, \
         (SELECT until FROM dm_quiets WHERE guild = ?1) AS quiet_until",
    )
    .bind(guild)
    .bind(user)
}

/// Nobody of the guild is told until then, or until later where that was wanted before.
pub fn set_quiet(guild: GuildId, until: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO dm_quiets (guild, until) VALUES (?1, ?2) ON CONFLICT (guild) DO UPDATE SET until = excluded.until \
         WHERE until < excluded.until",
    )
    .bind(guild)
    .bind(until)
}

pub fn insert_channel(user: UserId, channel: ChannelId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO dm_channels (user, channel, opened_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (user) DO UPDATE SET channel = excluded.channel, opened_at = excluded.opened_at",
    )
    .bind(user)
    .bind(channel)
    .bind(now)
}

/// Takes one from the ration of this minute and of this hour, or fails on `minute_ration` or
/// `hour_ration`.
pub fn take_ration(now: Time) -> [Stmt; 2] {
    let one = |span: &'static str, length: i64| {
        Stmt::new(
            "INSERT INTO dm_rations (span, starts_at, opened) VALUES (?1, ?2, 1) \
             ON CONFLICT (span, starts_at) DO UPDATE SET opened = opened + 1",
        )
        .bind(span)
        .bind(now.millis() - now.millis().rem_euclid(length))
    };
    [one("minute", MINUTE), one("hour", HOUR)]
}

pub fn set_stop(until: Time) -> Stmt {
    Stmt::new("INSERT INTO dm_rations (span, starts_at, opened) VALUES ('stop', ?1, 0) ON CONFLICT (span, starts_at) DO NOTHING")
        .bind(until)
}

pub fn insert_pending(guild: GuildId, user: UserId, id: &str, body: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO dm_pending (guild, id, user, body, state, due_at, expires_at) VALUES (?1, ?2, ?3, ?4, 'planned', ?5, ?6) \
         ON CONFLICT (guild, id) DO NOTHING",
    )
    .bind(guild)
    .bind(id)
    .bind(user)
    .bind(body)
    .bind(now.plus(MINUTE))
    .bind(now.plus(HOUR))
}

pub fn find_pending(guild: GuildId, id: &str) -> Stmt {
    Stmt::new("SELECT state FROM dm_pending WHERE guild = ?1 AND id = ?2").bind(guild).bind(id)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id, user, body, expires_at FROM dm_pending WHERE due_at <= ?1 ORDER BY due_at LIMIT 3")
        .bind(now)
}

/// `due` is `None` when it is settled; the text is not kept longer than it is needed.
pub fn set_pending(guild: GuildId, id: &str, state: &str, due: Option<Time>) -> Stmt {
    Stmt::new(
        "UPDATE dm_pending SET state = ?3, due_at = ?4, body = iif(?4 IS NULL, '', body) WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(state)
    .bind(due)
}

/// Rations of the past, and messages that were settled 90 days ago.
pub fn delete_old(now: Time) -> [Stmt; 2] {
    [
        Stmt::new("DELETE FROM dm_rations WHERE span IN ('minute', 'hour', 'stop') AND starts_at < ?1").bind(now.plus(-2 * HOUR)),
        Stmt::new(
            "DELETE FROM dm_pending WHERE (guild, id) IN (SELECT guild, id FROM dm_pending WHERE expires_at < ?1 LIMIT 200)",
        )
        .bind(now.plus(-90 * DAY)),
    ]
}
