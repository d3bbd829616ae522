//! Verification: who comes in, who is looked at, and who decided. Owns `verifications`,
//! `verification_events`, `admin_actions`, `report_rations`, `verification_prompts`, `verification_prompt_looks`,
//! `verification_pings`, `raids`, `raid_runs` and `raid_tasks`.

mod act;
mod alert;
mod api;
mod commands;
mod digest;
mod form;
mod holdings;
mod jobs;
mod logic;
pub mod model;
mod page;
mod raid;
mod setup;
mod sql;
mod text;

use twilight_model::guild::Permissions;

use crate::{
    app::{Feature, Follow, Section},
    base::ids::{GuildId, UserId},
    discord::permission,
    platform::db::Stmt,
};
use model::VerificationSettings;

pub const FEATURE: Feature = Feature {
    permissions: permission::SPEAK
        .union(Permissions::READ_MESSAGE_HISTORY)
        .union(Permissions::CREATE_PRIVATE_THREADS)
        .union(Permissions::SEND_MESSAGES_IN_THREADS)
        .union(Permissions::MANAGE_THREADS),
    commands: commands::COMMANDS,
    pages: page::PAGES,
    routes: api::ROUTES,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    checks: setup::CHECKS,
    digest: digest::SECTIONS,
    resettle: setup::resettle,
    lets_in: Some(setup::lets_in),
    setup: Some(setup::STEP),
    page: Some("config"),
    follow: Some(Follow { write: act::follow, then: act::followed }),
    holdings: holdings::HOLDINGS,
    settings: Some(&form::FORM),
    ..Feature::named(VerificationSettings::NAME)
};

/// How much waits for a moderator, counted as the inbox shows it: a row `count`.
pub fn count_open(guild: GuildId) -> Stmt {
    sql::list_open_counts(&serde_json::json!([guild]).to_string())
}

/// When somebody was looked at, newest first: rows of `id`, `status`, `opened_at` and `resolved_at`.
pub fn list_of_user(guild: GuildId, user: UserId, most: i64) -> Stmt {
    sql::list_of_user(guild, user, most)
}

/// As [`count_open`] for many guilds, a JSON array: rows `guild`, `count`.
pub fn list_open_counts(guilds: &str) -> Stmt {
    sql::list_open_counts(guilds)
}
