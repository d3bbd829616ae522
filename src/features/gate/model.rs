//! The gate's design and its settings, and what is known of a restricted member.

use serde::Serialize;

use crate::{
    app::{Section, Settings},
    base::{
        config::Config,
        ids::{ChannelId, RoleId, UserId},
        json::{self, FromJson},
    },
    features::settings,
};

/// How members are kept out until they are verified.
#[derive(Clone, Copy, Debug, Default, FromJson, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// There is no gate.
    #[default]
    Off,
    /// @everyone sees only the verification channel; the verified role sees the rest.
    Verified,
    /// A restricted role sees nothing but the verification channel.
    Restricted,
}

/// The gate as settings hold it.
#[derive(Clone, Debug, Default, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct GateSettings {
    pub design: Design,
    pub verified_role: Option<RoleId>,
    pub restricted_role: Option<RoleId>,
    /// Where newcomers press *Verify me*, and where who is restricted can read and is talked with.
    pub channel: Option<ChannelId>,
    /// The role that settings list for moderators; not stored here.
    #[serde(skip)]
    pub moderator_role: Option<RoleId>,
}

impl Section for GateSettings {
    const NAME: &'static str = "gate";
}

impl GateSettings {
    /// As stored, with the variables of a one-guild deployment where settings say nothing.
    pub fn of(settings: &Settings, config: &Config) -> GateSettings {
        let stored: GateSettings = settings.section();
        GateSettings {
            verified_role: stored.verified_role.or(config.verified_role),
            restricted_role: stored.restricted_role.or(config.restricted_role),
            channel: stored.channel.or(config.verification_channel),
            moderator_role: settings::moderator_role(settings, config),
            ..stored
        }
    }

    /// Whether the gate can be used: its role and channel are chosen.
    pub fn is_ready(&self) -> bool {
        let role = match self.design {
            Design::Off => None,
            Design::Verified => self.verified_role,
            Design::Restricted => self.restricted_role,
        };
        role.is_some() && self.channel.is_some()
    }
}

/// What is wanted for a member.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    Restricted,
    Free,
}

/// A row of `restrictions`.
#[derive(Clone, Debug, FromJson)]
pub struct Restriction {
    pub user: UserId,
    pub want: Want,
    /// Roles that are given back, as a JSON array.
    pub taken: String,
    /// Unix milliseconds.
    pub since: i64,
    pub failure: Option<Failure>,
    pub attempts: i64,
}

impl Restriction {
    pub fn taken(&self) -> Vec<RoleId> {
        json::parse(&self.taken).unwrap_or_default()
    }
}

/// Why a member's roles could not be set; stored by its word.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The bot lacks Manage Roles, or a role stands above its own.
    NotAllowed,
    /// The member has left; tried again when they come back.
    MemberGone,
    Unreachable,
    Refused,
}

impl Failure {
    pub const fn word(self) -> &'static str {
        match self {
            Failure::NotAllowed => "not_allowed",
            Failure::MemberGone => "member_gone",
            Failure::Unreachable => "unreachable",
            Failure::Refused => "refused",
        }
    }
}
