//! Statements on `cases` and `case_counters` for many members at once.

use crate::{
    base::{ids::GuildId, time::Time},
    features::moderation::{
        many::Many,
        model::{Kind, State},
    },
    platform::db::Stmt,
};

/// Takes the guild's next so many numbers; stands directly before [`insert_cases`].
pub fn take_numbers(guild: GuildId, count: i64) -> Stmt {
    Stmt::new(
        "INSERT INTO case_counters (guild, last) VALUES (?1, ?2) ON CONFLICT (guild) DO UPDATE SET last = last + excluded.last",
    )
    .bind(guild)
    .bind(count)
}

/// Writes a case for each of a JSON array of `[user, name]` under the numbers just taken, in their order.
/// The same event's second case of this kind on one of them fails on UNIQUE.
pub fn insert_cases(many: &Many<'_>, state: State, people: &str, due: Option<Time>) -> Stmt {
    Stmt::new(
        "INSERT INTO cases (guild, number, kind, target, target_name, moderator, reason, created_at, cause, state, due_at) \
         SELECT ?1, (SELECT last FROM case_counters WHERE guild = ?1) - json_array_length(?2) + 1 + key, ?3, \
         json_extract(value, '$[0]'), json_extract(value, '$[1]'), ?4, ?5, ?6, ?7, ?8, ?9 FROM json_each(?2)",
    )
    .bind(many.guild)
    .bind(people)
    .bind(many.kind.word())
    .bind(many.moderator)
    .bind(many.reason)
    .bind(many.now)
    .bind(many.cause)
    .bind(state.word())
    .bind(due)
}

/// Those of a JSON array of users who have an open case of a ban.
pub fn list_banned(guild: GuildId, users: &str) -> Stmt {
    Stmt::new(
        "SELECT cases.target FROM json_each(?2) AS one CROSS JOIN cases INDEXED BY cases_target ON cases.guild = ?1 \
         AND cases.target = one.value AND cases.kind = 'ban' AND cases.state <> 'failed' AND cases.resolution = 'open'",
    )
    .bind(guild)
    .bind(users)
}

/// The places of imported cases that are not here yet. Each is `[user, name, kind, moderator, reason, at, cause, over]`.
pub fn list_new(guild: GuildId, cases: &str) -> Stmt {
    Stmt::new(
        "SELECT one.key AS place FROM json_each(?2) AS one WHERE NOT EXISTS (SELECT 1 FROM cases WHERE guild = ?1 \
         AND cause = json_extract(one.value, '$[6]') AND target = json_extract(one.value, '$[0]') \
         AND kind = json_extract(one.value, '$[2]'))",
    )
    .bind(guild)
    .bind(cases)
}

/// Writes imported cases at some places (a JSON array) under the numbers just taken, in their order. One that is
/// here fails on UNIQUE. What was over when it was imported has expired.
pub fn insert_imported(guild: GuildId, cases: &str, places: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO cases (guild, number, kind, target, target_name, moderator, reason, created_at, cause, state, resolution, resolved_at) \
         SELECT ?1, (SELECT last FROM case_counters WHERE guild = ?1) - json_array_length(?3) + 1 + place.key, \
         json_extract(one.value, '$[2]'), json_extract(one.value, '$[0]'), json_extract(one.value, '$[1]'), \
         json_extract(one.value, '$[3]'), json_extract(one.value, '$[4]'), json_extract(one.value, '$[5]'), \
         json_extract(one.value, '$[6]'), 'done', iif(json_extract(one.value, '$[7]'), 'expired', 'open'), \
         iif(json_extract(one.value, '$[7]'), json_extract(one.value, '$[5]'), NULL) \
         FROM json_each(?3) AS place CROSS JOIN json_each(?2) AS one ON one.key = place.value",
    )
    .bind(guild)
    .bind(cases)
    .bind(places)
}

/// The numbers of an event's cases of a kind on a JSON array of people.
pub fn list_numbers(guild: GuildId, cause: &str, kind: Kind, users: &str) -> Stmt {
    Stmt::new(
        "SELECT cases.target, cases.number FROM json_each(?4) AS one CROSS JOIN cases ON cases.guild = ?1 AND cases.cause = ?2 \
         AND cases.target = one.value AND cases.kind = ?3",
    )
    .bind(guild)
    .bind(cause)
    .bind(kind.word())
    .bind(users)
}

/// What became of planned cases of an event: a JSON array of `[user, failure]`, the failure null where it
/// was done. Those that are settled stay as they are.
pub fn set_outcomes(many: &Many<'_>, outcomes: &str) -> Stmt {
    Stmt::new(
        "UPDATE cases SET state = iif(json_extract(one.value, '$[1]') IS NULL, 'done', 'failed'), \
         failure = json_extract(one.value, '$[1]'), due_at = NULL, attempts = 0 FROM json_each(?4) AS one \
         WHERE cases.guild = iif(one.key >= 0, ?1, NULL) AND cases.cause = ?2 AND cases.target = json_extract(one.value, '$[0]') AND cases.kind = ?3 \
         AND cases.state = 'planned'",
    )
    .bind(many.guild)
    .bind(many.cause)
    .bind(many.kind.word())
    .bind(outcomes)
}

/// Ends the open cases of these kinds (a JSON array) that these people (another) have, but for those of
/// the event itself.
pub fn end_all(many: &Many<'_>, kinds: &str, users: &str, resolution: &'static str) -> Stmt {
    Stmt::new(
        "UPDATE cases INDEXED BY cases_target SET resolution = ?4, resolved_by = ?5, resolved_at = ?6, due_at = NULL \
         WHERE guild = ?1 AND target IN (SELECT value FROM json_each(?2)) AND kind IN (SELECT value FROM json_each(?3)) \
         AND cause <> ?7 AND state = 'done' AND resolution = 'open'",
    )
    .bind(many.guild)
    .bind(users)
    .bind(kinds)
    .bind(resolution)
    .bind(many.moderator)
    .bind(many.now)
    .bind(many.cause)
}
