//! Squads in `/setup`, the check-up, `/status channel:…` and where a member earns for the first time.

use super::{model::SquadSettings, sql, text};
use crate::{
    app::{Check, Settings, SetupStep},
    base::{
        ids::{ChannelId, GuildId, UserId},
        lang::Lang,
        time::Time,
    },
    platform::db::Stmt,
};

pub const CHECKS: &[Check] = &[];

pub const STEP: SetupStep = SetupStep { title: text::title, summary, question: None };

fn summary(lang: Lang, settings: &Settings) -> String {
    text::summary(lang, &settings.section())
}

pub fn watches(lang: Lang, settings: &Settings, channel: ChannelId) -> Option<String> {
    (settings.section::<SquadSettings>().channel == Some(channel)).then(|| text::watches(lang).to_owned())
}

/// Who earns for the first time joins the default squad, if there is one with room.
pub fn first_earning(settings: &Settings, guild: GuildId, user: UserId, now: Time) -> Vec<Stmt> {
    let Some(squad) = settings.section::<SquadSettings>().default_squad else { return Vec::new() };
    vec![sql::insert_default(guild, user, squad, now), sql::count_default(guild, user, squad, now)]
}
