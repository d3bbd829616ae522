//! Every sentence of moderation.

mod answers;
mod cases;
mod digest;
mod dm;
mod refusals;
pub mod specs;

pub use answers::*;
pub use cases::*;
pub use digest::*;
pub use dm::*;
pub use refusals::*;
