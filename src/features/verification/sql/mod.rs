//! Every statement on the tables of verification.

mod events;
mod prompts;
mod rows;

pub use events::*;
pub use prompts::*;
pub use rows::*;
