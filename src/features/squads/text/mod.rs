//! Every sentence of squads.

mod admin;
mod members;
mod refusals;
pub mod specs;

pub use admin::*;
pub use members::*;
pub use refusals::*;
