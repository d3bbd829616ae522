//! Every sentence of verification.

mod alert;
mod answers;
pub mod specs;

pub use alert::*;
pub use answers::*;
