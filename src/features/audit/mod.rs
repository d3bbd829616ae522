//! Who changed what. Owns `audit_log`; a row is written in the batch of the act it tells of; `history` and
//! `logs` show it.

mod holdings;
mod jobs;
pub mod model;
mod sql;
pub mod text;

pub use model::Origin;
pub use sql::{
    list_before, list_before_of_actor, list_before_of_subject, list_latest, list_of_actor, list_of_subject, list_since,
    list_span,
};

use crate::{
    app::{Ctx, Feature, Through},
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::{DbError, Stmt, Violated},
};

pub const FEATURE: Feature = Feature { jobs: jobs::JOBS, holdings: holdings::HOLDINGS, ..Feature::named("audit") };

/// One act.
pub struct Entry<'a> {
    /// `<feature>.<what>`; an event tells each action at most once.
    pub action: &'a str,
    pub origin: Origin,
    /// On whom or what.
    pub subject: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// The statement that records an act of the one who asks.
pub fn record(ctx: &Ctx, entry: Entry<'_>) -> Stmt {
    // What a command or a button does is done by a key and by a page too.
    let origin = match ctx.through {
        Through::Discord => entry.origin,
        Through::Dashboard => Origin::Dashboard,
        Through::Api => Origin::Api,
    };
    let entry = Entry { origin, ..entry };
    sql::insert_entry(ctx.guild, ctx.now, &ctx.cause.to_string(), ctx.actor.id, entry)
}

/// A row where the event of the one who asks was here before and told this action.
pub fn find_of_event(ctx: &Ctx, action: &str) -> Stmt {
    sql::find_of_event(ctx.guild, ctx.now, &ctx.cause.to_string(), action)
}

/// Whether a batch was refused because its event has told its act before: it was done then.
pub fn is_told(error: &DbError) -> bool {
    matches!(error, DbError::Violated(Violated::Unique(columns)) if columns.starts_with("audit_log."))
}

/// The statement that records an act that has its own cause.
pub fn record_as(guild: GuildId, at: Time, cause: &str, actor: UserId, entry: Entry<'_>) -> Stmt {
    sql::insert_entry(guild, at, cause, actor, entry)
}

/// The statement that records the same act of one event on many: each with what stands after it.
pub fn record_many(
    guild: GuildId,
    at: Time,
    cause: &str,
    actor: UserId,
    (action, origin): (&str, Origin),
    subjects: &[(UserId, String)],
) -> Stmt {
    let subjects: Vec<_> = subjects.iter().map(|(user, after)| (user.to_string(), after)).collect();
    sql::insert_entries(guild, at, cause, actor, action, origin.word(), &serde_json::json!(subjects).to_string())
}
