//! Discord's own OpenAPI document as the judge of request bodies and query parameters.

mod explain;
mod fix;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::limits::Breach;

/// The name under which schemas refer to the document.
const NAME: &str = "urn:discord:openapi";

/// The document, with its validators made when first needed.
pub(crate) struct OpenApi {
    document: Value,
    registry: Registry<'static>,
    made: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

/// Documents by path: read and prepared once a process, as it takes a while.
static LOADED: Mutex<Vec<(PathBuf, Option<Arc<OpenApi>>)>> = Mutex::new(Vec::new());

impl OpenApi {
    /// The document at a path; without it stderr is told, once, and requests are checked by our own limits only.
    pub(crate) fn load(path: &Path) -> Option<Arc<OpenApi>> {
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = loaded.iter().find(|(known, _)| known == path) {
            return known.clone();
        }
        let opened = OpenApi::open(path);
        if let Err(reason) = &opened {
            eprintln!(
                "simulator: requests are not validated against Discord's OpenAPI document ({}: {reason})",
                path.display()
            );
        }
        let opened = opened.ok().map(Arc::new);
        loaded.push((path.to_owned(), opened.clone()));
        opened
    }

    fn open(path: &Path) -> Result<OpenApi, String> {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        let mut document: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        fix::apply(&mut document);
        // The schemas refer to `#/components/…`, which is looked up in the document they stand in.
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(NAME, document.clone())
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())?;
        Ok(OpenApi { document, registry, made: Mutex::default() })
    }

    /// What is wrong with the JSON body of a call to a route of this template.
    pub(crate) fn body(&self, route: &str, method: &str, body: &Value) -> Vec<Breach> {
        let method = method.to_lowercase();
        let operation = &self.document["paths"][route][method.as_str()];
        let request = &operation["requestBody"];
        if body.is_null() {
            return match request["required"] == true {
                true => vec![required("")],
                false => Vec::new(),
            };
        }
        if request["content"]["application/json"].is_null() {
            return Vec::new();
        }
        let pointer = format!("/paths/{}/{method}/requestBody/content/application~1json/schema", escape(route));
        self.check(&pointer, body)
    }

    /// What is wrong with the query of a call to a route of this template.
    pub(crate) fn query(&self, route: &str, method: &str, query: &[(String, String)]) -> Vec<Breach> {
        let method = method.to_lowercase();
        let path = &self.document["paths"][route];
        let mut out = Vec::new();
        let places = [("parameters", &path["parameters"]), ("operation", &path[method.as_str()]["parameters"])];
        for (place, list) in places {
            for (index, parameter) in list.as_array().into_iter().flatten().enumerate() {
                if parameter["in"] != "query" {
                    continue;
                }
                let name = parameter["name"].as_str().unwrap_or_default();
                let given: Vec<&str> = query.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect();
                if given.is_empty() {
                    if parameter["required"] == true {
                        out.push(required(name));
                    }
                    continue;
                }
                let pointer = match place {
                    "parameters" => format!("/paths/{}/parameters/{index}/schema", escape(route)),
                    _ => format!("/paths/{}/{method}/parameters/{index}/schema", escape(route)),
                };
                let value = self.typed(&parameter["schema"], &given);
                out.extend(
                    self.check(&pointer, &value).into_iter().map(|breach| Breach { path: name.to_owned(), ..breach }),
                );
            }
        }
        out
    }

    /// What is wrong with an answer of ours.
    #[cfg(test)]
    pub(crate) fn response(&self, route: &str, method: &str, status: u16, body: &Value) -> Vec<Breach> {
        let method = method.to_lowercase();
        let place = format!("/paths/{}/{method}/responses/{status}/content/application~1json/schema", escape(route));
        self.check(&place, body)
    }

    /// Whether the document has this operation.
    #[cfg(test)]
    pub(crate) fn has(&self, route: &str, method: &str) -> bool {
        !self.document["paths"][route][method.to_lowercase().as_str()].is_null()
    }

    fn check(&self, pointer: &str, value: &Value) -> Vec<Breach> {
        match self.validator(pointer) {
            Some(validator) => validator.iter_errors(value).flat_map(|error| explain::run(&error)).collect(),
            None => Vec::new(),
        }
    }

    fn validator(&self, pointer: &str) -> Option<Arc<Validator>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(pointer) {
            return known.clone();
        }
        let schema = json!({"$ref": format!("{NAME}#{}", fragment(pointer))});
        let built = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .offline()
            .build(&schema);
        if let Err(error) = &built {
            eprintln!("simulator: no validator for {pointer}: {error}");
        }
        let built = built.ok().map(Arc::new);
        made.insert(pointer.to_owned(), built.clone());
        built
    }

    /// A query's text as the JSON type that its schema wants.
    fn typed(&self, schema: &Value, given: &[&str]) -> Value {
        let schema = self.resolve(schema);
        let wants = |kind: &str| match &schema["type"] {
            Value::String(one) => one == kind,
            Value::Array(list) => list.iter().any(|one| one == kind),
            _ => false,
        };
        let text = given.first().copied().unwrap_or_default();
        if wants("array") {
            return given.iter().map(|one| self.typed(&schema["items"], &[one])).collect();
        }
        if wants("integer") || wants("number") {
            return text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number));
        }
        match text {
            "true" | "True" | "1" if wants("boolean") => json!(true),
            "false" | "False" | "0" if wants("boolean") => json!(false),
            _ => json!(text),
        }
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let pointer = schema["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
        pointer.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(schema)
    }
}

fn required(name: &str) -> Breach {
    Breach { path: name.to_owned(), code: "BASE_TYPE_REQUIRED", message: "This field is required".to_owned() }
}

fn escape(path: &str) -> String {
    path.replace('~', "~0").replace('/', "~1")
}

/// A JSON pointer as URI fragment.
fn fragment(pointer: &str) -> String {
    pointer.replace('{', "%7B").replace('}', "%7D")
}
