//! Bytes in `/setup` and the check-up.

use twilight_model::guild::Permissions;

use super::model::BytesSettings;
use crate::{
    app::{
        Check, Finding, Settings, SetupStep,
        check::{GuildFacts, Question},
    },
    base::{lang::Lang, money::Amount, words::number},
    features::roles,
    say, word,
};

pub const CHECKS: &[Check] = &[reward_roles];

/// The most that a day pays in a gentle economy.
const GENTLE_CAP: Amount = Amount::of(320);

pub const STEP: SetupStep = SetupStep {
    title: |lang| word!(lang, "Bytes", "Bytes", "Bytes"),
    summary,
    question: Some(Question {
        name: "economy",
        prompt: |lang| word!(lang, "Economy", "Wirtschaft", "Economía"),
        answers: &[
            ("gentle", |lang| word!(lang, "Gentle economy", "Sanfte Wirtschaft", "Economía suave")),
            ("classic", |lang| word!(lang, "Classic economy", "Klassische Wirtschaft", "Economía clásica")),
        ],
        recommended: "gentle",
        current,
        set,
    }),
};

fn current(settings: &Settings) -> Option<&'static str> {
    if !settings.has::<BytesSettings>() {
        return None;
    }
    match settings.section::<BytesSettings>().cap {
        None => Some("classic"),
        Some(GENTLE_CAP) => Some("gentle"),
        Some(_) => None,
    }
}

fn set(settings: &Settings, answer: &str) -> Settings {
    let mut bytes: BytesSettings = settings.section();
    bytes.cap = (answer == "gentle").then_some(GENTLE_CAP);
    settings.with(&bytes)
}

fn summary(lang: Lang, settings: &Settings) -> String {
    let bytes: BytesSettings = settings.section();
    let (daily, rewards) = (number(lang, bytes.daily.get()), number(lang, bytes.rewards.len() as i64));
    let cap =
        bytes.cap.map_or_else(|| word!(lang, "none", "keine", "ninguno").to_owned(), |cap| number(lang, cap.get()));
    say!(
        lang,
        "Daily {daily}, cap {cap}, reward roles: {rewards}. `/bytes-admin config` · `/bytes-admin reward add`",
        "Täglich {daily}, Grenze {cap}, Belohnungsrollen: {rewards}. `/bytes-admin config` · `/bytes-admin reward add`",
        "Diario {daily}, límite {cap}, roles de recompensa: {rewards}. `/bytes-admin config` · `/bytes-admin reward add`"
    )
}

/// Every reward role must be one that the bot can give.
fn reward_roles(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    let bytes: BytesSettings = settings.section();
    if bytes.rewards.is_empty() {
        return Vec::new();
    }
    if !facts.bot_may(Permissions::MANAGE_ROLES) {
        return vec![Finding::bad(roles::text::needs_manage_roles(lang))];
    }
    let mut findings: Vec<Finding> = Vec::new();
    for reward in &bytes.rewards {
        match facts.role(reward.role) {
            None => findings.push(Finding::bad(say!(
                lang,
                "A reward role does not exist any more. Remove it with `/bytes-admin reward remove`.",
                "Eine Belohnungsrolle gibt es nicht mehr. Entferne sie mit `/bytes-admin reward remove`.",
                "Un rol de recompensa ya no existe. Quítalo con `/bytes-admin reward remove`."
            ))),
            Some(role) if !facts.can_give(role) => {
                findings.push(Finding::bad(roles::text::role_above_mine(lang, role.id)))
            }
            Some(_) => {}
        }
    }
    if findings.is_empty() {
        let count = number(lang, bytes.rewards.len() as i64);
        findings.push(Finding::good(say!(
            lang,
            "Every reward role can be given ({count}).",
            "Jede Belohnungsrolle kann vergeben werden ({count}).",
            "Se puede dar cada rol de recompensa ({count})."
        )));
    }
    findings
}
