//! Verification in `/setup` and the check-up, and the newcomers' button that follows the settings.

use twilight_model::guild::Permissions;

use super::{
    model::{Mode, VerificationSettings},
    sql, text,
};
use crate::{
    app::{Change, Check, Finding, Settings, SetupStep, check::GuildFacts},
    base::lang::Lang,
    discord::permission,
    features::gate::model::{Design, GateSettings},
    platform::db::Stmt,
};

pub const STEP: SetupStep = SetupStep {
    title: text::specs::title,
    summary: |lang, settings| text::summary(lang, &settings.section()),
    question: None,
};

pub const CHECKS: &[Check] = &[entrance, threads];

/// Whether newcomers find a button at the gate.
pub fn lets_in(settings: &Settings) -> bool {
    settings.section::<VerificationSettings>().mode != Mode::Off
}

fn entrance(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let own: VerificationSettings = settings.section();
    let gate: GateSettings = settings.section();
    match own.mode {
        Mode::Off if gate.design == Design::Verified && gate.is_ready() => {
            vec![Finding::bad(text::nobody_gets_in(lang))]
        }
        Mode::Off => Vec::new(),
        _ if !gate.is_ready() => vec![Finding::bad(text::button_without_gate(lang))],
        Mode::Questions if own.questions.is_empty() => vec![Finding::bad(text::no_questions(lang))],
        _ => {
            let known = facts.channels.iter().find(|(id, _, _)| Some(*id) == gate.channel);
            match known {
                Some((id, _, allowed)) if !permission::allows(*allowed, permission::SPEAK) => {
                    vec![Finding::bad(text::cannot_post_button(lang, *id))]
                }
                // The gate's own check tells of a channel that is gone.
                None => Vec::new(),
                Some(_) => vec![Finding::good(text::newcomers_get_in(lang))],
            }
        }
    }
}

/// Whether moderators can talk with who is kept out.
fn threads(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let gate: GateSettings = settings.section();
    let needed = permission::SPEAK
        .union(Permissions::CREATE_PRIVATE_THREADS)
        .union(Permissions::SEND_MESSAGES_IN_THREADS)
        .union(Permissions::MANAGE_THREADS);
    let known = facts.channels.iter().find(|(id, _, _)| gate.is_ready() && Some(*id) == gate.channel);
    match known {
        Some((id, _, allowed)) if !permission::allows(*allowed, needed) => {
            vec![Finding::bad(text::thread_failed(lang, *id))]
        }
        _ => Vec::new(),
    }
}

/// The button is looked at soon when its place, or whether there is to be one, has changed.
pub fn resettle(change: &Change<'_>) -> Vec<Stmt> {
    let wanted = |settings: &Settings| {
        let gate: GateSettings = settings.section();
        gate.channel.filter(|_| gate.is_ready() && lets_in(settings)).map(|channel| (channel, settings.lang()))
    };
    let after = wanted(change.after);
    match after.is_some() && after != wanted(change.before) {
        true => vec![sql::set_prompt_look(change.guild, change.now)],
        false => Vec::new(),
    }
}
