//! The REST API, as programs meet it.

mod acts;
mod contract;
mod counted;
mod document;
mod every_route;
mod keys;
mod limits;
mod members;
mod pages;
mod problems;
mod repeats;
mod resources;
