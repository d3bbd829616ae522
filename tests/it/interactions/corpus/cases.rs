//! Reads the corpus; the fields are explained in `tests/data/interactions/README.md`.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

/// What may come back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expected {
    Pong,
    /// A callback that Discord allows for the type.
    Answered,
    /// An ephemeral sentence.
    Polite,
    BadRequest,
    /// An empty list: what a person who is typing gets instead of a sentence.
    NoChoices,
}

pub struct Case {
    pub name: String,
    pub body: Vec<u8>,
    pub expected: Vec<Expected>,
}

/// Every case, in the order of the files.
pub fn all() -> Vec<Case> {
    let files = files();
    let mut cases = Vec::new();
    for (name, file) in &files {
        if let Some(body) = body(file) {
            cases.push(Case { name: name.clone(), body, expected: expected(file, file) });
        }
        let base = file["base"].as_str().map_or(file, |base| &files[base]);
        for variation in array(&file["variations"]) {
            let name = format!("{name}/{}", variation["name"].as_str().unwrap_or_default());
            let body = body(variation).unwrap_or_else(|| varied(&name, base["payload"].clone(), variation));
            cases.push(Case { name, body, expected: expected(variation, file) });
        }
    }
    cases
}

/// Interaction type of a body as far as it can be read.
pub fn kind_of(body: &[u8]) -> Option<u64> {
    let value: Value = serde_json::from_slice(body).ok()?;
    value["type"].as_u64()
}

fn files() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/interactions");
    let entries = std::fs::read_dir(&folder).expect("the corpus is there").flatten().map(|entry| entry.path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let text = std::fs::read_to_string(&path).ok()?;
        (path.extension()? == "json")
            .then(|| (name.clone(), serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"))))
    };
    entries.filter_map(read).collect()
}

/// The body that an entry brings itself.
fn body(entry: &Value) -> Option<Vec<u8>> {
    if let Some(payload) = entry.get("payload") {
        return Some(payload.to_string().into_bytes());
    }
    if let Some(raw) = entry["raw"].as_str() {
        return Some(raw.as_bytes().to_vec());
    }
    if let Some(raw) = entry["raw_base64"].as_str() {
        return Some(base64(raw));
    }
    let parts = entry["generate"].as_array()?;
    let repeated =
        |part: &Value| part[0].as_str().unwrap_or_default().repeat(part[1].as_u64().unwrap_or_default() as usize);
    let text: String = parts.iter().map(repeated).collect();
    if let Some(length) = entry["bytes"].as_u64() {
        assert_eq!(text.len() as u64, length, "{}", entry["name"]);
    }
    Some(text.into_bytes())
}

fn expected(entry: &Value, file: &Value) -> Vec<Expected> {
    let own = entry.get("expect").map(|expect| (expect, &entry["also"]));
    let (expect, also) = own.unwrap_or((&file["expect"], entry.get("also").unwrap_or(&file["also"])));
    let also: Vec<&Value> = also.as_array().map_or_else(|| vec![also], |list| list.iter().collect());
    std::iter::once(expect).chain(also).filter_map(Value::as_str).map(named).collect()
}

fn named(name: &str) -> Expected {
    match name {
        "pong" => Expected::Pong,
        "answered" => Expected::Answered,
        "polite" => Expected::Polite,
        "bad_request" => Expected::BadRequest,
        other => panic!("unknown outcome {other:?}"),
    }
}

/// A payload changed by JSON pointers: first `remove`, then `set`.
fn varied(name: &str, mut payload: Value, variation: &Value) -> Vec<u8> {
    for pointer in array(&variation["remove"]).filter_map(Value::as_str) {
        let (parent, key) = target(name, &mut payload, pointer);
        match parent {
            Value::Object(fields) => {
                drop(fields.remove(&key).unwrap_or_else(|| panic!("{name}: {pointer} is not there")))
            }
            Value::Array(items) => drop(items.remove(key.parse().expect("an index"))),
            _ => panic!("{name}: {pointer} leads nowhere"),
        }
    }
    for (pointer, value) in variation["set"].as_object().into_iter().flatten() {
        if pointer.is_empty() {
            payload = value.clone();
            continue;
        }
        let (parent, key) = target(name, &mut payload, pointer);
        match parent {
            Value::Object(fields) => drop(fields.insert(key, value.clone())),
            Value::Array(items) => {
                let index: usize = key.parse().expect("an index");
                if index == items.len() { items.push(value.clone()) } else { items[index] = value.clone() }
            }
            _ => panic!("{name}: {pointer} leads nowhere"),
        }
    }
    payload.to_string().into_bytes()
}

/// What holds the place that a pointer names, and the place's key.
fn target<'a>(name: &str, payload: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    let key = key.replace("~1", "/").replace("~0", "~");
    (payload.pointer_mut(parent).unwrap_or_else(|| panic!("{name}: {pointer} leads nowhere")), key)
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn base64(text: &str) -> Vec<u8> {
    let digit =
        |c: u8| b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|d| *d == c);
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for value in text.bytes().filter(|c| *c != b'=').map(|c| digit(c).expect("base64") as u32) {
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    bytes
}
