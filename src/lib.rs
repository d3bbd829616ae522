//! Guildhall: a Discord community bot that lives entirely on Cloudflare Workers.
//!
//! Entries wake up, turn what came in into an event with a time, and hand it to features; a
//! feature reads, decides, writes and says.

pub mod base;
pub mod discord;
pub mod platform;
pub mod app;
pub mod features;
mod entry;
