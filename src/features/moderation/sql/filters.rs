//! Statements that list cases by what they have in common.

use crate::{
    base::ids::{GuildId, UserId},
    platform::db::{Param, Stmt},
};

/// What cases are listed by; each may be left out.
#[derive(Default)]
pub struct Filter<'a> {
    pub target: Option<UserId>,
    pub moderator: Option<UserId>,
    pub kind: Option<&'a str>,
    pub state: Option<&'a str>,
}

/// Cases, newest first, below a number; the narrowest of what they are listed by finds them.
pub fn list_filtered(guild: GuildId, filter: &Filter<'_>, before: Option<i64>, limit: i64) -> Stmt {
    let list = match filter {
        Filter { target: Some(_), .. } => list_by_target,
        Filter { moderator: Some(_), .. } => list_by_moderator,
        Filter { kind: Some(_), .. } => list_by_kind,
        Filter { state: Some("planned" | "failed"), .. } => list_unfinished,
        // What is done is nearly all.
        _ => list_by_number,
    };
    list(&Values {
        guild: guild.into(),
        before: before.unwrap_or(i64::from(u32::MAX)).into(),
        limit: limit.into(),
        target: filter.target.into(),
        moderator: filter.moderator.into(),
        kind: filter.kind.into(),
        state: filter.state.into(),
    })
}

/// What the statements bind.
struct Values {
    guild: Param,
    before: Param,
    limit: Param,
    target: Param,
    moderator: Param,
    kind: Param,
    state: Param,
}

fn list_by_target(values: &Values) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases INDEXED BY cases_target WHERE guild = ?1 AND number < ?2 AND target = ?4 AND (?5 IS NULL OR moderator = ?5) AND (?6 IS NULL OR kind = ?6) AND (?7 IS NULL OR state = ?7) \
         ORDER BY number DESC LIMIT ?3",
    )
    .bind(values.guild.clone())
    .bind(values.before.clone())
    .bind(values.limit.clone())
    .bind(values.target.clone())
    .bind(values.moderator.clone())
    .bind(values.kind.clone())
    .bind(values.state.clone())
}

fn list_by_moderator(values: &Values) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases INDEXED BY cases_moderator WHERE guild = ?1 AND number < ?2 AND moderator = ?4 AND (?5 IS NULL OR kind = ?5) AND (?6 IS NULL OR state = ?6) \
         ORDER BY number DESC LIMIT ?3",
    )
    .bind(values.guild.clone())
    .bind(values.before.clone())
    .bind(values.limit.clone())
    .bind(values.moderator.clone())
    .bind(values.kind.clone())
    .bind(values.state.clone())
}

fn list_by_kind(values: &Values) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases INDEXED BY cases_kind WHERE guild = ?1 AND number < ?2 AND kind = ?4 AND (?5 IS NULL OR state = ?5) \
         ORDER BY number DESC LIMIT ?3",
    )
    .bind(values.guild.clone())
    .bind(values.before.clone())
    .bind(values.limit.clone())
    .bind(values.kind.clone())
    .bind(values.state.clone())
}

fn list_unfinished(values: &Values) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases INDEXED BY cases_unfinished WHERE guild = ?1 AND number < ?2 AND state = ?4 AND state <> 'done' \
         ORDER BY number DESC LIMIT ?3",
    )
    .bind(values.guild.clone())
    .bind(values.before.clone())
    .bind(values.limit.clone())
    .bind(values.state.clone())
}

fn list_by_number(values: &Values) -> Stmt {
    Stmt::new(
        "SELECT number, kind, target, target_name, moderator, rule, reason, created_at, expires_at, state, failure, notice, \
         delete_seconds, resolution, resolved_by, resolved_at, evidence_link, evidence_text \
         FROM cases WHERE guild = ?1 AND number < ?2 AND (?4 IS NULL OR state = ?4) \
         ORDER BY number DESC LIMIT ?3",
    )
    .bind(values.guild.clone())
    .bind(values.before.clone())
    .bind(values.limit.clone())
    .bind(values.state.clone())
}
