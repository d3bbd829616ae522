//! Bytes: what members and administrators see and do.

mod accounts;
mod admin;
mod config;
mod files;
mod heap;
mod nightly;
mod races;
mod rewards;
mod send;
