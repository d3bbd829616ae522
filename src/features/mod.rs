//! The one list of features: router, registration, help, check-up and tests all read it.

pub mod access;
pub mod appeals;
pub mod audit;
pub mod bytes;
pub mod channels;
pub mod counters;
pub mod data;
pub mod dedup;
pub mod digest;
pub mod dms;
pub mod gate;
pub mod guilds;
pub mod help;
pub mod history;
pub mod jobs;
pub mod keys;
pub mod links;
pub mod logs;
pub mod members;
pub mod moderation;
pub mod overview;
pub mod pause;
pub mod people;
pub mod posts;
pub mod replies;
pub mod roles;
pub mod settings;
pub mod squads;
pub mod verification;

use crate::app::Feature;

/// Every feature, in the order in which people meet them.
pub const FEATURES: &[&Feature] = &[
    &bytes::FEATURE,
    &squads::FEATURE,
    &gate::FEATURE,
    &verification::FEATURE,
    // Before the cases that they point to: data is deleted in this order.
    &appeals::FEATURE,
    &moderation::FEATURE,
    &channels::FEATURE,
    &history::FEATURE,
    &pause::FEATURE,
    &access::FEATURE,
    &audit::FEATURE,
    &overview::FEATURE,
    &members::FEATURE,
    &people::FEATURE,
    &counters::FEATURE,
    &help::FEATURE,
    &settings::FEATURE,
    &roles::FEATURE,
    &dms::FEATURE,
    &posts::FEATURE,
    &replies::FEATURE,
    &dedup::FEATURE,
    &digest::FEATURE,
    &logs::FEATURE,
    &guilds::FEATURE,
    &keys::FEATURE,
    &jobs::FEATURE,
    &links::FEATURE,
    // Last, because its table tells how far the removal of a guild has come.
    &data::FEATURE,
];
