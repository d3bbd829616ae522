//! What is kept of people and of guilds: nobody is named.

use crate::app::{Holding, OfGuild};

pub const HOLDINGS: &[Holding] = &[
    Holding::of_guild("command_days", "guild, day, command"),
    Holding::of_guild("counters", "guild, series, day, key"),
    Holding { guild: OfGuild::Not, ..Holding::of_guild("errors", "id") },
];
