//! What was done to a person, and what a moderator did: cases and audit together, newest first. Owns
//! no table.

mod api;
mod commands;
mod logic;
mod page;
mod text;

use crate::{app::Feature, base::ids::UserId, discord::custom_id};

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    pages: page::PAGES,
    routes: api::ROUTES,
    ..Feature::named("history")
};

/// The `custom_id` of a button that shows a person's history to the moderator who presses it.
pub fn show_button(user: UserId) -> String {
    custom_id::encode("history", "show", &[&user.to_string()])
}

/// Its label.
pub use text::history as show_label;
