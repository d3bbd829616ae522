//! Cloudflare: the only folder, beside `entry/`, that names Worker types.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "what Cloudflare and JavaScript offer is wrapped here"
)]

pub mod clock;
pub mod crypto;
pub mod db;
pub mod env;
pub mod guard;
pub mod http;
pub mod log;
pub mod meter;
pub mod tally;
