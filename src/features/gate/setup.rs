//! The gate in `/setup`, the check-up and `/status channel:…`.

use super::{
    logic::Round,
    model::{Design, GateSettings},
    text,
};
use crate::{
    app::{
        Check, Finding, Settings, SetupStep,
        check::{GuildFacts, Question},
    },
    base::{
        ids::ChannelId,
        lang::Lang,
        time::{HOUR, Time},
    },
    word,
};

pub const CHECKS: &[Check] = &[role];

pub const STEP: SetupStep = SetupStep {
    title: text::title,
    summary: |lang, settings| text::summary(lang, &settings.section()),
    question: Some(Question {
        name: "gate",
        prompt: text::title,
        answers: &[
            ("yes", |lang| word!(lang, "With a gate", "Mit Tor", "Con puerta")),
            ("no", |lang| word!(lang, "No gate", "Kein Tor", "Sin puerta")),
        ],
        // Everything that acts on people by itself is off until it is set up.
        recommended: "no",
        current,
        set,
    }),
};

fn current(settings: &Settings) -> Option<&'static str> {
    let chosen = settings.has::<GateSettings>().then(|| settings.section::<GateSettings>().design);
    chosen.map(|design| if design == Design::Off { "no" } else { "yes" })
}

/// A yes keeps the design that was chosen; the first is the restricted role, which changes nothing for
/// anybody who is there. `/setupverification` offers the other and does the work.
fn set(settings: &Settings, answer: &str) -> Settings {
    let mut gate: GateSettings = settings.section();
    gate.design = match (answer, gate.design) {
        ("yes", Design::Off) => Design::Restricted,
        ("yes", design) => design,
        _ => Design::Off,
    };
    settings.with(&gate)
}

fn role(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let gate: GateSettings = settings.section();
    if gate.design == Design::Off {
        return Vec::new();
    }
    let role = if gate.design == Design::Verified { gate.verified_role } else { gate.restricted_role };
    let known = role.and_then(|role| facts.role(role));
    let channel = gate.channel.is_some_and(|channel| facts.channels.iter().any(|(id, _, _)| *id == channel));
    vec![match known {
        None => Finding::bad(text::not_set_up(lang)),
        Some(role) if !facts.can_give(role) => {
            Finding::bad(crate::features::roles::text::role_above_mine(lang, role.id))
        }
        Some(_) if !channel => Finding::bad(text::channel_gone(lang)),
        Some(_) => Finding::good(text::stands(lang)),
    }]
}

pub fn watches(lang: Lang, settings: &Settings, channel: ChannelId) -> Option<String> {
    (settings.section::<GateSettings>().channel == Some(channel)).then(|| text::watches(lang).to_owned())
}

/// How old the oldest look at somebody restricted may be; nothing while nobody is.
pub fn tells(lang: Lang, cursor: &str, last: Time, now: Time) -> Option<String> {
    let since = Round::read(cursor).before.filter(|_| now.millis() - last.millis() < HOUR);
    since.map(|since| text::oldest_look(lang, since))
}
