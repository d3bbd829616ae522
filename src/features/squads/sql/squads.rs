//! Statements on `squads`.

use crate::{
    base::{
        ids::{GuildId, RoleId},
        time::{HOUR, Time},
    },
    features::squads::model::{MOST, Squad, folded},
    platform::db::Stmt,
};

/// A guild's squads by id: the active ones, [`MOST`] at most, and those whose memberships are still being
/// removed.
pub fn list_squads(guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT id, name, description, emoji, role, max_members, welcome, state, members, bytes, bytes_at \
         FROM squads WHERE guild = ?1 AND (state = 'active' OR due_at IS NOT NULL) ORDER BY id LIMIT ?2",
    )
    .bind(guild)
    .bind(2 * MOST)
}

/// Every squad after a number.
pub fn list_all_squads(guild: GuildId, after: i64, most: i64) -> Stmt {
    Stmt::new(
        "SELECT id, name, description, emoji, role, max_members, welcome, state, members, bytes FROM squads \
         WHERE guild = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
    )
    .bind(guild)
    .bind(after)
    .bind(most)
}

pub fn find_squad(guild: GuildId, id: i64) -> Stmt {
    Stmt::new(
        "SELECT id, name, description, emoji, role, max_members, welcome, state, members, bytes FROM squads \
         WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// The squad that was made under a name by the event of a moment.
pub fn find_made(guild: GuildId, name: &str, at: Time) -> Stmt {
    Stmt::new(
        "SELECT id, name, description, emoji, role, max_members, welcome, state, members, bytes FROM squads \
         WHERE guild = ?1 AND folded = ?2 AND created_at = ?3",
    )
    .bind(guild)
    .bind(folded(name))
    .bind(at)
}

/// What a squad is made of, or made into.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub emoji: Option<String>,
    pub role: Option<RoleId>,
    pub max_members: Option<i64>,
    pub welcome: Option<String>,
}

/// Fails on UNIQUE where the name or the role is another squad's, and on NOT NULL where there are
/// [`MOST`] active ones already.
pub fn insert_squad(guild: GuildId, draft: &Draft, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO squads (guild, id, name, folded, description, emoji, role, max_members, welcome, created_at) \
         SELECT ?1, coalesce(max(id), 0) + 1, iif(count(*) FILTER (WHERE state = 'active') < ?10, ?2, NULL), ?3, ?4, ?5, ?6, ?7, ?8, ?9 \
         FROM squads WHERE guild = ?1",
    )
    .bind(guild)
    .bind(draft.name.as_str())
    .bind(folded(&draft.name))
    .bind(draft.description.as_str())
    .bind(draft.emoji.clone())
    .bind(draft.role)
    .bind(draft.max_members)
    .bind(draft.welcome.clone())
    .bind(now)
    .bind(MOST)
}

/// Fails on NOT NULL of the description where the squad is not any more what was seen, and on `squad_full` where more are in it than the new maximum.
pub fn set_squad(guild: GuildId, id: i64, draft: &Draft, seen: &Squad) -> Stmt {
    Stmt::new(
        "UPDATE squads SET description = iif(name = ?10 AND description = ?11 AND emoji IS ?12 AND role IS ?13 \
         AND max_members IS ?14 AND welcome IS ?15, ?5, NULL), name = ?3, folded = ?4, emoji = ?6, previous_role = iif(role IS ?7, previous_role, role), role = ?7, max_members = ?8, welcome = ?9 \
         WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(draft.name.as_str())
    .bind(folded(&draft.name))
    .bind(draft.description.as_str())
    .bind(draft.emoji.clone())
    .bind(draft.role)
    .bind(draft.max_members)
    .bind(draft.welcome.clone())
    .bind(seen.name.as_str())
    .bind(seen.description.as_str())
    .bind(seen.emoji.clone())
    .bind(seen.role)
    .bind(seen.max_members)
    .bind(seen.welcome.clone())
}

/// Archives a squad; its memberships are removed in slices. Fails on NOT NULL when it is archived.
pub fn set_archived(guild: GuildId, id: i64, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE squads SET state = iif(state = 'active', 'archived', NULL), due_at = ?3 WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
    .bind(now)
}

/// One more: `squad_full`, and NOT NULL where it is not active any more.
pub fn count_up(guild: GuildId, id: i64) -> Stmt {
    Stmt::new("UPDATE squads SET members = iif(state = 'active', members + 1, NULL) WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(id)
}

pub fn count_down(guild: GuildId, id: i64) -> Stmt {
    Stmt::new("UPDATE squads SET members = members - 1 WHERE guild = ?1 AND id = ?2").bind(guild).bind(id)
}

/// Archived squads that still have memberships to remove.
pub fn list_due(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id, role FROM squads WHERE due_at <= ?1 ORDER BY due_at LIMIT 1").bind(now)
}

/// Its name and its role are free for another squad; a folded name never begins with a space.
pub fn set_emptied(guild: GuildId, id: i64) -> Stmt {
    Stmt::new(
        "UPDATE squads SET due_at = NULL, folded = ' ' || id, role = NULL, previous_role = NULL WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// The next squad, by key, whose sum is an hour old.
pub fn list_to_sum(after_guild: &str, after_id: i64, now: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, id, members, bytes FROM squads WHERE (guild, id) > (?1, ?2) AND state = 'active' AND bytes_at <= ?3 \
         ORDER BY guild, id LIMIT 5",
    )
    .bind(after_guild)
    .bind(after_id)
    .bind(now.plus(-HOUR / 2))
}

/// Writes only where the sum is another, so that a quiet guild costs nothing.
pub fn set_sum(guild: GuildId, id: i64, sum: i64, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE squads SET bytes = ?3, bytes_at = ?4 WHERE guild = ?1 AND id = ?2 AND (bytes <> ?3 OR bytes_at = 0)",
    )
    .bind(guild)
    .bind(id)
    .bind(sum)
    .bind(now)
}
