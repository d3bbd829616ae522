//! Whether Discord would take an answer.

use std::collections::HashSet;

use serde_json::Value;

use crate::limits::message::{Place, check, is_empty};
use crate::limits::{Findings, modal};
use crate::simulator::Simulator;
use crate::state::message::flag;
use crate::state::{Sent, State};

const CALLBACK: &str = "/interactions/{interaction_id}/{interaction_token}/callback";

/// Everything that Discord would reject about the answer.
pub(super) fn run(simulator: &Simulator, sent: &Sent, answer: &Value) -> Vec<String> {
    let Some(callback) = answer["type"].as_u64() else {
        return vec!["the answer has no callback type".into()];
    };
    if !allowed(sent).contains(&callback) {
        return vec![format!("callback type {callback} is not allowed for interaction type {}", sent.kind)];
    }
    let mut wrong = simulator.state(|state| limits(state, sent, callback, &answer["data"]));
    if let Some(openapi) = &simulator.inner.openapi {
        wrong.extend(openapi.body(CALLBACK, "POST", answer).iter().map(ToString::to_string));
    }
    let mut seen = HashSet::new();
    wrong.retain(|one| seen.insert(one.clone()));
    wrong
}

/// The callback types for an interaction type; a modal submit updates a message only if it came from one.
fn allowed(sent: &Sent) -> &'static [u64] {
    match (sent.kind, sent.source.is_some()) {
        (1, _) => &[1],
        (2, _) => &[4, 5, 9],
        (3, _) => &[4, 5, 6, 7, 9],
        (4, _) => &[8],
        (5, true) => &[4, 5, 6, 7],
        (5, false) => &[4, 5],
        _ => &[],
    }
}

fn limits(state: &State, sent: &Sent, callback: u64, data: &Value) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    match callback {
        4 => {
            wrong.extend(check(data, Place::Interaction, 0).iter().map(ToString::to_string));
            if is_empty(data, 0) {
                wrong.push("Cannot send an empty message (50006)".into());
            }
        }
        5 => {
            let flags = data["flags"].as_u64().unwrap_or(0);
            if flags & !flag::EPHEMERAL != 0 {
                wrong.push("flags: only EPHEMERAL can be set on a deferred answer".into());
            }
        }
        7 => {
            wrong.extend(check(data, Place::Edit, 0).iter().map(ToString::to_string));
            if emptied(state, sent, data) {
                wrong.push("Cannot send an empty message (50006)".into());
            }
        }
        8 => wrong.extend(choices(sent, data)),
        9 => wrong.extend(modal::check(data).iter().map(ToString::to_string)),
        _ => {}
    }
    wrong
}

/// Whether an update would leave nothing of the message.
fn emptied(state: &State, sent: &Sent, data: &Value) -> bool {
    let Some(message) = sent.source.and_then(|id| state.messages.get(&id)) else {
        return false;
    };
    let after = |name: &str, now: Value| data.get(name).cloned().unwrap_or(now);
    let body = serde_json::json!({
        "content": after("content", message.content.clone().into()),
        "embeds": after("embeds", message.embeds.clone().into()),
        "components": after("components", message.components.clone().into()),
    });
    is_empty(&body, message.attachments.len())
}

fn choices(sent: &Sent, data: &Value) -> Vec<String> {
    let Some(list) = data["choices"].as_array() else {
        return vec!["choices: This field is required".into()];
    };
    let mut findings = Findings::default();
    findings.count("choices", list.len(), 0, 25);
    let wanted = focused_type(&sent.payload["data"]);
    for (index, choice) in list.iter().enumerate() {
        let path = format!("choices.{index}");
        findings.required_text(&format!("{path}.name"), &choice["name"], 1, 100);
        let fits = match wanted {
            Some(4) => choice["value"].as_i64().is_some_and(|value| value.abs() <= 1 << 53),
            Some(10) => choice["value"].is_number(),
            _ => choice["value"].as_str().is_some_and(|value| (1..=100).contains(&value.chars().count())),
        };
        if !fits {
            findings.add(&format!("{path}.value"), "BASE_TYPE_BAD_TYPE", "Not a value for this option");
        }
    }
    findings.list.iter().map(ToString::to_string).collect()
}

fn focused_type(level: &Value) -> Option<u64> {
    level["options"].as_array()?.iter().find_map(|option| match option["focused"] == true {
        true => option["type"].as_u64(),
        false => focused_type(option),
    })
}
