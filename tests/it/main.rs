//! Stories: the real build in workerd with a local D1, against the simulated Discord.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_types,
    reason = "a story fails by panicking, and its world speaks HTTP"
)]

mod world;

mod api;
mod appeals;
mod bytes;
mod channels;
mod costs;
mod dashboard;
mod data;
mod dedup;
mod digest;
mod gate;
mod growth;
mod guilds;
mod history;
mod interactions;
mod logs;
mod moderation;
mod pause;
mod people;
mod refused;
mod settings;
mod squads;
mod verification;
