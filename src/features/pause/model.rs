//! Until when automatic acts are paused.

use serde::Serialize;

use crate::base::json::FromJson;
use crate::{app::Section, base::time::Time};

#[derive(Clone, Copy, Debug, Default, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct Pause {
    /// The end is not part of it. In the past, or `None`: not paused.
    pub until: Option<Time>,
}

impl Section for Pause {
    const NAME: &'static str = "pause";
}
