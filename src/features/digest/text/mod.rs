//! Every sentence about digests.

mod config;
mod message;
pub mod specs;

pub use config::*;
pub use message::*;
