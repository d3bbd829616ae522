//! What moderators do to channels: deleting messages, slow mode, locking. Owns `channel_locks`.

mod commands;
mod logic;
mod sql;
mod text;

use crate::app::Feature;

pub const FEATURE: Feature = Feature { commands: commands::COMMANDS, ..Feature::named("channels") };
