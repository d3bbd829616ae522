//! Every statement on the tables of the gate.

mod many;
mod rows;

pub use many::*;
pub use rows::*;
