//! Digests: what happened in a guild, told once a day or a week in a channel of its choice. Owns
//! `digest_schedules` and `digests`.

mod api;
mod commands;
mod compose;
mod failures;
mod holdings;
mod jobs;
mod logic;
pub mod model;
mod now;
mod page;
mod send;
mod setup;
mod sql;
mod text;

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    routes: api::ROUTES,
    pages: page::PAGES,
    settings: Some(&page::FORM),
    checks: setup::CHECKS,
    setup: Some(setup::STEP),
    digest: &[failures::SECTION],
    resettle: setup::resettle,
    watches: setup::watches,
    holdings: holdings::HOLDINGS,
    ..Feature::named("digest")
};
