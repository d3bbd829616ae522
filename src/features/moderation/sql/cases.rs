//! Statements on `cases`, `case_counters` and `case_notes`.

use crate::{
    app::Period,
    base::{
        ids::{GuildId, UserId},
        time::{DAY, Time},
    },
    features::{
        dms::model::Notice,
        moderation::model::{Failure, Filter, Kind, Order, State},
    },
    platform::db::Stmt,
};

/// Takes the guild's next number; stands directly before [`insert_case`].
pub fn take_number(guild: GuildId) -> Stmt {
    Stmt::new(
        "INSERT INTO case_counters (guild, last) VALUES (?1, 1) ON CONFLICT (guild) DO UPDATE SET last = last + 1",
    )
    .bind(guild)
}

/// Writes a case under the number just taken. The same event's second case of this kind on this
/// person fails on UNIQUE, and the number is not used up.
#[expect(clippy::too_many_arguments, reason = "one column each")]
pub fn insert_case(
    guild: GuildId,
    now: Time,
    cause: &str,
    moderator: Option<UserId>,
    rule: Option<&str>,
    order: &Order,
    state: State,
    notice: Notice,
    due: Option<Time>,
) -> Stmt {
    Stmt::new(
        "INSERT INTO cases (guild, number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, \
         cause, state, notice, delete_seconds, evidence_link, evidence_text, due_at) \
         VALUES (?1, (SELECT last FROM case_counters WHERE guild = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )
    .bind(guild)
    .bind(order.kind.word())
    .bind(order.target)
    .bind(order.target_name.as_str())
    .bind(moderator)
    .bind(rule)
    .bind(order.reason.as_deref())
    .bind(now)
    .bind(order.expires)
    .bind(cause)
    .bind(state.word())
    .bind(notice.word())
    .bind(order.delete_seconds)
    .bind(order.evidence.as_ref().map(|evidence| evidence.link.as_str()))
    .bind(order.evidence.as_ref().map(|evidence| evidence.text.as_str()))
    .bind(due)
}

pub fn find_by_cause(guild: GuildId, cause: &str, target: UserId, kind: Kind) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases WHERE guild = ?1 AND cause = ?2 AND target = ?3 AND kind = ?4",
    )
    .bind(guild)
    .bind(cause)
    .bind(target)
    .bind(kind.word())
}

pub fn find_case(guild: GuildId, number: i64) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases WHERE guild = ?1 AND number = ?2",
    )
    .bind(guild)
    .bind(number)
}

/// Cases of a person, newest first, below a number.
pub fn list_of_target(guild: GuildId, user: UserId, before: Option<i64>, limit: i64) -> Stmt {
    list_filtered(guild, &Filter { target: Some(user), ..Filter::default() }, before, limit)
}

/// Cases of a person in every guild since a moment, newest first.
pub fn list_of_person(user: UserId, since: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases INDEXED BY cases_person WHERE target = ?1 AND created_at >= ?2 ORDER BY created_at DESC LIMIT 50",
    )
    .bind(user)
    .bind(since)
}

/// All cases, newest first, below a number.
pub fn list_latest(guild: GuildId, before: Option<i64>, limit: i64) -> Stmt {
    list_filtered(guild, &Filter::default(), before, limit)
}

/// Cases that a filter lets through, newest first, below a number, with `moderator_name`: by the index of what narrows
/// most.
pub fn list_filtered(guild: GuildId, filter: &Filter, before: Option<i64>, limit: i64) -> Stmt {
    let (state, resolution) = filter.standing.unzip();
    let (kind, before) = (filter.kind.map(Kind::word), before.unwrap_or(i64::from(u32::MAX)));
    let by = serde_json::json!({
        "target": filter.target, "moderator": filter.moderator, "kind": kind, "state": state, "resolution": resolution
    });
    let by = by.to_string();
    match filter {
        Filter { target: Some(_), .. } => Stmt::new("SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
             delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text, \
             (SELECT name FROM people WHERE people.guild = cases.guild AND people.user = cases.moderator) AS moderator_name \
             FROM cases INDEXED BY cases_target \
             WHERE guild = ?1 AND number < ?2 AND target = ?4 ->> 'target' AND (?4 ->> 'moderator' IS NULL OR moderator = ?4 ->> 'moderator') \
             AND (?4 ->> 'kind' IS NULL OR kind = ?4 ->> 'kind') AND (?4 ->> 'state' IS NULL OR state = ?4 ->> 'state') AND (?4 ->> 'resolution' IS NULL OR resolution = ?4 ->> 'resolution') ORDER BY number DESC LIMIT ?3").bind(guild).bind(before).bind(limit).bind(by),
        Filter { moderator: Some(_), .. } => Stmt::new("SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
             delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text, \
             (SELECT name FROM people WHERE people.guild = cases.guild AND people.user = cases.moderator) AS moderator_name \
             FROM cases INDEXED BY cases_moderator \
             WHERE guild = ?1 AND number < ?2 AND moderator IS NOT NULL AND (?4 ->> 'target' IS NULL OR target = ?4 ->> 'target') \
             AND moderator = ?4 ->> 'moderator' AND (?4 ->> 'kind' IS NULL OR kind = ?4 ->> 'kind') AND (?4 ->> 'state' IS NULL OR state = ?4 ->> 'state') AND (?4 ->> 'resolution' IS NULL OR resolution = ?4 ->> 'resolution') ORDER BY number DESC LIMIT ?3").bind(guild).bind(before).bind(limit).bind(by),
        Filter { kind: Some(_), .. } => Stmt::new("SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
             delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text, \
             (SELECT name FROM people WHERE people.guild = cases.guild AND people.user = cases.moderator) AS moderator_name \
             FROM cases INDEXED BY cases_kind \
             WHERE guild = ?1 AND number < ?2 AND (?4 ->> 'target' IS NULL OR target = ?4 ->> 'target') AND (?4 ->> 'moderator' IS NULL OR moderator = ?4 ->> 'moderator') \
             AND kind = ?4 ->> 'kind' AND (?4 ->> 'state' IS NULL OR state = ?4 ->> 'state') AND (?4 ->> 'resolution' IS NULL OR resolution = ?4 ->> 'resolution') ORDER BY number DESC LIMIT ?3").bind(guild).bind(before).bind(limit).bind(by),
        Filter { standing: Some(_), .. } => Stmt::new("SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
             delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text, \
             (SELECT name FROM people WHERE people.guild = cases.guild AND people.user = cases.moderator) AS moderator_name \
             FROM cases INDEXED BY cases_standing \
             WHERE guild = ?1 AND number < ?2 AND (?4 ->> 'target' IS NULL OR target = ?4 ->> 'target') AND (?4 ->> 'moderator' IS NULL OR moderator = ?4 ->> 'moderator') \
             AND (?4 ->> 'kind' IS NULL OR kind = ?4 ->> 'kind') AND state = ?4 ->> 'state' AND resolution = ?4 ->> 'resolution' ORDER BY number DESC LIMIT ?3").bind(guild).bind(before).bind(limit).bind(by),
        _ => Stmt::new("SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
             delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text, \
             (SELECT name FROM people WHERE people.guild = cases.guild AND people.user = cases.moderator) AS moderator_name \
             FROM cases \
             WHERE guild = ?1 AND number < ?2 AND (?4 ->> 'target' IS NULL OR target = ?4 ->> 'target') AND (?4 ->> 'moderator' IS NULL OR moderator = ?4 ->> 'moderator') \
             AND (?4 ->> 'kind' IS NULL OR kind = ?4 ->> 'kind') AND (?4 ->> 'state' IS NULL OR state = ?4 ->> 'state') AND (?4 ->> 'resolution' IS NULL OR resolution = ?4 ->> 'resolution') ORDER BY number DESC LIMIT ?3").bind(guild).bind(before).bind(limit).bind(by),
    }
}

/// Rows `user`, `name`: everybody whom the page of a case names.
pub fn list_names(guild: GuildId, number: i64) -> Stmt {
    Stmt::new(
        "SELECT user, name FROM people WHERE guild = ?1 AND user IN (SELECT moderator FROM cases WHERE guild = ?1 AND number = ?2 \
         UNION ALL SELECT resolved_by FROM cases WHERE guild = ?1 AND number = ?2 \
         UNION ALL SELECT author FROM case_notes WHERE guild = ?1 AND number = ?2)",
    )
    .bind(guild)
    .bind(number)
}

/// A row where a case was appealed.
pub fn find_appeal(guild: GuildId, number: i64) -> Stmt {
    Stmt::new("SELECT number FROM appeals WHERE guild = ?1 AND number = ?2").bind(guild).bind(number)
}

/// How many of each kind a person has that still count.
/// Cases of before a moment, of all times without one.
pub fn count_of_target(guild: GuildId, user: UserId, before: Option<Time>) -> Stmt {
    Stmt::new(
        "SELECT kind, count(*) AS count FROM cases INDEXED BY cases_target WHERE guild = ?1 AND target = ?2 AND state = 'done' AND resolution <> 'undone' \
         AND (?3 IS NULL OR created_at < ?3) GROUP BY kind",
    )
    .bind(guild)
    .bind(user)
    .bind(before)
}

/// What became of a planned act. `due` is when the tick looks at it next: to try again, or to end
/// what was done for a time.
pub fn set_outcome(
    guild: GuildId,
    number: i64,
    state: State,
    failure: Option<Failure>,
    notice: Notice,
    due: Option<Time>,
) -> Stmt {
    Stmt::new(
        "UPDATE cases SET state = ?3, failure = ?4, notice = ?5, due_at = ?6, attempts = iif(?3 = 'planned', attempts + 1, 0) \
         WHERE guild = ?1 AND number = ?2 AND state = 'planned'",
    )
    .bind(guild)
    .bind(number)
    .bind(state.word())
    .bind(failure.map(Failure::word))
    .bind(notice.word())
    .bind(due)
}

pub fn set_notice(guild: GuildId, number: i64, notice: Notice) -> Stmt {
    Stmt::new("UPDATE cases SET notice = ?3 WHERE guild = ?1 AND number = ?2")
        .bind(guild)
        .bind(number)
        .bind(notice.word())
}

/// Ends the open cases of these kinds that a person has, but for the one given.
pub fn check_none_planned(guild: GuildId, target: UserId, kind: Kind) -> Stmt {
    Stmt::new(
        "UPDATE case_counters SET last = iif(EXISTS (SELECT 1 FROM cases INDEXED BY cases_target \
         WHERE guild = ?1 AND target = ?2 AND kind = ?3 AND state = 'planned'), NULL, last) WHERE guild = ?1",
    )
    .bind(guild)
    .bind(target)
    .bind(kind.word())
}

/// How many cases of each kind a period has: rows `kind`, `count`.
pub fn count_of_kinds(guild: GuildId, period: Period) -> Stmt {
    Stmt::new(
        "SELECT kind, count(*) AS count FROM cases INDEXED BY cases_created \
         WHERE guild = ?1 AND created_at >= ?2 AND created_at < ?3 AND state = 'done' GROUP BY kind",
    )
    .bind(guild)
    .bind(period.start)
    .bind(period.end)
}

/// How many cases of each kind each day (UTC) has since a moment: rows `day`, `key`, `count`, `total`.
pub fn count_by_day(guild: GuildId, since: Time) -> Stmt {
    Stmt::new(
        "SELECT created_at / 86400000 AS day, kind AS key, count(*) AS count, 0 AS total FROM cases INDEXED BY cases_created \
         WHERE guild = ?1 AND created_at >= ?2 AND state = 'done' GROUP BY 1, 2",
    )
    .bind(guild)
    .bind(since)
}

pub fn end_others(
    guild: GuildId,
    target: UserId,
    kinds: &[Kind],
    except: Option<i64>,
    resolution: &'static str,
    by: Option<UserId>,
    now: Time,
) -> Stmt {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    Stmt::new(
        "UPDATE cases INDEXED BY cases_target SET resolution = ?5, resolved_by = ?6, resolved_at = ?7, due_at = NULL \
         WHERE guild = ?1 AND target = ?2 AND kind IN (SELECT value FROM json_each(?3)) \
         AND number IS NOT coalesce(?4, (SELECT last FROM case_counters WHERE guild = ?1)) \
         AND state = 'done' AND resolution = 'open'",
    )
    .bind(guild)
    .bind(target)
    .bind(serde_json::json!(kinds).to_string())
    .bind(except)
    .bind(resolution)
    .bind(by)
    .bind(now)
}

/// Resolves a case, or fails on NOT NULL when it was resolved before.
pub fn set_resolved(guild: GuildId, number: i64, resolution: &'static str, by: Option<UserId>, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE cases SET resolution = iif(resolution = 'open', ?3, NULL), resolved_by = ?4, resolved_at = ?5, due_at = NULL \
         WHERE guild = ?1 AND number = ?2",
    )
    .bind(guild)
    .bind(number)
    .bind(resolution)
    .bind(by)
    .bind(now)
}

pub fn set_appealed(guild: GuildId, number: i64, by: UserId, now: Time) -> Stmt {
    Stmt::new(
        "UPDATE cases SET resolution = 'appealed', resolved_by = ?3, resolved_at = ?4, due_at = NULL \
         WHERE guild = ?1 AND number = ?2 AND state = 'done'",
    )
    .bind(guild)
    .bind(number)
    .bind(by)
    .bind(now)
}

pub fn set_end(guild: GuildId, number: i64, end: Time) -> Stmt {
    Stmt::new(
        "UPDATE cases SET resolution = iif(state = 'done' AND resolution = 'open', resolution, NULL), expires_at = ?3, due_at = ?3 \
         WHERE guild = ?1 AND number = ?2",
    )
    .bind(guild)
    .bind(number)
    .bind(end)
}

/// An act whose term is over could not be ended yet; `due` is the next try, `None` gives up.
pub fn set_postponed(guild: GuildId, number: i64, failure: Failure, due: Option<Time>) -> Stmt {
    Stmt::new("UPDATE cases SET failure = ?3, due_at = ?4, attempts = attempts + 1 WHERE guild = ?1 AND number = ?2")
        .bind(guild)
        .bind(number)
        .bind(failure.word())
        .bind(due)
}

/// Takes the place of the reason that was seen, or fails on NOT NULL where it reads otherwise by now.
pub fn set_reason(guild: GuildId, number: i64, reason: &str, seen: Option<&str>) -> Stmt {
    Stmt::new("UPDATE cases SET kind = iif(reason IS ?4, kind, NULL), reason = ?3 WHERE guild = ?1 AND number = ?2")
        .bind(guild)
        .bind(number)
        .bind(reason)
        .bind(seen)
}

pub fn insert_note(guild: GuildId, number: i64, now: Time, cause: &str, author: UserId, text: &str) -> Stmt {
    Stmt::new("INSERT INTO case_notes (guild, number, at, cause, author, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(guild)
        .bind(number)
        .bind(now)
        .bind(cause)
        .bind(author)
        .bind(text)
}

/// A case's notes as one row, the newest first; none where there is no case.
pub fn find_notes(guild: GuildId, number: i64) -> Stmt {
    Stmt::new(
        "SELECT (SELECT json_group_array(json_object('at', at, 'author', author, 'text', text)) FROM \
         (SELECT at, author, text FROM case_notes WHERE guild = ?1 AND number = ?2 ORDER BY at DESC LIMIT 100)) AS notes \
         FROM cases WHERE guild = ?1 AND number = ?2",
    )
    .bind(guild)
    .bind(number)
}

/// The newest first.
pub fn list_notes(guild: GuildId, number: i64) -> Stmt {
    Stmt::new("SELECT at, author, text FROM case_notes WHERE guild = ?1 AND number = ?2 ORDER BY at DESC LIMIT 5")
        .bind(guild)
        .bind(number)
}

pub fn list_due(now: Time) -> Stmt {
    Stmt::new(
        "SELECT guild, number, kind, target, moderator, expires_at, state, notice, delete_seconds, reason, attempts \
         FROM cases WHERE due_at <= ?1 ORDER BY due_at LIMIT 3",
    )
    .bind(now)
}

/// Evidence of cases that were resolved 90 days ago.
pub fn delete_evidence(now: Time) -> Stmt {
    Stmt::new(
        "UPDATE cases SET evidence_link = NULL, evidence_text = NULL WHERE (guild, number) IN (SELECT guild, number FROM cases \
         WHERE evidence_text IS NOT NULL AND resolved_at < ?1 LIMIT 200)",
    )
    .bind(now.plus(-90 * DAY))
}
