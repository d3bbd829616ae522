//! Limits of message components: rows, buttons, selects, custom_ids; the newer layout components too.

use std::collections::HashSet;

use serde_json::Value;

use crate::limits::{Findings, at};

/// Component type numbers.
pub mod kind {
    /// Row.
    pub const ROW: u64 = 1;
    /// Button.
    pub const BUTTON: u64 = 2;
    /// Select with own options.
    pub const STRING_SELECT: u64 = 3;
    /// Text input of a modal.
    pub const TEXT_INPUT: u64 = 4;
    /// User select.
    pub const USER_SELECT: u64 = 5;
    /// Role select.
    pub const ROLE_SELECT: u64 = 6;
    /// User and role select.
    pub const MENTIONABLE_SELECT: u64 = 7;
    /// Channel select.
    pub const CHANNEL_SELECT: u64 = 8;
    /// Section.
    pub const SECTION: u64 = 9;
    /// Text.
    pub const TEXT_DISPLAY: u64 = 10;
    /// Container.
    pub const CONTAINER: u64 = 17;
    /// Label of a modal.
    pub const LABEL: u64 = 18;
    /// File upload of a modal.
    pub const FILE_UPLOAD: u64 = 19;
    /// One of several, in a modal.
    pub const RADIO_GROUP: u64 = 21;
    /// Any of several, in a modal.
    pub const CHECKBOX_GROUP: u64 = 22;
    /// Yes or no, in a modal.
    pub const CHECKBOX: u64 = 23;
}

/// Whether a type number is one of the selects.
pub fn is_select(kind: u64) -> bool {
    matches!(kind, kind::STRING_SELECT | kind::USER_SELECT..=kind::CHANNEL_SELECT)
}

pub(crate) fn check(findings: &mut Findings, path: &str, components: &Value, v2: bool) {
    let Some(list) = components.as_array() else { return };
    let mut seen = Seen::default();
    if !v2 && list.len() > 5 {
        findings.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    for (index, component) in list.iter().enumerate() {
        let path = at(path, index);
        match component["type"].as_u64() {
            Some(kind::ROW) => row(findings, &path, component, &mut seen),
            Some(_) if !v2 => {
                let message = "Value of field \"type\" must be one of (1,) without IS_COMPONENTS_V2.";
                findings.add(&at(&path, "type"), "UNION_TYPE_CHOICES", message);
            }
            _ => layout(findings, &path, component, &mut seen),
        }
    }
    if v2 && seen.components > 40 {
        let message = "The total number of components exceeds the maximum of 40";
        findings.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS", message);
    }
    if seen.text > 4_000 {
        let message = "The total length of all text exceeds 4000";
        findings.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message);
    }
}

/// What is counted over a whole message.
#[derive(Default)]
struct Seen {
    custom_ids: HashSet<String>,
    components: usize,
    text: usize,
}

fn layout(findings: &mut Findings, path: &str, component: &Value, seen: &mut Seen) {
    seen.components += 1;
    match component["type"].as_u64() {
        Some(kind::SECTION) => {
            let texts = component["components"].as_array().map_or(0, Vec::len);
            findings.count(&at(path, "components"), texts, 1, 3);
            match &component["accessory"] {
                Value::Null => findings.required(&at(path, "accessory")),
                accessory if accessory["type"] == kind::BUTTON => {
                    button(findings, &at(path, "accessory"), accessory, seen);
                }
                _ => seen.components += 1,
            }
        }
        Some(kind::TEXT_DISPLAY) => {
            findings.required_text(&at(path, "content"), &component["content"], 1, 4_000);
            seen.text += component["content"].as_str().map_or(0, |text| text.chars().count());
        }
        _ => {}
    }
    for (index, inner) in component["components"].as_array().into_iter().flatten().enumerate() {
        let path = at(path, format!("components.{index}"));
        match inner["type"].as_u64() {
            Some(kind::ROW) => row(findings, &path, inner, seen),
            _ => layout(findings, &path, inner, seen),
        }
    }
}

fn row(findings: &mut Findings, path: &str, row: &Value, seen: &mut Seen) {
    seen.components += 1;
    let inner = row["components"].as_array().map_or(&[][..], Vec::as_slice);
    findings.count(&at(path, "components"), inner.len(), 1, 5);
    let selects = inner.iter().filter(|one| one["type"].as_u64().is_some_and(is_select)).count();
    if selects > 0 && inner.len() > 1 {
        let message = "The specified components exceed the maximum width of an action row.";
        findings.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
    }
    for (index, component) in inner.iter().enumerate() {
        let path = at(path, format!("components.{index}"));
        match component["type"].as_u64() {
            Some(kind::BUTTON) => button(findings, &path, component, seen),
            Some(kind) if is_select(kind) => {
                seen.components += 1;
                custom_id(findings, &path, component, seen);
                select(findings, &path, component);
            }
            _ => findings.add(&at(&path, "type"), "UNION_TYPE_CHOICES", "Not a component for a row of a message."),
        }
    }
}

fn custom_id(findings: &mut Findings, path: &str, component: &Value, seen: &mut Seen) {
    let path = at(path, "custom_id");
    findings.required_text(&path, &component["custom_id"], 1, 100);
    if let Some(id) = component["custom_id"].as_str()
        && !seen.custom_ids.insert(id.to_owned())
    {
        findings.add(&path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
}

fn button(findings: &mut Findings, path: &str, button: &Value, seen: &mut Seen) {
    seen.components += 1;
    findings.text(&at(path, "label"), &button["label"], 0, 80);
    let bare = button["label"].as_str().is_none_or(|label| label.trim().is_empty()) && button["emoji"].is_null();
    match button["style"].as_u64() {
        Some(1..=4) => {
            custom_id(findings, path, button, seen);
            if !button["url"].is_null() {
                let message = "A url and a non-link style can not be used together.";
                findings.add(&at(path, "url"), "BUTTON_COMPONENT_INVALID_URL", message);
            }
        }
        Some(5) => {
            findings.required_text(&at(path, "url"), &button["url"], 1, 512);
            findings.url(&at(path, "url"), &button["url"], &["http://", "https://", "discord://"]);
            if !button["custom_id"].is_null() {
                let message = "A custom id and url cannot both be specified";
                findings.add(&at(path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
        Some(6) => return,
        _ => findings.add(&at(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6)."),
    }
    if bare {
        let message = "A button must have a label or an emoji";
        findings.add(path, "BUTTON_COMPONENT_INVALID_LABEL", message);
    }
}

pub(crate) fn select(findings: &mut Findings, path: &str, select: &Value) {
    findings.text(&at(path, "placeholder"), &select["placeholder"], 0, 150);
    let min = select["min_values"].as_u64().unwrap_or(1);
    let max = select["max_values"].as_u64().unwrap_or(1);
    if min > 25 {
        findings.add(&at(path, "min_values"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 25.");
    }
    if !(1..=25).contains(&max) || max < min {
        let message = "max_values must be between 1 and 25 and not below min_values.";
        findings.add(&at(path, "max_values"), "NUMBER_TYPE_MAX", message);
    }
    if select["type"] != kind::STRING_SELECT {
        return;
    }
    let options = select["options"].as_array().map_or(&[][..], Vec::as_slice);
    findings.count(&at(path, "options"), options.len(), 1, 25);
    if max as usize > options.len() && !select["max_values"].is_null() {
        let message = format!("max_values must not exceed the {} options.", options.len());
        findings.add(&at(path, "max_values"), "SELECT_COMPONENT_MAX_VALUES", message);
    }
    if min as usize > options.len() {
        let message = format!("min_values must not exceed the {} options.", options.len());
        findings.add(&at(path, "min_values"), "SELECT_COMPONENT_MIN_VALUES", message);
    }
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = at(path, format!("options.{index}"));
        findings.required_text(&at(&path, "label"), &option["label"], 1, 100);
        findings.required_text(&at(&path, "value"), &option["value"], 1, 100);
        findings.text(&at(&path, "description"), &option["description"], 0, 100);
        if !values.insert(option["value"].as_str()) {
            let message = "The specified option value is already used";
            findings.add(&at(&path, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
    let chosen = options.iter().filter(|option| option["default"] == true).count();
    if chosen > max as usize {
        let message = "More options are default than max_values allows.";
        findings.add(&at(path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", message);
    }
}
