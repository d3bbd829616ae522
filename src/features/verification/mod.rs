//! Verification: who comes in, who is looked at, and who decided. Owns `verifications`,
//! `verification_events`, `admin_actions`, `report_rations` and `verification_prompts`.

mod act;
mod alert;
mod commands;
mod jobs;
mod logic;
pub mod model;
mod setup;
mod sql;
mod text;

use crate::app::{Feature, Follow, Section};
use model::VerificationSettings;

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    setup: Some(setup::STEP),
    page: Some("config"),
    follow: Some(Follow { write: act::follow, then: act::followed }),
    ..Feature::named(VerificationSettings::NAME)
};
