//! Log channels in `/setup`, the check-up and `/status channel:…`.

use super::{model::Logs, sql, text};
use crate::{
    app::{Change, Check, Finding, Settings, SetupStep, check::GuildFacts},
    base::{ids::ChannelId, lang::Lang, list},
    discord::permission,
    platform::db::Stmt,
};

pub const CHECKS: &[Check] = &[channels];

pub const STEP: SetupStep = SetupStep {
    title: text::title,
    summary: |lang, settings| text::summary(lang, &settings.section::<Logs>()),
    question: None,
};

fn channels(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let mut channels: Vec<ChannelId> =
        settings.section::<Logs>().channels.into_iter().map(|(_, channel)| channel).collect();
    list::sort(&mut channels);
    channels.dedup();
    let cannot = channels.into_iter().filter(|channel| {
        let known = facts.channels.iter().find(|(id, _, _)| id == channel);
        known.is_none_or(|(_, _, allowed)| !permission::allows(*allowed, permission::SPEAK))
    });
    cannot.map(|channel| Finding::bad(text::cannot_speak(lang, channel))).collect()
}

pub fn watches(lang: Lang, settings: &Settings, channel: ChannelId) -> Option<String> {
    let logs: Logs = settings.section();
    let kinds: Vec<_> = logs.channels.iter().filter(|(_, known)| *known == channel).map(|(kind, _)| *kind).collect();
    (!kinds.is_empty()).then(|| text::told_here(lang, &kinds))
}

/// The cursor in the batch that changes the settings.
pub fn resettle(change: &Change<'_>) -> Vec<Stmt> {
    let (before, after): (Logs, Logs) = (change.before.section(), change.after.section());
    match (before.channels.is_empty(), after.channels.is_empty()) {
        (true, true) => Vec::new(),
        (false, true) => vec![sql::delete_cursor(change.guild)],
        // Another channel may work where one did not: it is tried at once.
        (_, false) if before != after => vec![sql::insert_cursor(change.guild, change.now)],
        _ => Vec::new(),
    }
}
