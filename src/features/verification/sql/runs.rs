//! Statements on `raid_runs`: what is asked for all members of a raid, one at a time.

use crate::{
    base::{ids::GuildId, time::Time},
    features::verification::{logic::GRACE, raid::model::Asked},
    platform::db::Stmt,
};

/// A run on those who were open when it was asked for. Fails on the primary key where the same event has
/// asked before, on UNIQUE while another one runs, on NOT NULL where nobody is left.
pub fn insert_run(guild: GuildId, asked: &Asked<'_>) -> Stmt {
    Stmt::new(
        "INSERT INTO raid_runs (guild, id, raid, action, admin, admin_roles, started_at, due_at, total) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, \
         (SELECT nullif(count(*), 0) FROM verifications INDEXED BY verifications_folded WHERE guild = ?1 AND raid = ?3 AND status = 'pending' \
         AND opened_at <= ?9 AND (?4 <> 'restrict' OR restricted = 0)))",
    )
    .bind(guild)
    .bind(asked.id)
    .bind(asked.raid)
    .bind(asked.action.word())
    .bind(asked.admin)
    .bind(asked.roles.as_str())
    .bind(asked.now)
    .bind(asked.now.plus(GRACE))
    .bind(asked.seen)
}

/// Its members; stands directly after [`insert_run`].
pub fn insert_tasks(guild: GuildId, asked: &Asked<'_>) -> Stmt {
    Stmt::new(
        "INSERT INTO raid_tasks (guild, run, user, user_name, verification, has_roles, was_restricted) \
         SELECT ?1, ?2, user, user_name, id, has_roles, restricted FROM verifications INDEXED BY verifications_folded \
         WHERE guild = ?1 AND raid = ?3 AND status = 'pending' AND opened_at <= ?4 AND (?5 <> 'restrict' OR restricted = 0)",
    )
    .bind(guild)
    .bind(asked.id)
    .bind(asked.raid)
    .bind(asked.seen)
    .bind(asked.action.word())
}

/// As [`insert_run`], on those of a list (a JSON array of ids) that are open.
pub fn insert_picked_run(guild: GuildId, asked: &Asked<'_>, ids: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO raid_runs (guild, id, raid, action, admin, admin_roles, started_at, due_at, total) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, \
         (SELECT nullif(count(*), 0) FROM verifications WHERE guild = ?1 AND id IN (SELECT value FROM json_each(?9)) AND status = 'pending' \
         AND (?4 <> 'restrict' OR restricted = 0)))",
    )
    .bind(guild)
    .bind(asked.id)
    .bind(asked.raid)
    .bind(asked.action.word())
    .bind(asked.admin)
    .bind(asked.roles.as_str())
    .bind(asked.now)
    .bind(asked.now.plus(GRACE))
    .bind(ids)
}

/// Its members; stands directly after [`insert_picked_run`].
pub fn insert_picked_tasks(guild: GuildId, asked: &Asked<'_>, ids: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO raid_tasks (guild, run, user, user_name, verification, has_roles, was_restricted) \
         SELECT ?1, ?2, user, user_name, id, has_roles, restricted FROM verifications \
         WHERE guild = ?1 AND id IN (SELECT value FROM json_each(?3)) AND status = 'pending' AND (?4 <> 'restrict' OR restricted = 0)",
    )
    .bind(guild)
    .bind(asked.id)
    .bind(ids)
    .bind(asked.action.word())
}

/// A run that takes another one back. Fails as [`insert_run`] does, and on UNIQUE where that was taken
/// back before.
pub fn insert_undo(guild: GuildId, asked: &Asked<'_>, undoes: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO raid_runs (guild, id, raid, action, undoes, admin, admin_roles, started_at, due_at, total) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, \
         (SELECT nullif(count(*), 0) FROM raid_tasks WHERE guild = ?1 AND run = ?5 AND written = 1))",
    )
    .bind(guild)
    .bind(asked.id)
    .bind(asked.raid)
    .bind(asked.action.word())
    .bind(undoes)
    .bind(asked.admin)
    .bind(asked.roles.as_str())
    .bind(asked.now)
    .bind(asked.now.plus(GRACE))
}

/// Its members; stands directly after [`insert_undo`].
pub fn insert_undo_tasks(guild: GuildId, run: &str, undoes: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO raid_tasks (guild, run, user, user_name, verification, has_roles, was_restricted) \
         SELECT guild, ?2, user, user_name, verification, has_roles, was_restricted FROM raid_tasks WHERE guild = ?1 AND run = ?3 AND written = 1",
    )
    .bind(guild)
    .bind(run)
    .bind(undoes)
}

pub fn find_run(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "SELECT id, raid, action, undoes, admin, admin_roles, state, total, done, skipped, failed, written, attempts, started_at, \
         (SELECT max(one.id) FROM raid_runs AS one WHERE one.guild = ?1 AND one.undoes = ?2) AS undone_by \
         FROM raid_runs WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// The latest of a raid first.
pub fn list_runs(guild: GuildId, raid: &str) -> Stmt {
    Stmt::new(
        "SELECT id, raid, action, undoes, admin, admin_roles, state, total, done, skipped, failed, written, attempts, started_at, \
         (SELECT max(one.id) FROM raid_runs AS one WHERE one.guild = ?1 AND one.undoes = run.id) AS undone_by \
         FROM raid_runs AS run WHERE guild = ?1 AND raid = ?2 ORDER BY started_at DESC LIMIT 8",
    )
    .bind(guild)
    .bind(raid)
}

/// Rows `user`, `name`: who has asked for a raid's runs.
pub fn list_names_of_runs(guild: GuildId, raid: &str) -> Stmt {
    Stmt::new(
        "SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT admin FROM raid_runs INDEXED BY raid_runs_raid WHERE guild = ?1 AND raid = ?2)",
    )
    .bind(guild)
    .bind(raid)
}

/// Counts again how far a run is. It is done when nobody is left, and due then otherwise.
pub fn set_progress(guild: GuildId, id: &str, attempts: i64, due: Time, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE raid_runs SET attempts = ?3, (done, skipped, failed, written, state, finished_at, due_at) = \
         (SELECT sum(state = 'done'), sum(state = 'skipped'), sum(state = 'failed'), sum(written), \
         iif(sum(state IN ('planned', 'decided')) > 0, 'running', 'done'), iif(sum(state IN ('planned', 'decided')) > 0, NULL, ?5), \
         iif(sum(state IN ('planned', 'decided')) > 0, ?4, NULL) FROM raid_tasks WHERE guild = ?1 AND run = ?2) \
         WHERE guild = ?1 AND id = ?2 AND state = 'running'",
    )
    .bind(guild)
    .bind(id)
    .bind(attempts)
    .bind(due)
    .bind(now)
}

/// The rest waits until then.
pub fn set_run_due(guild: GuildId, id: &str, due: Time) -> Stmt {
    Stmt::new("UPDATE raid_runs SET due_at = ?3 WHERE guild = ?1 AND id = ?2 AND state = 'running'")
        .bind(guild)
        .bind(id)
        .bind(due)
}

pub fn list_due_runs(now: Time) -> Stmt {
    Stmt::new("SELECT guild, id FROM raid_runs WHERE due_at <= ?1 ORDER BY due_at LIMIT 1").bind(now)
}
