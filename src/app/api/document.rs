//! The OpenAPI document, made of the routes. Native only: it is a file of the deployment.
//! Source: OpenAPI Specification 3.1.1.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Answer, Does, Kind, LARGEST_PAGE, Member, Method, PROBLEMS, Route, Shape, check, kind_of, sample};
use crate::{
    app::{
        feature::{Feature, command_named},
        path::parameter,
    },
    base::lang::Lang,
};

/// The members of a route's body, as the Worker checks it.
pub fn body_of(features: &[&Feature], route: &Route) -> Vec<Member> {
    match &route.does {
        Does::Runs(name, _) => {
            let params = parameters(route).map(|name| (name.to_owned(), String::new())).collect();
            command_named(features, name).map(|(_, action)| check::members_of(action, &params)).unwrap_or_default()
        }
        Does::Saves(name) => {
            let form = features.iter().filter_map(|feature| feature.settings).find(|form| form.name == *name);
            form.map(check::members_of_form).unwrap_or_default()
        }
        _ => route.body.to_vec(),
    }
}

/// The names in a route's path.
pub fn parameters(route: &Route) -> impl Iterator<Item = &'static str> {
    route.path.split('/').filter_map(parameter)
}

/// The statuses that a route answers with.
pub fn statuses(route: &Route) -> Vec<u16> {
    let takes_query = matches!(route.answer, Answer::Page(..)) || !route.query.is_empty() || route.is_read();
    let writes = !route.is_read();
    let single = route.is_read() && !matches!(route.answer, Answer::Page(..));
    let mut all = vec![route.answer.status(), 401, 404, 406, 429, 503];
    let mut when = |is: bool, more: &[u16]| all.extend(more.iter().filter(|_| is));
    when(!route.area.is_empty() || route.is_of_guild() || writes, &[403]);
    when(single, &[304]);
    when(takes_query || writes, &[422]);
    when(writes, &[400, 409, 413, 415]);
    when(route.guard.is_some(), &[412, 428]);
    all.sort_unstable();
    all.dedup();
    all
}

/// The whole document.
pub fn openapi(features: &[&Feature]) -> Value {
    let routes = || features.iter().flat_map(|feature| feature.routes);
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    for route in routes() {
        keep(&mut schemas, route.answer.shape());
    }
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for route in routes() {
        let method = route.method.word().to_lowercase();
        paths.entry(route.path.to_owned()).or_default().insert(method, operation(features, route));
    }
    let problems = PROBLEMS.iter().map(|(status, title)| (status.to_string(), response(*status, title)));
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Guildhall", "version": env!("CARGO_PKG_VERSION"),
            "description": "What /api/docs says in words: keys, limits, errors, pages, tags and repeats.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/api/v1" }],
        "security": [{ "key": [] }],
        "tags": areas(features).into_iter().map(|name| json!({ "name": name })).collect::<Value>(),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": { "type": "http", "scheme": "bearer", "description": "A key (gh_…), or a token that it was exchanged for." },
            },
            "schemas": schemas,
            "responses": Value::Object(problems.collect()),
            "headers": {
                "RateLimit-Policy": text_header("Calls a minute.", "\"key\";q=60;w=60"),
            },
        },
    })
}

/// The areas in the order of the features, each once.
pub fn areas(features: &[&Feature]) -> Vec<&'static str> {
    let mut areas: Vec<&str> = Vec::new();
    for route in features.iter().flat_map(|feature| feature.routes) {
        if !areas.contains(&area(route)) {
            areas.push(area(route));
        }
    }
    areas
}

/// What a route is listed under.
pub fn area(route: &Route) -> &'static str {
    if route.area.is_empty() { "key" } else { route.area }
}

fn text_header(about: &str, example: &str) -> Value {
    json!({ "description": about, "schema": { "type": "string" }, "example": example })
}

fn operation(features: &[&Feature], route: &Route) -> Value {
    let body = body_of(features, route);
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.about,
        "tags": [area(route)],
        "parameters": all_parameters(route),
        "responses": responses(route),
    });
    if let Some(scope) = route.scope() {
        operation["description"] = format!("Needs the scope `{scope}`.").into();
    }
    if !body.is_empty() {
        let required = body.iter().any(|member| !member.optional);
        let example: Map<String, Value> =
            body.iter().filter(|member| !member.optional).map(|m| (m.name.to_owned(), sample::value(m))).collect();
        operation["requestBody"] = json!({
            "required": required,
            "content": { "application/json": { "schema": given(&body), "example": example } },
        });
    }
    operation
}

fn operation_id(route: &Route) -> String {
    let path = match route.path.strip_prefix("/guilds/{guild}") {
        Some("") => "guild",
        Some(below) => below,
        None => route.path,
    };
    let words = path.split('/').filter(|part| !part.is_empty());
    let words: Vec<String> = words.map(|word| word.trim_matches(['{', '}']).replace('-', "_")).collect();
    format!("{}_{}", route.method.word().to_lowercase(), words.join("_"))
}

fn all_parameters(route: &Route) -> Value {
    let in_path = parameters(route).map(|name| {
        let schema = schema(kind_of(name));
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    });
    let in_query = route.query.iter().map(|member| {
        json!({
            "name": member.name, "in": "query", "required": !member.optional, "description": member.about,
            "schema": schema(member.kind),
        })
    });
    let mut all: Vec<Value> = in_path.chain(in_query).collect();
    if matches!(route.answer, Answer::Page(..)) {
        all.push(json!({ "name": "limit", "in": "query", "description": "Rows of the page.",
            "schema": { "type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": super::PAGE } }));
        all.push(json!({ "name": "cursor", "in": "query", "description": "`next` of the page before.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 1_000 } }));
    }
    let header = |name: &str, required: bool, about: &str| {
        json!({ "name": name, "in": "header", "required": required, "description": about,
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" } })
    };
    if !route.is_read() && !route.is_of_key() {
        all.push(header("Idempotency-Key", false, "Names the write, which is then carried out once."));
    }
    if route.guard.is_some() {
        all.push(header("If-Match", true, "The ETag of what was seen."));
    }
    all.into()
}

fn responses(route: &Route) -> Value {
    let mut responses = Map::new();
    for status in statuses(route) {
        let response = match status {
            200 | 201 => success(route),
            304 => json!({ "description": "What If-None-Match names is still so." }),
            status => json!({ "$ref": format!("#/components/responses/{status}") }),
        };
        responses.insert(status.to_string(), response);
    }
    responses.into()
}

fn success(route: &Route) -> Value {
    let own = json!({ "$ref": format!("#/components/schemas/{}", route.answer.shape().name) });
    let schema = match route.answer {
        Answer::Page(..) => json!({
            "type": "object", "required": ["data", "next"], "additionalProperties": false,
            "properties": { "data": { "type": "array", "items": own, "maxItems": LARGEST_PAGE },
                "next": { "type": ["string", "null"], "description": "Where the next page begins." } },
        }),
        _ => own,
    };
    let mut headers = json!({
        "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
    });
    if route.is_read() && !matches!(route.answer, Answer::Page(..)) {
        headers["ETag"] = text_header("Changes with the body.", "\"0a1b\"");
    }
    json!({ "description": "Done.", "headers": headers, "content": { "application/json": { "schema": schema } } })
}

fn response(status: u16, title: &str) -> Value {
    let mut response = json!({
        "description": title,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
    let header = match status {
        401 => Some(("WWW-Authenticate", "Bearer realm=\"guildhall\"")),
        429 => Some(("Retry-After", "30")),
        _ => None,
    };
    if let Some((name, example)) = header {
        response["headers"] = json!({ name: text_header("As HTTP has it.", example) });
    }
    response
}

fn problem() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "description": "RFC 9457.",
        "required": ["type", "title", "status", "detail", "instance", "correlation"],
        "properties": {
            "type": { "type": "string", "description": "What is said of this status in /api/docs." },
            "title": text, "detail": text, "instance": text,
            "status": { "type": "integer" },
            "correlation": { "type": "string", "description": "Finds the call in the log." },
            "errors": { "type": "array", "items": {
                "type": "object", "required": ["pointer", "detail"],
                "properties": {
                    "pointer": { "type": "string", "description": "A JSON pointer into the body, or the name of a parameter." },
                    "detail": text,
                },
            } },
        },
    })
}

fn keep(schemas: &mut Map<String, Value>, shape: &Shape) {
    for member in shape.members {
        if let Kind::List(inner) = member.kind {
            keep(schemas, inner);
        }
    }
    schemas.insert(shape.name.to_owned(), object(shape.members, true));
}

/// What is sent: members that may be left out are not null.
fn given(members: &[Member]) -> Value {
    object(members, false)
}

fn object(members: &[Member], answered: bool) -> Value {
    let property = |member: &Member| {
        let mut schema = schema(member.kind);
        if if answered { member.optional } else { member.clears } {
            schema = nullable(schema);
        }
        if !member.about.is_empty() {
            schema["description"] = member.about.into();
        }
        (member.name.to_owned(), schema)
    };
    let required = members.iter().filter(|member| answered || !member.optional).map(|member| member.name);
    let mut object = json!({
        "type": "object", "additionalProperties": false,
        "properties": Value::Object(members.iter().map(property).collect()),
    });
    let required: Vec<&str> = required.collect();
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn nullable(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    schema
}

fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Id => json!({ "type": "string", "pattern": "^[1-9][0-9]{0,18}$" }),
        // More than nothing but spaces.
        Kind::Text(most) => json!({ "type": "string", "maxLength": most }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            let about: Vec<String> =
                choices.iter().map(|choice| format!("`{}` {}", choice.value, (choice.label)(Lang::En))).collect();
            json!({ "type": "string", "enum": words, "description": about.join(", ") })
        }
        Kind::Labelled(words) => {
            let about: Vec<String> = words.iter().map(|(word, label)| format!("`{word}` {label}")).collect();
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            json!({ "type": "string", "enum": words, "description": about.join(", ") })
        }
        Kind::Integer(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Time => json!({ "type": "string", "format": "date-time" }),
        Kind::Json => json!({ "type": "object", "additionalProperties": true }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::List(shape) => {
            json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/{}", shape.name) } })
        }
        Kind::Batch(shape) => {
            json!({ "type": "array", "minItems": 1, "maxItems": LARGEST_PAGE, "items": given(shape.members) })
        }
    }
}

/// The order in which methods of a path are listed.
pub const fn rank(method: Method) -> u8 {
    match method {
        Method::Get => 0,
        Method::Post => 1,
        Method::Put => 2,
        Method::Patch => 3,
        Method::Delete => 4,
    }
}
