//! Statements on `squad_members`.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

pub fn find_membership(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("SELECT squad, joined_at FROM squad_members WHERE guild = ?1 AND user = ?2").bind(guild).bind(user)
}

/// The squad of a member, by name.
pub fn find_squad_of(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new(
        "SELECT s.name, m.joined_at FROM squad_members AS m CROSS JOIN squads AS s ON s.guild = m.guild AND s.id = m.squad \
         WHERE m.guild = ?1 AND m.user = ?2",
    )
    .bind(guild)
    .bind(user)
}

/// Joins or switches. Fails on NOT NULL where the member has moved since the decision saw them in
/// `from`.
pub fn set_membership(guild: GuildId, user: UserId, from: Option<i64>, to: i64, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO squad_members (guild, user, squad, joined_at) VALUES (?1, ?2, \
         iif((SELECT squad FROM squad_members WHERE guild = ?1 AND user = ?2) IS ?3, ?4, NULL), ?5) \
         ON CONFLICT (guild, user) DO UPDATE SET squad = excluded.squad, joined_at = excluded.joined_at",
    )
    .bind(guild)
    .bind(user)
    .bind(from)
    .bind(to)
    .bind(now)
}

/// One less, before [`delete_membership`]: fails on NOT NULL where the member is not in `from` any
/// more, also when they are in none.
pub fn count_leaver(guild: GuildId, user: UserId, from: i64) -> Stmt {
    Stmt::new(
        "UPDATE squads SET members = members - iif((SELECT squad FROM squad_members WHERE guild = ?1 AND user = ?2) IS ?3, 1, NULL) \
         WHERE guild = ?1 AND id = ?3",
    )
    .bind(guild)
    .bind(user)
    .bind(from)
}

pub fn delete_membership(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("DELETE FROM squad_members WHERE guild = ?1 AND user = ?2").bind(guild).bind(user)
}

/// A squad's members by when they joined, after a place in that order.
pub fn list_members(guild: GuildId, squad: i64, after: Option<(i64, UserId)>, limit: i64) -> Stmt {
    let (at, user) = after.map_or((-1, String::new()), |(at, user)| (at, user.to_string()));
    Stmt::new(
        "SELECT user, joined_at FROM squad_members WHERE guild = ?1 AND squad = ?2 AND (joined_at, user) > (?3, ?4) \
         ORDER BY joined_at, user LIMIT ?5",
    )
    .bind(guild)
    .bind(squad)
    .bind(at)
    .bind(user)
    .bind(limit)
}

/// As [`list_members`], with the names that are known of them: read along, so that a page asks once.
pub fn list_named_members(guild: GuildId, squad: i64, after: Option<(i64, UserId)>, limit: i64) -> Stmt {
    let (at, user) = after.map_or((-1, String::new()), |(at, user)| (at, user.to_string()));
    Stmt::new(
        "SELECT m.user, m.joined_at, (SELECT p.name FROM people AS p WHERE p.guild = m.guild AND p.user = m.user) AS name \
         FROM squad_members AS m WHERE m.guild = ?1 AND m.squad = ?2 AND (m.joined_at, m.user) > (?3, ?4) \
         ORDER BY m.joined_at, m.user LIMIT ?5",
    )
    .bind(guild)
    .bind(squad)
    .bind(at)
    .bind(user)
    .bind(limit)
}

/// Members of these squads, whoever they are, for the comparison of roles; by key.
pub fn list_memberships(after_guild: &str, after_user: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT m.guild, m.user, m.squad, s.role FROM squad_members AS m CROSS JOIN squads AS s ON s.guild = m.guild AND s.id = m.squad \
         WHERE (m.guild, m.user) > (?1, ?2) ORDER BY m.guild, m.user LIMIT ?3",
    )
    .bind(after_guild)
    .bind(after_user)
    .bind(limit)
}

/// Removes these members, a JSON array of ids, from an archived squad.
pub fn delete_members(guild: GuildId, squad: i64, users: &str) -> Stmt {
    Stmt::new("DELETE FROM squad_members WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?3)) AND squad = ?2")
        .bind(guild)
        .bind(squad)
        .bind(users)
}

/// Counts again what was removed in slices.
pub fn set_count(guild: GuildId, squad: i64, removed: i64) -> Stmt {
    Stmt::new("UPDATE squads SET members = max(0, members - ?3) WHERE guild = ?1 AND id = ?2")
        .bind(guild)
        .bind(squad)
        .bind(removed)
}

/// Puts a newcomer into the default squad where there is room and they are in none; then
/// [`count_default`]. Neither fails where there is nothing to do.
pub fn insert_default(guild: GuildId, user: UserId, squad: i64, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO squad_members (guild, user, squad, joined_at, role_due_at) SELECT ?1, ?2, id, ?4, ?4 FROM squads \
         WHERE guild = ?1 AND id = ?3 AND state = 'active' AND (max_members IS NULL OR members < max_members) \
         ON CONFLICT (guild, user) DO NOTHING",
    )
    .bind(guild)
    .bind(user)
    .bind(squad)
    .bind(now)
}

pub fn count_default(guild: GuildId, user: UserId, squad: i64, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE squads SET members = members + 1 WHERE guild = ?1 AND id = ?3 AND EXISTS \
         (SELECT 1 FROM squad_members WHERE guild = ?1 AND user = ?2 AND squad = ?3 AND role_due_at = ?4)",
    )
    .bind(guild)
    .bind(user)
    .bind(squad)
    .bind(now)
}

/// Memberships whose role is still to be planned.
pub fn list_role_due(now: Time) -> Stmt {
    Stmt::new(
        "SELECT m.guild, m.user, s.role, s.previous_role FROM squad_members AS m CROSS JOIN squads AS s ON s.guild = m.guild AND s.id = m.squad \
         WHERE m.role_due_at <= ?1 ORDER BY m.role_due_at LIMIT 10",
    )
    .bind(now)
}

pub fn set_role_planned(guild: GuildId, user: UserId) -> Stmt {
    Stmt::new("UPDATE squad_members SET role_due_at = NULL WHERE guild = ?1 AND user = ?2").bind(guild).bind(user)
}

/// Before a change of role: fails on NOT NULL while members are still to get the one that was chosen
/// last, which would be forgotten on them.
pub fn check_roles_done(guild: GuildId, squad: i64) -> Stmt {
    Stmt::new(
        "UPDATE squads SET name = iif(EXISTS (SELECT 1 FROM squad_members INDEXED BY squad_members_squad \
         WHERE guild = ?1 AND squad = ?2 AND role_due_at IS NOT NULL), NULL, name) WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(squad)
}

/// Every member's role is planned anew, in slices: the squad has another role now.
pub fn set_roles_due(guild: GuildId, squad: i64, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE squad_members INDEXED BY squad_members_squad SET role_due_at = ?3 WHERE guild = ?1 AND squad = ?2",
    )
    .bind(guild)
    .bind(squad)
    .bind(now)
}
