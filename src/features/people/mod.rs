//! Who is in a guild, by name: the member list, a person's page, and names for other features' pages.
//! Owns `people`.

mod holdings;
mod jobs;
mod model;
mod sql;
mod walk;

pub use model::Met;
pub use sql::{list_guilds, list_names};
pub use walk::page_of_members;

use crate::{
    app::Feature,
    base::{ids::GuildId, time::Time},
    platform::db::Stmt,
};

pub const FEATURE: Feature = Feature { jobs: jobs::JOBS, holdings: holdings::HOLDINGS, ..Feature::named("people") };

/// Rows that noting one person may write: their own and those of three indexes, each taken out and put in.
pub const ROWS: u64 = 7;

/// Notes whom an event tells of, where the guild is served: a row each that is new, has changed, or was
/// last seen a day ago; nothing else. `named` is whether `GUILDS` serves it.
pub fn note(guild: GuildId, named: bool, met: &[Met], now: Time) -> Stmt {
    sql::upsert(guild, named, &model::json(met), now)
}
