//! Keys of the REST API: whose they are, what they may, how often they called. Owns `api_keys`,
//! `api_makers`, `api_answers` and `api_calls`, which releases before counters wrote; calls are counters of the scope `key/<id>`.

mod api;
mod holdings;
mod jobs;
pub mod logic;
pub mod model;
mod page;
mod sql;
pub mod token;

pub use sql::{claim_answer, delete_claim, find_answer, find_by_hash, find_by_id, set_answer, set_maker, set_used};

use crate::app::Feature;

pub const FEATURE: Feature = Feature {
    jobs: jobs::JOBS,
    pages: page::PAGES,
    routes: api::ROUTES,
    holdings: holdings::HOLDINGS,
    ..Feature::named("keys")
};
