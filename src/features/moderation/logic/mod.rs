//! Decisions on cases: who may act on whom, which call an act is, what Discord's answer means.

mod hierarchy;
pub mod import;
mod native;
mod outcome;

pub use hierarchy::{RankedRole, Refusal, Scene, decide};
pub use native::{Entry, Native, slice, turn};
pub use outcome::{GRACE, Look, call, failure, next_try};
