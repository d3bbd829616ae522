//! What is kept of people and of guilds.

use crate::app::Holding;

pub const HOLDINGS: &[Holding] =
    &[Holding::of_guild("digest_schedules", "guild"), Holding::of_guild("digests", "guild, digest, period")];
