//! Bytes: what members earn, give and hold. Owns `accounts`, `ledger`, `pairs`, `bytes_imports`
//! and `bytes_audits`.

mod act;
mod commands;
mod jobs;
mod logic;
pub mod model;
mod setup;
mod sql;
mod text;

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    checks: setup::CHECKS,
    setup: Some(setup::STEP),
    ..Feature::named("bytes")
};
