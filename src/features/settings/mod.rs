//! A guild's settings, `/setup`, the check-up and `/status`. Owns `guilds`, `guild_settings` and
//! `settings_versions`.

mod api;
mod checks;
mod commands;
mod facts;
mod form;
mod holdings;
pub mod model;
mod page;
mod save;
mod sql;
mod store;
mod sync;
mod text;

pub use api::whole;
pub use commands::setup::{check_up_by_name, of_variables};
pub use save::{form, save, save_given};
pub use sql::{list_settled, list_states, set_left, set_served};
pub use store::{
    Changed, MOVED, State, admin_channel, is_moderator_there, list_guilds, list_unset, moderator_role, read, read_of,
    require_moderator, schema, update, update_made,
};

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    pages: page::PAGES,
    routes: api::ROUTES,
    checks: checks::CHECKS,
    watches: checks::watches,
    holdings: holdings::HOLDINGS,
    settings: Some(&form::FORM),
    ..Feature::named("settings")
};
