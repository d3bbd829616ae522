//! Statements on `raid_tasks`: the members of a run.

use crate::{base::ids::GuildId, platform::db::Stmt};

/// Those of a run that are not settled, with what their verification looks like now.
pub fn list_tasks(guild: GuildId, run: &str, limit: i64) -> Stmt {
    Stmt::new(
        "SELECT t.user, t.user_name, t.verification, t.has_roles, t.was_restricted, t.state, t.alone, v.status, v.restricted, v.resolved_cause, \
         EXISTS (SELECT 1 FROM verifications AS o INDEXED BY verifications_open WHERE o.guild = ?1 AND o.user = t.user AND o.status = 'pending' AND o.id <> t.verification) AS other_open \
         FROM raid_tasks AS t CROSS JOIN verifications AS v ON v.guild = ?1 AND v.id = t.verification \
         WHERE t.guild = ?1 AND t.run = ?2 AND t.state IN ('planned', 'decided') ORDER BY t.user LIMIT ?3",
    )
    .bind(guild)
    .bind(run)
    .bind(limit)
}

/// What a decision on members relies on of their verifications.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    pub status: &'static str,
    pub restricted: Option<bool>,
    pub resolved_cause: Option<&'a str>,
}

/// Decides on these members (a JSON array), or fails on NOT NULL where one of them was decided otherwise
/// meanwhile, or taken by another slice.
pub fn claim_tasks(guild: GuildId, run: &str, users: &str, fact: Fact<'_>, is_written: bool) -> Stmt {
    Stmt::new(
        "UPDATE raid_tasks SET written = ?4, state = iif(state = 'planned' AND (SELECT v.status = ?5 AND (?6 IS NULL OR v.restricted = ?6) \
         AND (?7 IS NULL OR v.resolved_cause = ?7) FROM verifications AS v WHERE v.guild = ?1 AND v.id = raid_tasks.verification), 'decided', NULL) \
         WHERE guild = ?1 AND run = ?2 AND user IN (SELECT value FROM json_each(?3))",
    )
    .bind(guild)
    .bind(run)
    .bind(users)
    .bind(i64::from(is_written))
    .bind(fact.status)
    .bind(fact.restricted.map(i64::from))
    .bind(fact.resolved_cause)
}

/// What became of members: `[user, state, failure, alone, written]` each, the last null where it stays.
pub fn settle_tasks(guild: GuildId, run: &str, outcomes: &str) -> Stmt {
    Stmt::new(
        "UPDATE raid_tasks SET state = json_extract(one.value, '$[1]'), failure = json_extract(one.value, '$[2]'), \
         alone = json_extract(one.value, '$[3]'), written = coalesce(json_extract(one.value, '$[4]'), written) FROM json_each(?3) AS one \
         WHERE raid_tasks.guild = iif(one.key >= 0, ?1, NULL) AND raid_tasks.run = ?2 AND raid_tasks.user = json_extract(one.value, '$[0]')",
    )
    .bind(guild)
    .bind(run)
    .bind(outcomes)
}

/// Everybody who is left of a run failed for the same reason.
pub fn fail_tasks(guild: GuildId, run: &str, failure: &'static str) -> Stmt {
    Stmt::new(
        "UPDATE raid_tasks SET state = 'failed', failure = ?3 WHERE guild = ?1 AND run = ?2 AND state IN ('planned', 'decided')",
    )
    .bind(guild)
    .bind(run)
    .bind(failure)
}

/// The first who failed in the latest run of a raid.
pub fn list_failed_tasks(guild: GuildId, raid: &str) -> Stmt {
    Stmt::new(
        "SELECT user, user_name, failure FROM raid_tasks WHERE guild = ?1 AND run = (SELECT id FROM raid_runs WHERE guild = ?1 AND raid = ?2 \
         ORDER BY started_at DESC LIMIT 1) AND state = 'failed' LIMIT 10",
    )
    .bind(guild)
    .bind(raid)
}
