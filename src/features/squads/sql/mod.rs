//! Every statement on the tables of squads.

mod members;
mod sales;
mod squads;

pub use members::*;
pub use sales::*;
pub use squads::*;
