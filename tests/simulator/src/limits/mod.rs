//! Discord's limits on what applications send, each breach named by its place and Discord's own code.

pub mod commands;
pub mod components;
pub mod embeds;
pub mod message;
pub mod modal;

use serde_json::{Map, Value, json};

/// One breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Where, as `embeds.0.title`; empty for the whole body.
    pub path: String,
    /// Discord's code, as `BASE_TYPE_MAX_LENGTH`.
    pub code: &'static str,
    /// Discord's sentence.
    pub message: String,
}

impl std::fmt::Display for Breach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "{} ({})", self.message, self.code),
            path => write!(f, "{path}: {} ({})", self.message, self.code),
        }
    }
}

/// Collects breaches while walking a body.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was found.
    pub list: Vec<Breach>,
}

impl Findings {
    pub(crate) fn add(&mut self, path: &str, code: &'static str, message: impl Into<String>) {
        self.list.push(Breach { path: path.to_owned(), code, message: message.into() });
    }

    pub(crate) fn required(&mut self, path: &str) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// A text of at least `min` and at most `max` characters; absent is left to the caller.
    pub(crate) fn text(&mut self, path: &str, value: &Value, min: usize, max: usize) {
        let Some(text) = value.as_str() else {
            if !value.is_null() {
                self.add(path, "BASE_TYPE_BAD_TYPE", "Value must be a string");
            }
            return;
        };
        let length = text.chars().count();
        if length > max {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {max} or fewer in length."));
        } else if length < min || (min > 0 && text.trim().is_empty()) {
            self.add(path, "BASE_TYPE_BAD_LENGTH", format!("Must be between {min} and {max} in length."));
        }
    }

    /// A text that must be there.
    pub(crate) fn required_text(&mut self, path: &str, value: &Value, min: usize, max: usize) {
        match value {
            Value::Null => self.required(path),
            value => self.text(path, value, min, max),
        }
    }

    pub(crate) fn count(&mut self, path: &str, count: usize, min: usize, max: usize) {
        if count < min || count > max {
            let message = format!("Must be between {min} and {max} in length.");
            self.add(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    pub(crate) fn url(&mut self, path: &str, value: &Value, schemes: &[&str]) {
        if let Some(url) = value.as_str()
            && !schemes.iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
        {
            let message = format!("Not a well formed URL: the scheme must be one of {schemes:?}.");
            self.add(path, "URL_TYPE_INVALID_SCHEME", message);
        }
    }
}

/// Appends a part to a dotted path.
pub(crate) fn at(path: &str, part: impl std::fmt::Display) -> String {
    match path {
        "" => part.to_string(),
        path => format!("{path}.{part}"),
    }
}

/// The `errors` object of a 50035 answer.
pub fn errors_json(breaches: &[Breach]) -> Value {
    let mut root = Value::Object(Map::new());
    for breach in breaches {
        let mut node = &mut root;
        for part in breach.path.split('.').filter(|part| !part.is_empty()) {
            node = &mut node[part];
        }
        let error = json!({"code": breach.code, "message": breach.message});
        match node["_errors"].as_array_mut() {
            Some(list) => list.push(error),
            None => node["_errors"] = json!([error]),
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_nest_by_path() {
        let mut findings = Findings::default();
        findings.add("embeds.0.title", "BASE_TYPE_MAX_LENGTH", "long");
        findings.add("", "X", "whole");
        let json = errors_json(&findings.list);
        assert_eq!(json["embeds"]["0"]["title"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
        assert_eq!(json["_errors"][0]["code"], "X");
    }

    #[test]
    fn length_counts_characters() {
        let mut findings = Findings::default();
        findings.text("a", &json!("ä".repeat(5)), 1, 5);
        assert!(findings.list.is_empty());
        findings.text("a", &json!("ä".repeat(6)), 1, 5);
        findings.text("b", &json!("  "), 1, 5);
        assert_eq!(findings.list.len(), 2);
    }
}
