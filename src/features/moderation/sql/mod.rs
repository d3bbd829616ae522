//! Every statement on the tables of moderation.

mod cases;
mod drafts;
mod filters;
mod many;
mod readings;

pub use cases::*;
pub use drafts::*;
pub use filters::*;
pub use many::*;
pub use readings::*;
