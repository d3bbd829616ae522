//! What moderators do to channels: deleting messages, slow mode, locking. Owns `channel_locks`.

mod commands;
mod holdings;
mod logic;
mod sql;
mod text;

use twilight_model::guild::Permissions;

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    permissions: Permissions::VIEW_CHANNEL
        .union(Permissions::READ_MESSAGE_HISTORY)
        .union(Permissions::SEND_MESSAGES)
        .union(logic::THREADS)
        .union(Permissions::MANAGE_MESSAGES)
        .union(Permissions::MANAGE_CHANNELS)
        .union(Permissions::MANAGE_ROLES),
    commands: commands::COMMANDS,
    holdings: holdings::HOLDINGS,
    ..Feature::named("channels")
};
