//! Every sentence about bytes.

mod admin;
mod answers;
pub mod specs;

pub use admin::*;
pub use answers::*;
