//! Verification as it is chosen in the dashboard: spans and questions are typed as in the command.

use serde_json::Value;

use super::model::VerificationSettings;
use crate::{
    app::{
        Item, Settings, SettingsForm,
        form::{self, Kind, Wrong},
    },
    base::{duration, json::Object, time::Time, words},
};

pub const FORM: SettingsForm = SettingsForm {
    whole,
    kept,
    ..SettingsForm::of::<VerificationSettings>(
        "Verification",
        "How newcomers get in, and what becomes of who waits.",
        ITEMS,
    )
};

const ITEMS: &[Item] = &[
    Item {
        name: "mode",
        label: "Newcomers get in",
        help: "",
        kind: Kind::One(&[
            ("off", "by a moderator's hand"),
            ("button", "by the button, when they pass the checks"),
            ("questions", "after moderators have read their answers"),
        ]),
    },
    Item {
        name: "minimum_age",
        label: "Youngest account",
        help: "That passes by itself: 3d, 12h; 0 for any.",
        kind: Kind::Text(40),
    },
    Item { name: "avatar_required", label: "A picture is needed to pass", help: "", kind: Kind::Switch },
    Item { name: "limit", label: "Longest wait", help: "As 7d; empty for none.", kind: Kind::Text(40) },
    Item {
        name: "then",
        label: "After it",
        help: "",
        kind: Kind::One(&[("nothing", "nothing"), ("lift", "they are let in"), ("kick", "they are removed")]),
    },
    Item {
        name: "ping",
        label: "Told of new alerts",
        help: "At most once in ten minutes.",
        kind: Kind::Role("nobody"),
    },
    Item {
        name: "questions",
        label: "Questions",
        help: "One a line, five at most, 45 characters each.",
        kind: Kind::Lines(300, 4),
    },
];

fn whole(settings: &Settings) -> Object {
    let own: VerificationSettings = settings.section();
    let mut members = form::whole::<VerificationSettings>(settings);
    members.insert("minimum_age".to_owned(), duration::typed(own.minimum_age).into());
    members.insert("limit".to_owned(), own.limit.map(duration::typed).unwrap_or_default().into());
    members.insert("questions".to_owned(), own.questions.join("\n").into());
    members
}

fn kept(settings: &Settings, mut members: Object, now: Time) -> Result<Settings, Wrong> {
    let typed = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let span = |name: &str| match typed(name).as_str() {
        "" | "0" => Ok(None),
        text => match duration::parse(text) {
            Some(span) => Ok(Some(span)),
            None => Err((name.to_owned(), "I cannot read this span. Examples: 90m, 12h, 3d.".to_owned())),
        },
    };
    let (age, limit) = (span("minimum_age")?.unwrap_or(0), span("limit")?);
    let questions = typed("questions");
    let questions: Vec<String> = questions.lines().map(words::plain).filter(|line| !line.is_empty()).collect();
    if questions.len() > 5 || questions.iter().any(|question| question.chars().count() > 45) {
        return Err(("questions".to_owned(), "Five at most, and 45 characters each.".to_owned()));
    }
    members.insert("minimum_age".to_owned(), age.into());
    members.insert("limit".to_owned(), limit.into());
    members.insert("questions".to_owned(), questions.into());
    form::kept::<VerificationSettings>(settings, members, now)
}
