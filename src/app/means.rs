//! The ways out of an invocation, whoever woke it.

use std::rc::Rc;

use super::Feature;
use crate::{
    base::config::Config,
    platform::{db::Db, http::Rest, meter::Meter},
};

/// What work needs beside what it is about. Cheap to clone.
#[derive(Clone)]
pub struct Means {
    pub db: Db,
    pub discord: Rest,
    pub config: Rc<Config>,
    pub meter: Meter,
    /// Every feature, for what speaks of all of them.
    pub features: &'static [&'static Feature],
}
