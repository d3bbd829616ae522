//! A raid: many alerts at once, what they share, and what is done to all of them.

use twilight_model::guild::Permissions;

use crate::{
    base::{
        ids::{ChannelId, MessageId, RoleId, UserId},
        json::{self, FromJson},
        time::Time,
    },
    features::{
        gate,
        moderation::{self, Refusal, model::Kind},
        verification::model::Status,
    },
};

/// A row of `raids`.
#[derive(Clone, Debug, FromJson)]
pub struct Raid {
    pub id: String,
    /// First and last alert, in Unix milliseconds.
    pub started_at: i64,
    pub last_at: i64,
    pub channel: Option<ChannelId>,
    pub message: Option<MessageId>,
    pub attempts: i64,
    pub changes: i64,
    pub shown_at: i64,
}

impl Raid {
    /// Where its card stands.
    pub fn place(&self) -> Option<(ChannelId, MessageId)> {
        self.channel.zip(self.message)
    }
}

/// Figures of its members.
#[derive(Clone, Debug, Default, FromJson)]
pub struct Counts {
    pub alerts: i64,
    pub pending: i64,
    /// Of those that are pending.
    pub restricted: i64,
    pub verified: i64,
    pub rejected: i64,
    pub faceless: i64,
    /// Of how many it is known when they joined, and from when to when, in Unix milliseconds.
    pub joined: i64,
    pub joined_from: Option<i64>,
    pub joined_to: Option<i64>,
    /// When the oldest and the youngest account were made, in milliseconds since Discord's epoch.
    pub oldest: Option<i64>,
    pub youngest: Option<i64>,
}

#[derive(Clone, Debug, FromJson)]
pub struct Member {
    pub user: UserId,
    pub user_name: String,
    pub has_roles: i64,
    pub restricted: i64,
}

/// A raid with somebody open, as the inbox shows it.
#[derive(Clone, Debug, FromJson)]
pub struct OpenRaid {
    pub id: String,
    pub waiting: i64,
    pub since: i64,
    pub channel: Option<ChannelId>,
    pub message: Option<MessageId>,
}

/// What is done to all.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Restrict,
    Ban,
    Verify,
}

impl Action {
    pub const ALL: [Action; 3] = [Action::Restrict, Action::Ban, Action::Verify];

    pub const fn word(self) -> &'static str {
        match self {
            Action::Restrict => "restrict",
            Action::Ban => "ban",
            Action::Verify => "verify",
        }
    }

    pub fn of(word: &str) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.word() == word)
    }

    /// What a moderator needs for it, and to take it back.
    pub const fn permission(self) -> Permissions {
        match self {
            Action::Ban => Permissions::BAN_MEMBERS,
            Action::Restrict | Action::Verify => Permissions::MODERATE_MEMBERS,
        }
    }

    /// The case that each member gets, or gets when it is taken back.
    pub const fn kind(self, is_undo: bool) -> Kind {
        match (self, is_undo) {
            (Action::Restrict, false) | (Action::Verify, true) => Kind::Restrict,
            (Action::Verify, false) | (Action::Restrict, true) => Kind::Lift,
            (Action::Ban, false) => Kind::Ban,
            (Action::Ban, true) => Kind::Unban,
        }
    }
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Running,
    Done,
}

/// A row of `raid_runs`.
#[derive(Clone, Debug, FromJson)]
pub struct Run {
    /// The interaction that asked.
    pub id: String,
    pub raid: String,
    pub action: Action,
    /// The run that it takes back.
    pub undoes: Option<String>,
    pub admin: UserId,
    /// The roles they had then, as a JSON array.
    pub admin_roles: String,
    pub state: RunState,
    pub total: i64,
    pub done: i64,
    pub skipped: i64,
    pub failed: i64,
    /// How many can be taken back.
    pub written: i64,
    /// How often Discord did not answer, one after another.
    pub attempts: i64,
    /// Unix milliseconds.
    pub started_at: i64,
    /// The run that took it back.
    pub undone_by: Option<String>,
}

/// What a run on picked alerts has in place of a raid begins so; no raid's id does.
pub const PICKED: &str = "p";

impl Run {
    /// Whether it is about alerts that somebody has picked, not about a raid.
    pub fn is_picked(&self) -> bool {
        self.raid.starts_with(PICKED)
    }

    pub fn is_running(&self) -> bool {
        self.state == RunState::Running
    }

    pub fn is_undo(&self) -> bool {
        self.undoes.is_some()
    }

    pub fn kind(&self) -> Kind {
        self.action.kind(self.is_undo())
    }

    pub fn roles(&self) -> Vec<RoleId> {
        json::parse(&self.admin_roles).unwrap_or_default()
    }

    /// Whether *Undo all* can take it back.
    pub fn can_be_undone(&self) -> bool {
        !self.is_running() && !self.is_undo() && self.undone_by.is_none() && self.written > 0
    }
}

/// A run as it is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub id: &'a str,
    pub raid: &'a str,
    pub action: Action,
    pub admin: UserId,
    /// As a JSON array.
    pub roles: String,
    pub now: Time,
    /// Only those who were open at this moment, in Unix milliseconds: who was counted when it was confirmed.
    pub seen: i64,
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Nothing was done yet.
    Planned,
    /// The decision stands; Discord has still to be told.
    Decided,
}

/// A member of a run that is not settled, and their verification now.
#[derive(Clone, Debug, FromJson)]
pub struct Task {
    pub user: UserId,
    pub user_name: String,
    pub verification: String,
    pub has_roles: i64,
    pub was_restricted: i64,
    pub state: TaskState,
    pub alone: i64,
    pub status: Status,
    pub restricted: i64,
    pub resolved_cause: Option<String>,
    /// Whether they are looked at elsewhere by now.
    pub other_open: i64,
}

/// Who failed, and why.
#[derive(Clone, Debug, FromJson)]
pub struct Failed {
    pub user: UserId,
    pub user_name: String,
    pub failure: Reason,
}

/// Why nothing was done to a member; stored by its word.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The moderator, or who stands at or above them.
    AboveYou,
    AboveBot,
    Owner,
    Bot,
    /// The person is not here any more.
    Gone,
    /// The bot lacks the permission.
    NotAllowed,
    Unreachable,
    Refused,
}

impl Reason {
    pub const fn word(self) -> &'static str {
        match self {
            Reason::AboveYou => "above_you",
            Reason::AboveBot => "above_bot",
            Reason::Owner => "owner",
            Reason::Bot => "bot",
            Reason::Gone => "gone",
            Reason::NotAllowed => "not_allowed",
            Reason::Unreachable => "unreachable",
            Reason::Refused => "refused",
        }
    }

    /// How it stands on the case.
    pub const fn on_case(self) -> moderation::model::Failure {
        use moderation::model::Failure;
        match self {
            Reason::Gone => Failure::Gone,
            Reason::Unreachable => Failure::Unreachable,
            Reason::Refused => Failure::Refused,
            Reason::AboveYou | Reason::AboveBot | Reason::Owner | Reason::Bot | Reason::NotAllowed => {
                Failure::NotAllowed
            }
        }
    }
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Reason {
        match refusal {
            Refusal::Oneself | Refusal::AboveYou => Reason::AboveYou,
            Refusal::AboveBot | Refusal::Administrator => Reason::AboveBot,
            Refusal::TheOwner => Reason::Owner,
            Refusal::TheBot => Reason::Bot,
            Refusal::BotLacks(_) => Reason::NotAllowed,
            Refusal::NotHere => Reason::Gone,
            Refusal::NotTimedOut | Refusal::TooLong => Reason::Refused,
        }
    }
}

impl From<gate::model::Failure> for Reason {
    fn from(failure: gate::model::Failure) -> Reason {
        use gate::model::Failure;
        match failure {
            Failure::NotAllowed => Reason::NotAllowed,
            Failure::MemberGone => Reason::Gone,
            Failure::Unreachable => Reason::Unreachable,
            Failure::Refused => Reason::Refused,
        }
    }
}

impl From<moderation::model::Failure> for Reason {
    fn from(failure: moderation::model::Failure) -> Reason {
        use moderation::model::Failure;
        match failure {
            Failure::NotAllowed => Reason::NotAllowed,
            Failure::Gone => Reason::Gone,
            Failure::Unreachable => Reason::Unreachable,
            Failure::Refused => Reason::Refused,
        }
    }
}
