//! Samples of what is sent, for the document and its readable page.

use serde_json::{Value, json};

use super::{Kind, Member, Method, Route, document};

/// What stands for a parameter of a path in an example; a shell's variable, so that an example can be run.
pub fn parameter(name: &str) -> String {
    format!("${}", name.to_uppercase())
}

/// A value that fits a member.
pub fn value(member: &Member) -> Value {
    match (member.kind, member.name) {
        (Kind::Id, name) => json!(match name {
            "role" => "100000000000000020",
            "channel" | "all" => "100000000000000030",
            _ => "100000000000000010",
        }),
        (_, "duration") => json!("1h"),
        (Kind::Text(_), name) => json!(match name {
            "name" => "Lanterns",
            "text" | "reason" | "note" => "helped a newcomer",
            "emoji" => "🏮",
            "ladder" => "8 CHAR x2",
            "slug" => "spring",
            "target" => "https://example.org/spring",
            "zone" | "day_starts" => "Europe/Berlin",
            _ => "text",
        }),
        (Kind::Word(words), _) => json!(words.first()),
        (Kind::Choice(choices), _) => json!(choices.first().map(|choice| choice.value)),
        (Kind::Labelled(words), _) => json!(words.first().map(|(word, _)| word)),
        (Kind::Integer(from, to), _) => json!(5.clamp(from, to)),
        (Kind::Boolean, _) => json!(true),
        (Kind::Batch(shape), _) => {
            let members = shape.members.iter().map(|member| (member.name.to_owned(), value(member)));
            json!([members.collect::<serde_json::Map<_, _>>()])
        }
        (Kind::Time, _) => json!("2036-11-21T12:00:00Z"),
        (Kind::Json | Kind::Texts | Kind::List(_), _) => Value::Null,
    }
}

/// A call of a route on the command line: `$API`, `$KEY` and the parameters are the shell's variables.
pub fn curl(features: &[&crate::app::Feature], route: &Route) -> String {
    let path = route.path.split('/').map(|part| crate::app::path::parameter(part).map_or(part.to_owned(), parameter));
    let mut lines = vec![format!("curl -X {} \"$API{}\"", route.method.word(), path.collect::<Vec<_>>().join("/"))];
    lines.push("-H \"Authorization: Bearer $KEY\"".to_owned());
    let body: serde_json::Map<String, Value> = document::body_of(features, route)
        .iter()
        .filter(|member| {
            let shown =
                ["reason", "duration", "daily", "join", "language", "avatar_required", "design", "all", "about"];
            let makes = route.method == Method::Post && member.name == "name";
            !member.optional || makes || shown.contains(&member.name)
        })
        .map(|member| (member.name.to_owned(), value(member)))
        .collect();
    if route.guard.is_some() {
        lines.push("-H \"If-Match: $ETAG\"".to_owned());
    }
    if !route.is_read() && !route.is_of_key() {
        lines.push("-H \"Idempotency-Key: $NAME\"".to_owned());
    }
    if !body.is_empty() {
        lines.push("-H \"Content-Type: application/json\"".to_owned());
        lines.push(format!("-d '{}'", Value::Object(body)));
    }
    lines.join(" \\\n  ")
}
