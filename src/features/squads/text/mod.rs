//! Every sentence of squads.

mod admin;
mod digest;
mod members;
mod refusals;
pub mod specs;

pub use admin::*;
pub use digest::*;
pub use members::*;
pub use refusals::*;
