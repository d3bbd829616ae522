//! Limits of a bulk registration of commands.

use std::collections::HashSet;

use serde_json::Value;

use crate::limits::{Breach, Findings, at};
use crate::state::command::{CHAT_INPUT, MESSAGE, USER, option};

/// Everything wrong with the array of a bulk PUT.
pub fn check(commands: &[Value]) -> Vec<Breach> {
    let mut findings = Findings::default();
    let kind = |command: &Value| command["type"].as_u64().unwrap_or(CHAT_INPUT);
    for (which, max) in [(CHAT_INPUT, 100), (USER, 15), (MESSAGE, 15)] {
        if commands.iter().filter(|command| kind(command) == which).count() > max {
            let message = format!("Maximum number of application commands reached ({max}).");
            findings.add("", "APPLICATION_COMMANDS_MAX", message);
        }
    }
    let mut names = HashSet::new();
    for (index, command) in commands.iter().enumerate() {
        let path = index.to_string();
        one(&mut findings, &path, command, kind(command));
        if !names.insert((kind(command), command["name"].as_str())) {
            let message = "Application command names must be unique";
            findings.add(&at(&path, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    findings.list
}

fn one(findings: &mut Findings, path: &str, command: &Value, kind: u64) {
    if kind == CHAT_INPUT {
        names(findings, path, command);
        descriptions(findings, path, command);
        options(findings, path, command, Level::Command);
    } else {
        findings.required_text(&at(path, "name"), &command["name"], 1, 32);
        for (name, value) in [("description", &command["description"]), ("options", &command["options"])] {
            if value.as_str().is_some_and(|text| !text.is_empty()) || value.is_array() {
                let message = "Context menu commands cannot have this field";
                findings.add(&at(path, name), "APPLICATION_COMMAND_INVALID_FIELD", message);
            }
        }
    }
    let size = size(command);
    if size > 8_000 {
        let message = format!("Command exceeds maximum size ({size} of 8000)");
        findings.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Command,
    Group,
    Subcommand,
}

fn options(findings: &mut Findings, path: &str, holder: &Value, level: Level) {
    let list = holder["options"].as_array().map_or(&[][..], Vec::as_slice);
    findings.count(&at(path, "options"), list.len(), 0, 25);
    let nested = |value: &Value| matches!(value["type"].as_u64(), Some(option::SUBCOMMAND | option::GROUP));
    if list.iter().any(nested) && !list.iter().all(nested) {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        findings.add(&at(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    let mut seen = HashSet::new();
    let mut optional = false;
    for (index, value) in list.iter().enumerate() {
        let path = at(path, format!("options.{index}"));
        names(findings, &path, value);
        descriptions(findings, &path, value);
        if !seen.insert(value["name"].as_str()) {
            let message = "Option names must be unique";
            findings.add(&at(&path, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
        }
        let required = value["required"] == true;
        if required && optional {
            let message = "Required options must be placed before non-required options";
            findings.add(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional |= !required;
        match (value["type"].as_u64(), level) {
            (Some(option::GROUP), Level::Command) => options(findings, &path, value, Level::Group),
            (Some(option::SUBCOMMAND), Level::Command | Level::Group) => {
                options(findings, &path, value, Level::Subcommand);
            }
            (Some(option::GROUP | option::SUBCOMMAND), _) => {
                let message = "Sub-commands cannot be nested this deep";
                findings.add(&at(&path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            }
            (_, Level::Group) => {
                let message = "A group holds sub-commands only";
                findings.add(&at(&path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            }
            _ => leaf(findings, &path, value),
        }
    }
}

fn leaf(findings: &mut Findings, path: &str, value: &Value) {
    let choices = value["choices"].as_array().map_or(&[][..], Vec::as_slice);
    findings.count(&at(path, "choices"), choices.len(), 0, 25);
    if value["autocomplete"] == true && !choices.is_empty() {
        let message = "Autocomplete and choices exclude each other";
        findings.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message);
    }
    let mut seen = HashSet::new();
    for (index, choice) in choices.iter().enumerate() {
        let path = at(path, format!("choices.{index}"));
        findings.required_text(&at(&path, "name"), &choice["name"], 1, 100);
        for text in localizations(&choice["name_localizations"]) {
            findings.text(&at(&path, "name_localizations"), text, 1, 100);
        }
        if choice["value"].is_string() {
            findings.text(&at(&path, "value"), &choice["value"], 0, 100);
        }
        if !seen.insert(choice["name"].as_str()) {
            let message = "Choice names must be unique";
            findings.add(&at(&path, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", message);
        }
    }
    for (name, max) in [("min_length", 6_000), ("max_length", 6_000)] {
        if value[name].as_u64().is_some_and(|length| length > max) {
            let message = format!("int value should be less than or equal to {max}.");
            findings.add(&at(path, name), "NUMBER_TYPE_MAX", message);
        }
    }
    for name in ["min_value", "max_value"] {
        if value[name].as_f64().is_some_and(|number| number.abs() > 9_007_199_254_740_992.0) {
            let message = "The value must be between -2^53 and 2^53";
            findings.add(&at(path, name), "NUMBER_TYPE_MAX", message);
        }
    }
}

fn names(findings: &mut Findings, path: &str, holder: &Value) {
    let path = at(path, "name");
    findings.required_text(&path, &holder["name"], 1, 32);
    for name in std::iter::once(&holder["name"]).chain(localizations(&holder["name_localizations"])) {
        if name.as_str().is_some_and(|name| !is_name(name)) {
            let message = "Command name is invalid: lower case letters, digits, - _ ' only, at most 32";
            findings.add(&path, "APPLICATION_COMMAND_INVALID_NAME", message);
        }
    }
}

fn descriptions(findings: &mut Findings, path: &str, holder: &Value) {
    findings.required_text(&at(path, "description"), &holder["description"], 1, 100);
    for text in localizations(&holder["description_localizations"]) {
        findings.text(&at(path, "description_localizations"), text, 1, 100);
    }
}

fn localizations(map: &Value) -> impl Iterator<Item = &Value> {
    map.as_object().into_iter().flat_map(|map| map.values())
}

/// Discord's rule `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case where there is one.
pub fn is_name(name: &str) -> bool {
    let allowed = |c: char| {
        matches!(c, '-' | '_' | '\'' | '\u{0900}'..='\u{097F}' | '\u{0E00}'..='\u{0E7F}') || c.is_alphanumeric()
    };
    (1..=32).contains(&name.chars().count()) && name.chars().all(allowed) && name.to_lowercase() == name
}

/// Characters of names, descriptions and choice values; of localised texts the longest counts.
pub fn size(holder: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let longest = |name: &str, localized: &str| {
        localizations(&holder[localized]).map(length).max().unwrap_or(0).max(length(&holder[name]))
    };
    let own = longest("name", "name_localizations") + longest("description", "description_localizations");
    let value = match &holder["value"] {
        Value::String(text) => text.chars().count(),
        Value::Number(number) => number.to_string().len(),
        _ => 0,
    };
    let inner = |name: &str| holder[name].as_array().into_iter().flatten().map(size).sum::<usize>();
    own + value + inner("options") + inner("choices")
}
