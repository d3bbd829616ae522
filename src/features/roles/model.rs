//! A wish for a role, and what became of it.

use crate::base::{
    ids::{RoleId, UserId},
    json::FromJson,
    time::Time,
};

/// That a member should have a role, or should not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Wish {
    pub user: UserId,
    pub role: RoleId,
    pub wanted: bool,
}

/// What became of a wish on Discord.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    Done,
    /// Will be tried again then.
    Later {
        reason: Reason,
        due: Time,
    },
    /// Waits until the member is let in.
    Held,
    /// Will not be tried again until something asks anew.
    Failed {
        reason: Reason,
    },
}

/// Why a role could not be given or taken; stored by its word.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The bot lacks Manage Roles, or the role is above the bot's own or managed.
    NotAllowed,
    RoleGone,
    MemberGone,
    /// Discord did not answer or asked to wait.
    Unreachable,
    /// Anything else that Discord refused with.
    Refused,
}

impl Reason {
    pub const fn word(self) -> &'static str {
        match self {
            Reason::NotAllowed => "not_allowed",
            Reason::RoleGone => "role_gone",
            Reason::MemberGone => "member_gone",
            Reason::Unreachable => "unreachable",
            Reason::Refused => "refused",
        }
    }
}
