//! The dashboard, as browsers without a screen meet it.

mod discord;
mod pages;
mod signing_in;
