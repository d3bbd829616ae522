//! Cloudflare: the only folder, beside `entry/`, that names Worker types.

pub mod clock;
pub mod crypto;
pub mod db;
pub mod env;
pub mod guard;
pub mod http;
pub mod log;
pub mod meter;
