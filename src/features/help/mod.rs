//! What Guildhall can do, and whether it is there: `/help` and `/ping`.

mod commands;
mod text;

use crate::app::Feature;

pub const FEATURE: Feature = Feature { commands: commands::COMMANDS, ..Feature::named("help") };
