//! Submitting the modal that is open: the client's checks and the `data` that Discord sends.

use serde_json::{Map, Value, json};

use crate::Id;
use crate::interact::Interaction;
use crate::interact::fields::filled;
use crate::interact::resolve::Resolved;
use crate::limits::components::kind;
use crate::state::State;
use crate::state::talk::number;

/// The `data`, and the message whose component opened the modal.
pub(super) fn submit(
    state: &mut State,
    interaction: &Interaction,
    custom_id: &str,
    values: &Map<String, Value>,
) -> Result<(Value, Option<Id>), Vec<String>> {
    let open = state.modals.get(&interaction.user).filter(|open| open.form["custom_id"] == custom_id).cloned();
    let open = open.ok_or_else(|| vec![format!("no modal {custom_id} is open for user {}", interaction.user)])?;
    let mut rows = open.form["components"].as_array().cloned().unwrap_or_default();
    let mut next = 1;
    rows.iter_mut().for_each(|row| number(row, &mut next));
    let (mut wrong, mut used, mut resolved) = (Vec::new(), Vec::new(), Resolved::default());
    let mut components = Vec::new();
    for row in &rows {
        let mut fill = |field: &Value| {
            used.push(field["custom_id"].as_str().unwrap_or_default().to_owned());
            match filled(state, interaction, field, values, &mut resolved) {
                Ok(filled) => filled,
                Err(reason) => {
                    wrong.push(reason);
                    Value::Null
                }
            }
        };
        match row["type"].as_u64() {
            Some(kind::ROW) => {
                let inner: Vec<Value> = row["components"].as_array().into_iter().flatten().map(&mut fill).collect();
                components.push(json!({"type": kind::ROW, "id": row["id"], "components": inner}));
            }
            Some(kind::LABEL) => {
                let component = fill(&row["component"]);
                components.push(json!({"type": kind::LABEL, "id": row["id"], "component": component}));
            }
            _ => components.push(json!({"type": row["type"], "id": row["id"]})),
        }
    }
    wrong
        .extend(values.keys().filter(|name| !used.contains(name)).map(|name| format!("the modal has no field {name}")));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut data = json!({"custom_id": custom_id, "components": components});
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    Ok((data, open.source))
}
