//! Every sentence of moderation.

mod answers;
mod cases;
mod dm;
mod refusals;
pub mod specs;

pub use answers::*;
pub use cases::*;
pub use dm::*;
pub use refusals::*;
