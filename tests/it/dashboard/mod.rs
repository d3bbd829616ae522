//! The dashboard, as browsers without a screen meet it.

mod bytes;
mod digests;
mod discord;
mod keys;
mod pages;
mod permissions;
mod settings;
mod signing_in;
mod squads;
