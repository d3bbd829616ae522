//! Guildhall: a Discord community bot that lives entirely on Cloudflare Workers.
//!
//! Entries wake up, turn what came in into an event with a time, and hand it to features; a
//! feature reads, decides, writes and says.

// A panic resets the memory of everything that shares the isolate, so nothing here may cause one.
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

pub mod app;
pub mod base;
pub mod discord;
mod entry;
pub mod features;
pub mod platform;
pub mod ui;

/// A sentence in every language, with values written inline: `say!(lang, "…{x}…", "…", "…")`.
pub use guildhall_derive::say;
