//! Limits of modals.

use std::collections::HashSet;

use serde_json::Value;

use crate::limits::components::{is_select, kind, select};
use crate::limits::{Breach, Findings, at};

/// Everything wrong with the `data` of a modal callback.
pub fn check(data: &Value) -> Vec<Breach> {
    let mut findings = Findings::default();
    findings.required_text("custom_id", &data["custom_id"], 1, 100);
    findings.required_text("title", &data["title"], 1, 45);
    let rows = data["components"].as_array().map_or(&[][..], Vec::as_slice);
    findings.count("components", rows.len(), 1, 5);
    let mut seen = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let path = format!("components.{index}");
        match row["type"].as_u64() {
            Some(kind::ROW) => {
                let inner = row["components"].as_array().map_or(&[][..], Vec::as_slice);
                findings.count(&at(&path, "components"), inner.len(), 1, 1);
                for component in inner {
                    let path = at(&path, "components.0");
                    if component["type"] != kind::TEXT_INPUT {
                        let message = "Value of field \"type\" must be one of (4,).";
                        findings.add(&at(&path, "type"), "UNION_TYPE_CHOICES", message);
                    }
                    findings.required_text(&at(&path, "label"), &component["label"], 1, 45);
                    input(&mut findings, &path, component, &mut seen);
                }
            }
            Some(kind::LABEL) => {
                findings.required_text(&at(&path, "label"), &row["label"], 1, 45);
                findings.text(&at(&path, "description"), &row["description"], 0, 100);
                match &row["component"] {
                    Value::Null => findings.required(&at(&path, "component")),
                    component => input(&mut findings, &at(&path, "component"), component, &mut seen),
                }
            }
            Some(kind::TEXT_DISPLAY) => {
                findings.required_text(&at(&path, "content"), &row["content"], 1, 4_000);
            }
            _ => {
                let message = "Value of field \"type\" must be one of (1, 10, 18).";
                findings.add(&at(&path, "type"), "UNION_TYPE_CHOICES", message);
            }
        }
    }
    findings.list
}

fn input(findings: &mut Findings, path: &str, component: &Value, seen: &mut HashSet<String>) {
    findings.required_text(&at(path, "custom_id"), &component["custom_id"], 1, 100);
    if let Some(id) = component["custom_id"].as_str()
        && !seen.insert(id.to_owned())
    {
        let message = "Component custom id cannot be duplicated";
        findings.add(&at(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
    match component["type"].as_u64() {
        Some(kind::TEXT_INPUT) => text_input(findings, path, component),
        Some(kind) if is_select(kind) => {
            select(findings, path, component);
            if !component["disabled"].is_null() {
                let message = "Components in modals cannot be disabled";
                findings.add(&at(path, "disabled"), "COMPONENT_DISABLED_IN_MODAL", message);
            }
        }
        Some(kind::RADIO_GROUP) => options(findings, path, component, 2),
        Some(kind::CHECKBOX_GROUP) => options(findings, path, component, 1),
        Some(kind::FILE_UPLOAD | kind::CHECKBOX) => {}
        _ => {
            let message = "Not a component for a modal.";
            findings.add(&at(path, "type"), "UNION_TYPE_CHOICES", message);
        }
    }
}

fn options(findings: &mut Findings, path: &str, group: &Value, least: usize) {
    let list = group["options"].as_array().map_or(&[][..], Vec::as_slice);
    findings.count(&at(path, "options"), list.len(), least, 10);
    let mut values = HashSet::new();
    for (index, option) in list.iter().enumerate() {
        let path = at(path, format!("options.{index}"));
        findings.required_text(&at(&path, "label"), &option["label"], 1, 100);
        findings.required_text(&at(&path, "value"), &option["value"], 1, 100);
        findings.text(&at(&path, "description"), &option["description"], 0, 100);
        if !values.insert(option["value"].as_str()) {
            let message = "The specified option value is already used";
            findings.add(&at(&path, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
}

fn text_input(findings: &mut Findings, path: &str, input: &Value) {
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        findings.add(&at(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
    }
    findings.text(&at(path, "placeholder"), &input["placeholder"], 0, 100);
    let min = input["min_length"].as_u64().unwrap_or(0);
    let max = input["max_length"].as_u64().unwrap_or(4_000);
    if min > 4_000 {
        let message = "int value should be less than or equal to 4000.";
        findings.add(&at(path, "min_length"), "NUMBER_TYPE_MAX", message);
    }
    if !(1..=4_000).contains(&max) || max < min {
        let message = "int value should be between 1 and 4000 and not below min_length.";
        findings.add(&at(path, "max_length"), "NUMBER_TYPE_MAX", message);
    }
    findings.text(&at(path, "value"), &input["value"], 0, max as usize);
}
