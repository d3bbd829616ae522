//! Log channels: what the audit log records is told in channels, one a kind or one for all. Owns
//! `log_cursors`.

mod commands;
mod form;
mod holdings;
mod jobs;
mod logic;
mod model;
mod setup;
mod sql;
mod text;

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    checks: setup::CHECKS,
    setup: Some(setup::STEP),
    resettle: setup::resettle,
    page: Some("channels"),
    watches: setup::watches,
    holdings: holdings::HOLDINGS,
    settings: Some(&form::FORM),
    ..Feature::named("logs")
};
