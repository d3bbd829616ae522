//! Verification in `/setup`.

use super::text;
use crate::app::SetupStep;

pub const STEP: SetupStep = SetupStep {
    title: text::specs::title,
    summary: |lang, settings| text::summary(lang, &settings.section()),
    question: None,
};
