//! What wakes Guildhall: thin, named by what it is woken by.

#![expect(clippy::disallowed_types, reason = "what the runtime hands over is turned into events here")]

mod api;
mod correlation;
mod cron;
mod dashboard;
mod fetch;
mod health;
mod interactions;
mod request;
mod webhook_events;
