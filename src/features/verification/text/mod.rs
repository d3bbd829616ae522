//! Every sentence of verification.

mod alert;
mod answers;
mod digest;
pub mod specs;

pub use alert::*;
pub use answers::*;
pub use digest::*;
