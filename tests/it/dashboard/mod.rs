//! The dashboard, as browsers without a screen meet it.

mod bytes;
mod cases;
mod counting;
mod digests;
mod discord;
mod every;
mod forms;
mod keys;
mod links;
mod operators;
mod pages;
mod permissions;
mod settings;
mod signing_in;
mod squads;
