//! Squads: one for each member, joined and switched for bytes. Owns `squads`, `squad_members` and
//! `squad_sales`.

mod act;
mod api;
mod commands;
mod digest;
mod holdings;
mod jobs;
mod logic;
mod manage;
mod model;
mod page;
mod setup;
mod sql;
mod text;

use crate::{
    app::{Feature, Section},
    base::ids::{GuildId, UserId},
    platform::db::Stmt,
};
use model::SquadSettings;

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    routes: api::ROUTES,
    pages: page::PAGES,
    settings: Some(&page::FORM),
    checks: setup::CHECKS,
    setup: Some(setup::STEP),
    digest: &[digest::SECTION],
    first_earning: Some(setup::first_earning),
    watches: setup::watches,
    holdings: holdings::HOLDINGS,
    ..Feature::named(SquadSettings::NAME)
};

/// The squad of a member: a row with `name` and `joined_at`, or none.
pub fn find_squad_of(guild: GuildId, user: UserId) -> Stmt {
    sql::find_squad_of(guild, user)
}
