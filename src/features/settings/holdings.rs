//! What is kept of people and of guilds.

use crate::app::{
    Holding, OfGuild,
    holding::{OFFICE, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding { people: &[stays("changed_by", OFFICE)], ..Holding::of_guild("settings_versions", "guild, version") },
    Holding::of_guild("guild_settings", "guild"),
    Holding { guild: OfGuild::Operators, ..Holding::of_guild("guilds", "guild") },
];
