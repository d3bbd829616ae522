//! Keys of the REST API: whose they are, what they may, how often they called. Owns `api_keys`, `api_calls` and
//! `api_answers`.

mod api;
mod holdings;
mod jobs;
pub mod logic;
pub mod model;
mod page;
mod sql;
pub mod token;

pub use sql::{claim_answer, count_call, count_call_of_id, count_calls, delete_claim, find_answer, set_answer};

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    jobs: jobs::JOBS,
    pages: page::PAGES,
    routes: api::ROUTES,
    holdings: holdings::HOLDINGS,
    ..Feature::named("keys")
};
