//! Every statement on links, sessions and what is known of their people.

use super::model::{Access, FAILURES, LONGEST, SESSION, Session, WINDOW};
use crate::{
    base::{
        ids::{ApplicationId, GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn insert_link(id: &str, user: UserId, name: &str, guild: GuildId, expires: Time) -> Stmt {
    Stmt::new("INSERT INTO login_links (id, user, user_name, guild, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(id)
        .bind(user)
        .bind(name)
        .bind(guild)
        .bind(expires)
}

pub fn find_link(id: &str, now: Time) -> Stmt {
    Stmt::new("SELECT user, user_name, guild FROM login_links WHERE id = ?1 AND expires_at > ?2").bind(id).bind(now)
}

/// Makes the session of a link that can still be spent.
pub fn insert_session_of_link(link: &str, session: &str, agent: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO sessions (id, user, user_name, guild, agent, created_at, used_at, expires_at) \
         SELECT ?2, user, user_name, guild, ?3, ?4, ?4, ?5 FROM login_links WHERE id = ?1 AND expires_at > ?4",
    )
    .bind(link)
    .bind(session)
    .bind(agent)
    .bind(now)
    .bind(now.plus(SESSION))
}

pub fn insert_session(session: &Session, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO sessions (id, user, user_name, guild, agent, created_at, used_at, expires_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
    )
    .bind(session.id.as_str())
    .bind(session.user)
    .bind(session.user_name.as_str())
    .bind(session.guild)
    .bind(session.agent.as_str())
    .bind(now)
    .bind(now.plus(SESSION))
}

/// Guilds that somebody is in, as a JSON array of id, name and permissions, as Discord lists them when they sign in;
/// what their roles are is read when they look.
pub fn insert_seen(session: &str, user_name: &str, guilds: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO session_access (session, guild, guild_name, user_name, is_owner, permissions, roles, read_at) \
         SELECT ?1, value ->> 0, value ->> 1, ?2, 0, value ->> 2, '[]', 0 FROM json_each(?3) WHERE true \
         ON CONFLICT (session, guild) DO NOTHING",
    )
    .bind(session)
    .bind(user_name)
    .bind(guilds)
}

pub fn delete_link(id: &str) -> Stmt {
    Stmt::new("DELETE FROM login_links WHERE id = ?1").bind(id)
}

pub fn find_session(id: &str, now: Time) -> Stmt {
    Stmt::new(
        "SELECT id, user, user_name, guild, agent, created_at, used_at FROM sessions WHERE id = ?1 AND expires_at > ?2",
    )
    .bind(id)
    .bind(now)
}

pub fn list_sessions(user: UserId, now: Time) -> Stmt {
    Stmt::new(
        "SELECT id, user, user_name, guild, agent, created_at, used_at FROM sessions \
         WHERE user = ?1 AND expires_at > ?2 ORDER BY expires_at DESC LIMIT 50",
    )
    .bind(user)
    .bind(now)
}

pub fn set_used(id: &str, now: Time) -> Stmt {
    Stmt::new("UPDATE sessions SET used_at = ?2 WHERE id = ?1").bind(id).bind(now)
}

pub fn delete_session(user: UserId, id: &str) -> Stmt {
    Stmt::new("DELETE FROM sessions WHERE id = ?2 AND user = ?1").bind(user).bind(id)
}

/// Owner and team of an application as they were read last.
pub fn find_people(application: ApplicationId) -> Stmt {
    Stmt::new("SELECT people, read_at FROM application_people WHERE application = ?1").bind(application)
}

/// `people` is a JSON array of ids.
pub fn set_people(application: ApplicationId, people: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO application_people (application, people, read_at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (application) DO UPDATE SET people = excluded.people, read_at = excluded.read_at",
    )
    .bind(application)
    .bind(people)
    .bind(now)
}

pub fn find_access(session: &str, guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT guild_name, user_name, is_owner, permissions, roles, joined_at, read_at FROM session_access \
         WHERE session = ?1 AND guild = ?2",
    )
    .bind(session)
    .bind(guild)
}

pub fn list_guilds(session: &str) -> Stmt {
    Stmt::new(
        "SELECT guild, guild_name, permissions, roles, read_at FROM session_access WHERE session = ?1 ORDER BY guild LIMIT 200",
    )
    .bind(session)
}

/// Nothing where the session has ended meanwhile.
pub fn set_access(session: &str, guild: GuildId, access: &Access) -> Stmt {
    Stmt::new(
        "INSERT INTO session_access (session, guild, guild_name, user_name, is_owner, permissions, roles, joined_at, read_at) \
         SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM sessions WHERE id = ?1 \
         ON CONFLICT (session, guild) DO UPDATE SET guild_name = excluded.guild_name, user_name = excluded.user_name, \
         is_owner = excluded.is_owner, permissions = excluded.permissions, roles = excluded.roles, \
         joined_at = excluded.joined_at, read_at = excluded.read_at",
    )
    .bind(session)
    .bind(guild)
    .bind(access.guild_name.as_str())
    .bind(access.user_name.as_str())
    .bind(access.is_owner)
    .bind(access.permissions.as_str())
    .bind(access.roles.as_str())
    .bind(access.joined_at)
    .bind(access.read_at)
}

pub fn delete_access(session: &str, guild: GuildId) -> Stmt {
    Stmt::new("DELETE FROM session_access WHERE session = ?1 AND guild = ?2").bind(session).bind(guild)
}

pub fn find_shut(address: &str, now: Time) -> Stmt {
    Stmt::new("SELECT shut_until FROM sign_in_failures WHERE address = ?1 AND shut_until > ?2").bind(address).bind(now)
}

pub fn count_failure(address: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO sign_in_failures (address, count, since) VALUES (?1, 1, ?2) \
         ON CONFLICT (address) DO UPDATE SET count = iif(since > ?2 - ?3, count + 1, 1), since = iif(since > ?2 - ?3, since, ?2)",
    )
    .bind(address)
    .bind(now)
    .bind(WINDOW)
}

/// Shuts an address out that has failed too often, each time twice as long.
pub fn shut_out(address: &str, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE sign_in_failures SET shut_until = ?2 + min(?3 << min(strikes, 10), ?4), strikes = strikes + 1, count = 0 \
         WHERE address = ?1 AND count >= ?5",
    )
    .bind(address)
    .bind(now)
    .bind(WINDOW)
    .bind(LONGEST)
    .bind(FAILURES)
}

pub fn delete_old_links(now: Time) -> Stmt {
    Stmt::new("DELETE FROM login_links WHERE id IN (SELECT id FROM login_links WHERE expires_at <= ?1 ORDER BY expires_at LIMIT 500)")
        .bind(now)
}

pub fn delete_old_sessions(now: Time) -> Stmt {
    Stmt::new("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= ?1 ORDER BY expires_at LIMIT 200)")
        .bind(now)
}

/// Those of addresses that have been quiet for two days.
pub fn delete_old_failures(before: Time) -> Stmt {
    Stmt::new(
        "DELETE FROM sign_in_failures WHERE address IN \
         (SELECT address FROM sign_in_failures WHERE since <= ?1 ORDER BY since LIMIT 500)",
    )
    .bind(before)
}
