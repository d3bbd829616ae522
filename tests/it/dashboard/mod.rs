//! The dashboard, as browsers without a screen meet it.

mod discord;
mod keys;
mod pages;
mod signing_in;
