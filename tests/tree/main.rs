//! Rules of the tree: which way imports run, what may stand where, what is unique.

#![expect(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod features;
mod files;
mod imports;
mod paths;
mod places;
