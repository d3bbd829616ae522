//! Migrations: each applies to what the ones before it left, keeps what is stored, and leaves the
//! statements of the previous release working. And what the statements mean: each fact that an act
//! relies on is refused by its own constraint, with nothing changed.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod database;
mod found;
mod holdings;
mod meaning;
mod plans;
mod schema;
mod statements;
