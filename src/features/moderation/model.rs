//! A case and what it consists of.

use twilight_model::guild::Permissions;

use crate::{
    app::{Deed, MemberAct},
    base::{
        ids::UserId,
        json::FromJson,
        time::{DAY, Time},
    },
    features::{audit::Origin, dms::model::Notice},
};

/// Longest timeout, in milliseconds. Source: Discord reference, "Modify Guild Member".
pub const LONGEST_TIMEOUT: i64 = 28 * DAY;

/// Longest reason, in characters; Discord's audit log takes 512 with the case's number.
pub const REASON: u16 = 400;
/// Longest note to a case, in characters.
pub const NOTE: u16 = 1_000;

/// What a case tells of.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Note,
    Warn,
    Timeout,
    Untimeout,
    Kick,
    Ban,
    Unban,
    Restrict,
    Lift,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::Note,
        Kind::Warn,
        Kind::Timeout,
        Kind::Untimeout,
        Kind::Kick,
        Kind::Ban,
        Kind::Unban,
        Kind::Restrict,
        Kind::Lift,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Kind::Note => "note",
            Kind::Warn => "warn",
            Kind::Timeout => "timeout",
            Kind::Untimeout => "untimeout",
            Kind::Kick => "kick",
            Kind::Ban => "ban",
            Kind::Unban => "unban",
            Kind::Restrict => "restrict",
            Kind::Lift => "lift",
        }
    }

    /// The Discord permission that a moderator, and where Discord acts the bot, needs for it.
    pub const fn permission(self) -> Permissions {
        match self {
            Kind::Kick => Permissions::KICK_MEMBERS,
            Kind::Ban | Kind::Unban => Permissions::BAN_MEMBERS,
            _ => Permissions::MODERATE_MEMBERS,
        }
    }

    /// Whether it is an act on Discord; the others are words, or roles that other features bring about.
    pub const fn is_call(self) -> bool {
        matches!(self, Kind::Timeout | Kind::Untimeout | Kind::Kick | Kind::Ban | Kind::Unban)
    }

    /// Which open cases of the same person it ends: its opposite, and an older one of its own kind.
    pub const fn ends(self) -> &'static [Kind] {
        match self {
            Kind::Timeout | Kind::Untimeout => &[Kind::Timeout],
            Kind::Ban | Kind::Unban => &[Kind::Ban],
            Kind::Restrict | Kind::Lift => &[Kind::Restrict],
            Kind::Note | Kind::Warn | Kind::Kick => &[],
        }
    }

    /// What takes it back on Discord.
    pub const fn opposite(self) -> Option<Kind> {
        match self {
            Kind::Timeout => Some(Kind::Untimeout),
            Kind::Ban => Some(Kind::Unban),
            Kind::Restrict => Some(Kind::Lift),
            _ => None,
        }
    }

    /// What other features are told of it.
    pub const fn deed(self) -> Option<Deed> {
        match self {
            Kind::Kick => Some(Deed::Kicked),
            Kind::Ban => Some(Deed::Banned),
            Kind::Unban => Some(Deed::Unbanned),
            Kind::Restrict => Some(Deed::Restricted),
            Kind::Lift => Some(Deed::Lifted),
            Kind::Note | Kind::Warn | Kind::Timeout | Kind::Untimeout => None,
        }
    }
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Planned,
    Done,
    Failed,
}

impl State {
    pub const fn word(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::Done => "done",
            State::Failed => "failed",
        }
    }
}

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    Open,
    Expired,
    Undone,
    Appealed,
}

/// The message that a case is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
    pub link: String,
    pub text: String,
}

/// One act on one person, as it is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    pub kind: Kind,
    pub target: UserId,
    /// The name people see, kept for when the person is gone.
    pub target_name: String,
    pub reason: Option<String>,
    pub expires: Option<Time>,
    /// How far back a ban deletes messages, in seconds, 0 to 604,800.
    pub delete_seconds: i64,
    pub evidence: Option<Evidence>,
    /// Whether the person is told by direct message.
    pub tell: bool,
    pub origin: Origin,
}

impl Order {
    pub fn new(kind: Kind, target: UserId, target_name: impl Into<String>, origin: Origin) -> Order {
        Order {
            kind,
            target,
            target_name: target_name.into(),
            reason: None,
            expires: None,
            delete_seconds: 0,
            evidence: None,
            tell: false,
            origin,
        }
    }

    pub fn because(mut self, reason: Option<impl Into<String>>) -> Order {
        self.reason = reason.map(Into::into);
        self
    }
}

/// What an order came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// Number of the case; `None` when the database could not take one and Discord alone was asked.
    pub case: Option<i64>,
    pub state: State,
    pub notice: Notice,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// The same event had asked for it before.
    pub repeated: bool,
    /// What the other features are told of it.
    pub act: Option<MemberAct>,
}

/// Why Discord did not do it; stored by its word.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The bot lacks the permission, or the member stands above it.
    NotAllowed,
    /// The person is not here, or is not banned.
    Gone,
    /// Discord did not answer; tried again.
    Unreachable,
    Refused,
}

impl Failure {
    pub const fn word(self) -> &'static str {
        match self {
            Failure::NotAllowed => "not_allowed",
            Failure::Gone => "gone",
            Failure::Unreachable => "unreachable",
            Failure::Refused => "refused",
        }
    }
}

/// A case as it is stored.
#[derive(Clone, Debug, FromJson)]
pub struct Case {
    pub number: i64,
    pub kind: Kind,
    pub target: UserId,
    pub target_name: String,
    /// `None` when no person decided it.
    pub moderator: Option<UserId>,
    pub rule: Option<String>,
    pub reason: Option<String>,
    /// Unix milliseconds, as the following times.
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub state: State,
    pub failure: Option<Failure>,
    pub notice: Notice,
    pub delete_seconds: i64,
    pub resolution: Resolution,
    pub resolved_by: Option<UserId>,
    pub resolved_at: Option<i64>,
    pub evidence_link: Option<String>,
    pub evidence_text: Option<String>,
    /// Where a statement asks for it.
    pub moderator_name: Option<String>,
}

/// How cases stand: as it is asked, as it is read, state and resolution.
pub const STANDINGS: [(&str, &str, (&str, &str)); 6] = [
    ("open", "stands", ("done", "open")),
    ("expired", "over", ("done", "expired")),
    ("undone", "taken back", ("done", "undone")),
    ("appealed", "accepted on appeal", ("done", "appealed")),
    ("failed", "failed", ("failed", "open")),
    ("planned", "under way", ("planned", "open")),
];

/// Which cases a list shows; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub target: Option<UserId>,
    pub moderator: Option<UserId>,
    pub kind: Option<Kind>,
    /// State and resolution, by their words.
    pub standing: Option<(&'static str, &'static str)>,
}

impl Filter {
    /// State and resolution of a word of [`STANDINGS`].
    pub fn standing_of(word: &str) -> Option<(&'static str, &'static str)> {
        STANDINGS.into_iter().find(|(known, ..)| *known == word).map(|(.., of)| of)
    }
}

impl Case {
    /// Whether it still holds: done and not resolved.
    pub fn is_open(&self) -> bool {
        self.state == State::Done && self.resolution == Resolution::Open
    }
}

/// What a moderator added to a case.
#[derive(Clone, Debug, FromJson)]
pub struct CaseNote {
    pub at: i64,
    pub author: UserId,
    pub text: String,
}
