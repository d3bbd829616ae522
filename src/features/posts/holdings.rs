//! What is kept of people and of guilds.

use crate::app::Holding;

pub const HOLDINGS: &[Holding] = &[Holding::of_guild("posts", "guild, id")];
