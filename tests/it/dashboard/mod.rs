//! The dashboard, as browsers without a screen meet it.

mod counting;
mod discord;
mod links;
mod operators;
mod pages;
mod signing_in;
