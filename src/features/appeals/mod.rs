//! Appeals: what people say against a case of theirs, and what moderators make of it. Owns `appeals`.

mod act;
mod api;
mod commands;
mod holdings;
pub mod model;
mod page;
mod sql;
pub mod text;

use crate::{
    app::{Feature, Waits},
    base::ids::GuildId,
    platform::db::Stmt,
};

pub use act::{Own, answer, by_token, open};

pub const FEATURE: Feature = Feature {
    presses: commands::PRESSES,
    pages: page::PAGES,
    routes: api::ROUTES,
    waits: Some(Waits { list: sql::list_open, tell: text::waiting }),
    holdings: holdings::HOLDINGS,
    ..Feature::named("appeals")
};

/// The appeal of a case: a row of [`model::Appeal`] or none.
pub fn find(guild: GuildId, number: i64) -> Stmt {
    sql::find(guild, number)
}
