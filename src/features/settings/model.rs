//! The settings that belong to no feature alone.

use serde::Serialize;

use crate::{
    app::Section,
    base::{
        ids::{ChannelId, RoleId, UserId},
        json::FromJson,
        lang::Lang,
    },
};

/// The guild's language and the people who look after it.
#[derive(Clone, Debug, Default, FromJson, PartialEq, Serialize)]
#[serde(default)]
pub struct General {
    /// In which everything is written that others can read.
    pub language: Lang,
    /// Where Guildhall tells the administrators what needs them.
    pub admin_channel: Option<ChannelId>,
    /// Whose holders count as moderators for every act.
    pub moderator_role: Option<RoleId>,
}

impl Section for General {
    const NAME: &'static str = "settings";
}

/// A version of the settings as it was kept.
#[derive(FromJson)]
pub struct Version {
    pub version: i64,
    pub json: String,
    pub changed_by: UserId,
    /// As the guild knows them, where a list asks for it.
    pub changed_by_name: Option<String>,
    /// Unix milliseconds.
    pub changed_at: i64,
    /// What was changed, in a word.
    pub what: String,
}
