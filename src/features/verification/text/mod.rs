//! Every sentence of verification.

mod alert;
mod answers;
mod raid;
mod raid_answers;
pub mod specs;

pub use alert::*;
pub use answers::*;
pub use raid::*;
pub use raid_answers::*;
