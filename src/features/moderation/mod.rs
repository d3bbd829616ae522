//! Cases: what moderators do to members, numbered, planned before it is done and undone on demand.
//! Owns `cases`, `case_counters`, `case_notes`, `case_drafts` and `audit_readings`.

mod act;
mod api;
mod appeal;
mod commands;
mod digest;
mod holdings;
mod jobs;
mod logic;
mod look;
mod many;
pub mod model;
mod page;
mod rule;
mod sql;
pub mod text;

pub use act::{after, carry_out, carry_out_while, followers, may_act_on, reason, record, then};
pub use appeal::{TERM as APPEAL_TERM, can_be_appealed, case_of_token, proves, token as appeal_token, with_page};
pub use commands::take_back;
pub use logic::Refusal;
pub use many::{Judge, Many, Numbered, failure, list_numbers, record_many, roles_of, settle_many};
pub use rule::{Rule, Ruled, by_rule};

use twilight_model::guild::Permissions;

use crate::{
    app::Feature,
    base::{
        error::Result,
        ids::{GuildId, UserId},
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    platform::db::{Rows, Stmt},
};
use model::Kind;

pub const FEATURE: Feature = Feature {
    permissions: Permissions::KICK_MEMBERS
        .union(Permissions::BAN_MEMBERS)
        .union(Permissions::MODERATE_MEMBERS)
        .union(Permissions::VIEW_AUDIT_LOG)
        .union(Permissions::CREATE_INVITE),
    commands: commands::COMMANDS,
    pages: page::PAGES,
    routes: api::ROUTES,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    digest: &[digest::SECTION],
    holdings: holdings::HOLDINGS,
    ..Feature::named("moderation")
};

/// A person's cases below a number, newest first: rows of [`model::Case`].
pub fn list_cases(guild: GuildId, user: UserId, before: Option<i64>, limit: i64) -> Stmt {
    sql::list_of_target(guild, user, before, limit)
}

/// A case by its number: a row of [`model::Case`] or none.
pub fn find_case(guild: GuildId, number: i64) -> Stmt {
    sql::find_case(guild, number)
}

/// Cases of a person in every guild since a moment, newest first: rows of [`model::Case`] with their `guild`.
pub fn list_cases_of_person(user: UserId, since: Time) -> Stmt {
    sql::list_of_person(user, since)
}

/// Marks a case that was taken back, or is over, as accepted on appeal; by whom and when where it was not yet.
pub fn set_appealed(guild: GuildId, number: i64, by: UserId, now: Time) -> Stmt {
    sql::set_appealed(guild, number, by, now)
}

/// Lets what a case did end earlier, or fails on NOT NULL when the case is over.
pub fn set_end(guild: GuildId, number: i64, end: Time) -> Stmt {
    sql::set_end(guild, number, end)
}

/// Cases by day and kind since a moment: rows `day`, `key`, `count`, `total`.
pub fn count_by_day(guild: GuildId, since: Time) -> Stmt {
    sql::count_by_day(guild, since)
}

/// Ends a person's restriction as a case, where another act has ended it; nothing where there is none.
pub fn end_restrictions(guild: GuildId, user: UserId, by: Option<UserId>, now: Time) -> Stmt {
    sql::end_others(guild, user, &[Kind::Restrict], Some(0), "undone", by, now)
}

/// Fails on NOT NULL while an act of this kind on a person is under way.
pub fn restate_none_planned(guild: GuildId, user: UserId, kind: Kind) -> Stmt {
    sql::check_none_planned(guild, user, kind)
}

/// The rows that [`history_line`] tells of.
pub fn count_history(guild: GuildId, user: UserId, before: Option<Time>) -> Stmt {
    sql::count_of_target(guild, user, before)
}

#[derive(FromJson)]
struct Count {
    kind: Kind,
    count: i64,
}

/// A person's history in a line: "2 warnings, 1 timeout".
///
/// # Errors
/// When the rows are not those of [`count_history`].
pub fn history_line(lang: Lang, rows: &Rows) -> Result<String> {
    let counts: Vec<Count> = rows.all()?;
    let told = [Kind::Warn, Kind::Timeout, Kind::Kick, Kind::Ban, Kind::Restrict, Kind::Note];
    let parts: Vec<String> = told
        .into_iter()
        .filter_map(|kind| counts.iter().find(|count| count.kind == kind))
        .map(|count| text::counted(lang, count.kind, count.count))
        .collect();
    Ok(if parts.is_empty() { text::nothing_known(lang).to_owned() } else { parts.join(", ") })
}
