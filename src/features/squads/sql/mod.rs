//! Every statement on the tables of squads.

mod digest;
mod members;
mod sales;
mod squads;

pub use digest::*;
pub use members::*;
pub use sales::*;
pub use squads::*;
