//! The gate: who is kept out of everything but the verification channel, and how. Owns `restrictions`,
//! `gate_rollouts`, `gate_leaks` and `gate_claims`.

mod act;
mod commands;
mod form;
mod holdings;
mod jobs;
mod logic;
mod look;
mod many;
pub mod model;
mod setup;
mod sql;
pub mod text;

pub use act::{Outcome, admission, bring_about, forget, lift, restrict};
pub use many::{bring_about_many, lift_many, restrict_many};

use twilight_model::guild::Permissions;

use crate::{
    app::{Feature, Section},
    base::ids::{GuildId, UserId},
    discord::permission,
    platform::db::Stmt,
};
use model::GateSettings;

pub const FEATURE: Feature = Feature {
    permissions: permission::SPEAK
        .union(Permissions::MANAGE_ROLES)
        .union(Permissions::MANAGE_CHANNELS)
        .union(Permissions::READ_MESSAGE_HISTORY)
        .union(Permissions::CREATE_PUBLIC_THREADS)
        .union(Permissions::CREATE_PRIVATE_THREADS),
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    checks: setup::CHECKS,
    setup: Some(setup::STEP),
    watches: setup::watches,
    tells: Some(("gate.sticky", setup::tells)),
    holdings: holdings::HOLDINGS,
    settings: Some(&form::FORM),
    gives: |settings| {
        let gate: GateSettings = settings.section();
        gate.restricted_role.into_iter().chain(gate.verified_role).map(|role| (role, 0)).collect()
    },
    ..Feature::named(GateSettings::NAME)
};

/// A member's restriction, for an act's reading batch: a row of [`model::Restriction`] or none.
pub fn find_restriction(guild: GuildId, user: UserId) -> Stmt {
    sql::find_restriction(guild, user)
}
