//! Every statement on the tables of verification.

mod bulk;
mod events;
mod prompts;
mod raids;
mod rows;
mod runs;
mod tasks;

pub use bulk::*;
pub use events::*;
pub use prompts::*;
pub use raids::*;
pub use rows::*;
pub use runs::*;
pub use tasks::*;
