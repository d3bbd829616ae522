//! The pause in the check-up, so that nobody wonders why nothing happens.

use super::{is_on, model::Pause, text};
use crate::{
    app::{Check, Finding, Settings, check::GuildFacts},
    base::lang::Lang,
};

pub const CHECKS: &[Check] = &[pause];

fn pause(lang: Lang, settings: &Settings, facts: &GuildFacts) -> Vec<Finding> {
    match settings.section::<Pause>().until {
        Some(until) if is_on(settings, facts.now) => vec![Finding::bad(text::is_paused(lang, until))],
        _ => Vec::new(),
    }
}
