//! Guilds that come and go: who adds the bot is told the first steps, what was missed is found at
//! night. Owns `guild_greetings`.

mod act;
mod api;
mod holdings;
mod jobs;
mod logic;
mod model;
mod sql;
mod text;

pub use act::added;
pub use model::{Added, Heard};

use crate::app::{Budget, Feature};

pub const FEATURE: Feature =
    Feature { jobs: jobs::JOBS, routes: api::ROUTES, holdings: holdings::HOLDINGS, ..Feature::named("guilds") };

/// What [`added`] may use: settings, the claim with its event and the return, a direct message with a new channel,
/// a post with its outcome, and what came of it.
pub const BUDGET: Budget = Budget::new(12, 6, 16);
