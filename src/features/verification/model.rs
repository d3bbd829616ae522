//! Verifications: who is looked at, why, and what became of it; and the settings.

use serde::Serialize;

use crate::{
    app::Section,
    base::{
        ids::{ChannelId, MessageId, RoleId, UserId},
        json::FromJson,
    },
};

/// How newcomers get in.
#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    Off,
    /// *Verify me* lets in whoever passes the checks.
    Button,
    /// *Verify me* asks questions, which moderators read.
    Questions,
}

/// What happens with who has waited too long.
#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    #[default]
    Nothing,
    Lift,
    Kick,
}

#[derive(Clone, Debug, Default, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct VerificationSettings {
    pub mode: Mode,
    /// One to five, 45 characters each.
    pub questions: Vec<String>,
    /// Youngest account that passes by itself, in milliseconds; 0 for any.
    pub minimum_age: i64,
    pub avatar_required: bool,
    /// How long somebody may wait, in milliseconds.
    pub limit: Option<i64>,
    pub then: Then,
    /// Told of new alerts, at most once in ten minutes; nobody by default.
    pub ping: Option<RoleId>,
}

impl Section for VerificationSettings {
    const NAME: &'static str = "verification";
}

/// How it came that somebody is looked at.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Detection {
    /// A newcomer did not pass the checks, or answered questions.
    Newcomer,
    /// A moderator flagged them.
    Flag,
    /// A member reported a message.
    Report,
}

impl Detection {
    pub const fn word(self) -> &'static str {
        match self {
            Detection::Newcomer => "newcomer",
            Detection::Flag => "flag",
            Detection::Report => "report",
        }
    }
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Pending,
    Verified,
    Rejected,
}

/// A row of `verifications`.
#[derive(Clone, Debug, FromJson)]
pub struct Verification {
    pub id: String,
    pub user: UserId,
    pub user_name: String,
    pub has_avatar: i64,
    /// Unix milliseconds, as the following times.
    pub joined_at: Option<i64>,
    pub detection: Detection,
    pub opened_at: i64,
    pub restricted: i64,
    pub status: Status,
    pub false_positive: i64,
    pub resolved_by: Option<UserId>,
    pub resolved_at: Option<i64>,
    /// The moderator who said *Mine*.
    pub mine: Option<UserId>,
    pub channel: Option<ChannelId>,
    pub message: Option<MessageId>,
    pub thread: Option<ChannelId>,
    pub thread_want: Option<String>,
    pub attempts: i64,
    /// The raid whose card shows it.
    pub raid: Option<String>,
}

impl Verification {
    pub fn is_pending(&self) -> bool {
        self.status == Status::Pending
    }
}

/// Something that was noticed or done.
#[derive(Clone, Debug, FromJson)]
pub struct Event {
    pub at: i64,
    pub kind: String,
    pub actor: Option<UserId>,
    pub text: String,
    pub link: Option<String>,
}

/// Who is to be looked at, and why.
#[derive(Clone, Debug)]
pub struct Opening {
    pub user: UserId,
    pub user_name: String,
    pub has_avatar: bool,
    /// False only where they were seen without any role, so below everybody who has one.
    pub has_roles: bool,
    pub joined_at: Option<i64>,
    pub detection: Detection,
    pub opened_by: Option<UserId>,
    /// Why, for the alert.
    pub text: String,
    pub link: Option<String>,
    /// Whether the member is kept out until somebody decides.
    pub restricts: bool,
}
