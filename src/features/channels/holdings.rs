//! What is kept of people and of guilds.

use crate::app::{
    Holding,
    holding::{OFFICE, stays},
};

pub const HOLDINGS: &[Holding] =
    &[Holding { people: &[stays("locked_by", OFFICE)], ..Holding::of_guild("channel_locks", "guild, channel") }];
