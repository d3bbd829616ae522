//! Limits of embeds: ten, each part's length, 6,000 characters together.

use serde_json::Value;

use crate::limits::{Findings, at};

/// Discord's limit on the text of all embeds of a message together.
pub const TOTAL: usize = 6_000;

pub(crate) fn check(findings: &mut Findings, path: &str, embeds: &Value) {
    let Some(list) = embeds.as_array() else {
        if !embeds.is_null() {
            findings.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        }
        return;
    };
    if list.len() > 10 {
        findings.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
    }
    let mut total = 0;
    for (index, embed) in list.iter().enumerate() {
        total += one(findings, &at(path, index), embed);
    }
    if total > TOTAL {
        findings.add(path, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
}

fn one(findings: &mut Findings, path: &str, embed: &Value) -> usize {
    let web = &["http://", "https://"];
    let media = &["http://", "https://", "attachment://"];
    findings.text(&at(path, "title"), &embed["title"], 0, 256);
    findings.text(&at(path, "description"), &embed["description"], 0, 4_096);
    findings.url(&at(path, "url"), &embed["url"], web);
    for (part, field, max) in [("footer", "text", 2_048), ("author", "name", 256)] {
        if embed[part].is_object() {
            findings.required_text(&at(path, format!("{part}.{field}")), &embed[part][field], 1, max);
            findings.url(&at(path, format!("{part}.icon_url")), &embed[part]["icon_url"], media);
        }
    }
    for part in ["image", "thumbnail"] {
        findings.url(&at(path, format!("{part}.url")), &embed[part]["url"], media);
    }
    if embed["color"].as_u64().is_some_and(|color| color > 0xFF_FFFF) {
        let message = "int value should be less than or equal to 16777215.";
        findings.add(&at(path, "color"), "NUMBER_TYPE_MAX", message);
    }
    let fields = embed["fields"].as_array().map_or(&[][..], Vec::as_slice);
    if fields.len() > 25 {
        findings.add(&at(path, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    for (index, field) in fields.iter().enumerate() {
        let path = at(path, format!("fields.{index}"));
        findings.required_text(&at(&path, "name"), &field["name"], 1, 256);
        findings.required_text(&at(&path, "value"), &field["value"], 1, 1_024);
    }
    let texts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    let in_fields = fields.iter().flat_map(|field| [&field["name"], &field["value"]]);
    texts.into_iter().chain(in_fields).filter_map(Value::as_str).map(|text| text.chars().count()).sum()
}

/// Whether an embed shows anything at all.
pub(crate) fn shows_something(embed: &Value) -> bool {
    ["title", "description", "image", "thumbnail", "footer", "author", "fields"].iter().any(|part| {
        match &embed[*part] {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        }
    })
}
