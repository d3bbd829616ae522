//! Every sentence of verification.

mod alert;
mod answers;
mod digest;
mod raid;
mod raid_answers;
pub mod specs;

pub use alert::*;
pub use answers::*;
pub use digest::*;
pub use raid::*;
pub use raid_answers::*;
