//! Answers made of rows, by their shape.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use super::{Answer, Kind, Shape};
use crate::base::{json, time::Time};

/// Where a page begins: what the last row of the one before has in the members of the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cursor(Vec<Value>);

impl Cursor {
    pub fn number(&self, place: usize) -> Option<i64> {
        self.0.get(place)?.as_i64()
    }

    pub fn text(&self, place: usize) -> Option<&str> {
        self.0.get(place)?.as_str()
    }
}

/// Reads a cursor of so many members; `None` when it is none of ours.
pub fn cursor_of(text: &str, members: &[&str]) -> Option<Cursor> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let values = json::value(&text).ok()?.as_array()?.clone();
    // Numbers beyond 2^53 would not come through the database as they are.
    let fits = |value: &Value| value.is_string() || value.as_i64().is_some_and(|number| number.abs() <= super::MAX);
    (values.len() == members.len() && values.iter().all(fits)).then_some(Cursor(values))
}

fn cursor_after(row: &Value, members: &[&str]) -> String {
    let values: Vec<&Value> = members.iter().map(|name| row.get(*name).unwrap_or(&Value::Null)).collect();
    URL_SAFE_NO_PAD.encode(serde_json::json!(values).to_string())
}

/// The body of an answer; `None` where there is nothing.
pub fn body(answer: &Answer, rows: &[Value], limit: i64) -> Option<Value> {
    let Answer::Page(shape, order) = answer else { return rows.first().map(|row| object(answer.shape(), row)) };
    let shown = &rows[..rows.len().min(limit as usize)];
    let next = shown.last().filter(|_| rows.len() > shown.len()).map(|last| cursor_after(last, order));
    let data: Vec<Value> = shown.iter().map(|row| object(shape, row)).collect();
    Some(serde_json::json!({ "data": data, "next": next }))
}

fn object(shape: &Shape, row: &Value) -> Value {
    let member = |member: &super::Member| {
        let raw = row.get(member.name).unwrap_or(&Value::Null);
        (member.name.to_owned(), shown(member.kind, raw))
    };
    Value::Object(shape.members.iter().map(member).collect())
}

fn shown(kind: Kind, raw: &Value) -> Value {
    let parsed = || raw.as_str().and_then(|text| json::value(text).ok()).unwrap_or_default();
    match (kind, raw) {
        (_, Value::Null) => Value::Null,
        (Kind::Boolean, _) => Value::Bool(raw.as_i64() == Some(1)),
        (Kind::Time, _) => raw.as_i64().map(|at| Time::from_millis(at).iso8601()).into(),
        (Kind::Json | Kind::Texts, Value::String(_)) => parsed(),
        (Kind::List(shape), Value::String(_)) => {
            let list = parsed();
            list.as_array().into_iter().flatten().map(|item| object(shape, item)).collect()
        }
        _ => raw.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::Member, *};

    const INNER: Shape = Shape { name: "Inner", members: &[Member::new("at", Kind::Time, "")] };
    const OUTER: Shape = Shape {
        name: "Outer",
        members: &[
            Member::new("id", Kind::Id, ""),
            Member::new("on", Kind::Boolean, ""),
            Member::new("list", Kind::List(&INNER), ""),
            Member::new("gone", Kind::Time, "").or_null(),
        ],
    };

    #[test]
    fn rows_become_what_their_shape_says() {
        let row = json!({ "id": "9007199254740993", "on": 1, "list": "[{\"at\":0,\"secret\":1}]", "hidden": "x" });
        let shown = body(&Answer::One(&OUTER), &[row], 1).unwrap();
        let wanted =
            json!({ "id": "9007199254740993", "on": true, "list": [{ "at": "1970-01-01T00:00:00Z" }], "gone": null });
        assert_eq!(shown, wanted);
        assert_eq!(body(&Answer::One(&OUTER), &[], 1), None);
    }

    #[test]
    fn a_page_tells_where_the_next_begins() {
        let answer = Answer::Page(&OUTER, &["at", "id"]);
        let rows: Vec<Value> = (1..=3).map(|n| json!({ "id": n.to_string(), "at": n })).collect();
        let page = body(&answer, &rows, 2).unwrap();
        assert_eq!(page["data"].as_array().unwrap().len(), 2);
        let cursor = cursor_of(page["next"].as_str().unwrap(), &["at", "id"]).unwrap();
        assert_eq!((cursor.number(0), cursor.text(1)), (Some(2), Some("2")));
        assert_eq!(body(&answer, &rows, 3).unwrap()["next"], Value::Null);
        for wrong in ["", "x", "bnVsbA", &URL_SAFE_NO_PAD.encode("[1]"), &URL_SAFE_NO_PAD.encode("[1,{}]")] {
            assert_eq!(cursor_of(wrong, &["at", "id"]), None, "{wrong}");
        }
    }
}
