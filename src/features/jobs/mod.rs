//! The minute tick: hands out slices of every feature's jobs. Owns `jobs`. The cron entry calls it.

mod api;
mod logic;
mod page;
mod sql;
mod tick;

pub use logic::{Row as JobRow, TICK};
pub use sql::{list_failed_jobs, list_jobs};
pub use tick::{Ticked, tick};

use crate::app::Feature;

pub const FEATURE: Feature = Feature { pages: page::PAGES, routes: api::ROUTES, ..Feature::named("jobs") };
