//! The dashboard, as browsers without a screen meet it.

mod bytes;
mod discord;
mod pages;
mod settings;
mod signing_in;
