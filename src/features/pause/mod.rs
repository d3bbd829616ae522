//! The brake: for a while nothing automatic acts on members, it only tells. Owns no table.

mod checks;
mod commands;
mod model;
mod text;

use crate::{
    app::{Feature, Settings},
    base::time::Time,
};
use model::Pause;

pub const FEATURE: Feature =
    Feature { commands: commands::COMMANDS, checks: checks::CHECKS, ..Feature::named("pause") };

/// Whether automatic acts only tell at this moment. Whoever acts by itself asks before each act.
pub fn is_on(settings: &Settings, now: Time) -> bool {
    settings.section::<Pause>().until.is_some_and(|until| now < until)
}
