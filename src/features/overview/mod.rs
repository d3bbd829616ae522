//! The dashboard's first page of a guild: how it stands, and what needs somebody. Owns no table.

mod guild;
mod health;
mod page;

use crate::app::Feature;

pub const FEATURE: Feature = Feature { pages: page::PAGES, ..Feature::named("overview") };
