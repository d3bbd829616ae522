//! The minute tick: hands out slices of every feature's jobs. Owns `jobs`. It has no `FEATURE`: the
//! cron entry calls it.

mod logic;
mod sql;
mod tick;

pub use logic::Row as JobRow;
pub use sql::{list_failed_jobs, list_jobs};
pub use tick::{Ticked, tick};
