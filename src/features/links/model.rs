//! A short address.

use crate::base::{ids::UserId, json::FromJson, time::Time};

#[derive(Clone, Debug, FromJson)]
pub struct Link {
    pub slug: String,
    pub target: String,
    /// What it is for.
    pub about: String,
    pub expires_at: Option<Time>,
    pub made_by: UserId,
    pub made_at: Time,
}

impl Link {
    pub fn is_over(&self, now: Time) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}
