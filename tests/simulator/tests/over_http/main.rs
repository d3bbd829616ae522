//! The simulator as the application sees it: over HTTP, with a stand-in for the Worker.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod world;

mod addresses;
mod bans;
mod calls;
mod clients;
mod commands;
mod faults;
mod judging;
mod members;
mod messages;
mod oauth;
mod openapi;
mod playground;
mod threads;
mod tokens;
mod values;
mod webhook_events;
mod webhooks;
