//! Every statement on the tables of moderation.

mod cases;
mod drafts;
mod readings;

pub use cases::*;
pub use drafts::*;
pub use readings::*;
