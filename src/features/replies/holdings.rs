//! What is kept of people and of guilds.

use crate::app::{Holding, OfGuild};

pub const HOLDINGS: &[Holding] = &[Holding { guild: OfGuild::Not, ..Holding::of_guild("pending_replies", "id") }];
