//! Who is in a guild, by name: the member list, a person's page, and names for other features' pages.
//! Owns `people`.

mod api;
mod holdings;
mod jobs;
pub mod model;
mod names;
mod sql;
mod walk;

pub use model::Met;
pub use names::{Names, link, spelled};

use model::{From, Sort};
pub use sql::{find_person, list_guilds, list_names};
pub use walk::page_of_members;

use crate::{
    app::Feature,
    base::{ids::GuildId, time::Time},
    platform::db::Stmt,
};

pub const FEATURE: Feature =
    Feature { jobs: jobs::JOBS, routes: api::ROUTES, holdings: holdings::HOLDINGS, ..Feature::named("people") };

/// A guild's people, rows of [`model::Person`]: by name those whose name begins as was typed, else the newest
/// first; from a place on.
pub fn list(guild: GuildId, here: bool, sort: Sort, typed: &str, from: Option<&From<'_>>, most: i64) -> Stmt {
    let user = from.map_or_else(String::new, |from| from.user.to_string());
    // Beyond every time, and every id.
    let number = from.map_or(i64::MAX >> 11, |from| from.key.parse().unwrap_or_default());
    let below = if user.is_empty() { "~" } else { &user };
    match sort {
        Sort::Name => {
            let begins = model::folded(typed);
            let key = from.map_or(begins.as_str(), |from| from.key);
            sql::list_by_name(guild, here, &begins, (key, &user), most)
        }
        Sort::Seen => sql::list_by_seen(guild, here, (number, below), most),
        Sort::Joined => sql::list_by_joined(guild, here, (number, below), most),
    }
}

/// Rows that noting one person may write: their own and those of three indexes, each taken out and put in.
pub const ROWS: u64 = 7;

/// Notes whom an event tells of, where the guild is served: a row each that is new, has changed, or was
/// last seen a day ago; nothing else. `named` is whether `GUILDS` serves it.
pub fn note(guild: GuildId, named: bool, met: &[Met], now: Time) -> Stmt {
    note_use(guild, named, met, "", now)
}

/// As [`note`], where somebody used a command of this name.
pub fn note_use(guild: GuildId, named: bool, met: &[Met], command: &str, now: Time) -> Stmt {
    sql::upsert(guild, named, &model::json(met), command, now)
}
