//! The gate's decisions: which roles a member is left with, what the plan is, where it leaks.

mod leaks;
mod plan;
mod roles;
mod round;

pub use leaks::{Leak, leaks};
pub use plan::{Act, Plan, is_stale, plan, verification_overwrites};
pub use roles::{Simple, failure, next_try, simple, wanted};
pub use round::Round;
