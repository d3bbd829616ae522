//! Discord's wire world as plain values: what comes in, what goes out, and its rules. Pure; the
//! platform sends and verifies.

pub mod build;
pub mod command;
pub mod custom_id;
pub mod interaction;
pub mod limits;
pub mod permission;
pub mod reply;
pub mod rest;
pub mod verify;
pub mod webhook_event;
