//! The dashboard, as browsers without a screen meet it.

mod discord;
mod signing_in;
