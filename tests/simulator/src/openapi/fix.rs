//! Where the OpenAPI document is narrower than what Discord documents and takes.

use serde_json::{Value, json};

/// Bit sets that Discord's reference gives as strings, and the document as integers only.
const BIT_SETS: &[&str] = &["default_member_permissions", "permissions", "allow", "deny"];

pub(super) fn apply(document: &mut Value) {
    walk(document);
    // The reference: a string. The document: an object with localisations.
    let description = document.pointer_mut("/components/schemas/ApplicationFormPartial/properties/description");
    if let Some(description) = description {
        let object = description.take();
        *description = json!({"anyOf": [{"type": "string", "maxLength": 400}, object]});
    }
}

fn walk(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(properties) = fields.get_mut("properties").and_then(Value::as_object_mut) {
                for name in BIT_SETS {
                    if let Some(schema) = properties.get_mut(*name) {
                        as_bit_set(schema);
                    }
                }
            }
            fields.values_mut().for_each(walk);
        }
        Value::Array(list) => list.iter_mut().for_each(walk),
        _ => {}
    }
}

fn as_bit_set(schema: &mut Value) {
    let integer = match &schema["type"] {
        Value::String(one) => one == "integer",
        Value::Array(list) => list.iter().any(|one| one == "integer"),
        _ => false,
    };
    if integer {
        let number = schema.take();
        *schema = json!({"anyOf": [number, {"type": "string", "pattern": "^[0-9]{1,19}$"}]});
    }
}
