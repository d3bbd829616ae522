//! A request as the API knows it: route, parameters and body, before it is known who asks.

use serde_json::{Map, Value};
use worker::{Request, Result};

use super::problem::Problem;
use crate::{
    app::{
        Fields,
        api::{Method, Route, check, kind_of},
        path::matching,
    },
    base::{config::Config, ids::GuildId, json, time::Time, words},
    entry::request::{address_of, time_of},
    features::FEATURES,
    platform::db::{Rows, Stmt},
};

/// Largest body, in bytes.
const LARGEST: usize = 256 * 1024;
/// Longest `Idempotency-Key`.
const LONGEST_NAME: usize = 255;

pub struct Asked {
    pub route: &'static Route,
    pub params: Fields,
    pub query: Fields,
    pub given: Map<String, Value>,
    /// A digest of all that makes two writes the same.
    pub request: String,
    pub headers: Told,
    /// Whether what the path names is known not to be there.
    pub is_missing: bool,
}

impl Asked {
    /// What tells whether that is there which the path names: a row, or none.
    pub fn under(&self, guild: GuildId) -> Option<Stmt> {
        let (_, named) = self.params.last()?;
        self.route.under.map(|find| find(guild, named))
    }

    /// Takes in what [`Asked::under`] found.
    pub fn sees(&mut self, found: Option<&Rows>) {
        self.is_missing = self.route.under.is_some() && found.is_none_or(Rows::is_empty);
    }

    /// The names of what was asked, without values.
    pub fn names(&self) -> String {
        let names = self.query.iter().map(|(name, _)| name).chain(self.given.keys());
        let names: Vec<String> = names.take(20).map(|name| words::shortened(&words::plain(name), 40)).collect();
        names.join(" ")
    }
}

/// What headers tell.
pub struct Told {
    /// What follows `Bearer`.
    pub secret: Option<String>,
    pub name: Option<String>,
    pub if_match: Option<String>,
    pub if_none_match: Option<String>,
}

/// What is known of every request.
pub struct Place {
    pub path: String,
    pub host: String,
    pub origin: String,
    pub address: String,
    pub now: Time,
    pub is_head: bool,
}

/// # Errors
/// Only when the runtime fails.
pub fn place(request: &Request, config: &Config) -> Result<Place> {
    let url = request.url()?;
    Ok(Place {
        path: url.path().to_owned(),
        host: url.host_str().unwrap_or_default().to_owned(),
        origin: url.origin().ascii_serialization(),
        address: address_of(request, config)?,
        now: time_of(request.headers(), config),
        is_head: request.method() == worker::Method::Head,
    })
}

/// Reads the request of a route.
///
/// # Errors
/// Only when the runtime fails; what cannot be served is a problem.
pub async fn read(request: &mut Request) -> Result<std::result::Result<Asked, Problem>> {
    let url = request.url()?;
    let segments: Vec<&str> = url.path_segments().into_iter().flatten().skip(2).collect();
    let found = || {
        let routes = FEATURES.iter().flat_map(|feature| feature.routes);
        routes.filter_map(|route| matching(route.path, &segments).map(|params| (route, params)))
    };
    let method = method(request);
    let Some((route, params)) = found().find(|(route, _)| Some(route.method) == method) else {
        let mut allowed: Vec<&str> = found().map(|(route, _)| route.method.word()).collect();
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        return Ok(Err(if allowed.is_empty() { Problem::not_found() } else { Problem::method(&allowed.join(", ")) }));
    };
    let header = |name: &str| request.headers().get(name).ok().flatten().filter(|text| !text.is_empty());
    if params.iter().any(|(name, text)| check::parameter(kind_of(name), text).is_some()) {
        return Ok(Err(Problem::not_found()));
    }
    if header("accept").is_some_and(|accept| !takes_json(&accept)) {
        return Ok(Err(Problem::plain(406, "Answers are application/json.")));
    }
    let headers = Told {
        secret: header("authorization").and_then(|text| bearer(&text)),
        name: header("idempotency-key").filter(|_| !route.is_read()),
        if_match: header("if-match"),
        if_none_match: header("if-none-match"),
    };
    if headers
        .name
        .as_ref()
        .is_some_and(|name| name.len() > LONGEST_NAME || !name.bytes().all(|b| b.is_ascii_graphic()))
    {
        return Ok(Err(Problem::plain(400, "An Idempotency-Key has 1 to 255 visible characters of ASCII.")));
    }
    let is_json = header("content-type").is_some_and(|text| is_json(&text));
    let is_packed = header("content-encoding").is_some_and(|text| text != "identity");
    let declared: usize = header("content-length").and_then(|text| text.parse().ok()).unwrap_or_default();
    if declared > LARGEST {
        return Ok(Err(Problem::plain(413, "The body is larger than 256 KiB.")));
    }
    let query: Fields = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let body = if route.is_read() { Vec::new() } else { request.bytes().await? };
    if body.len() > LARGEST {
        return Ok(Err(Problem::plain(413, "The body is larger than 256 KiB.")));
    }
    if !body.is_empty() && (!is_json || is_packed) {
        return Ok(Err(Problem::plain(415, "A body is application/json, not compressed.")));
    }
    let text = String::from_utf8(body).ok();
    let value = text.as_deref().map(|text| json::value(if text.is_empty() { "{}" } else { text }));
    let given = match value.unwrap_or_else(|| json::value("")) {
        Ok(Value::Object(given)) => given,
        Ok(_) => return Ok(Err(Problem::plain(422, "The body must be an object.").at("", "It must be an object."))),
        Err(_) => return Ok(Err(Problem::plain(400, "The body is not JSON."))),
    };
    let asked = url.query().unwrap_or_default();
    let same = format!("{} {}?{asked} {}", route.method.word(), url.path(), text.unwrap_or_default());
    Ok(Ok(Asked {
        route,
        params,
        query,
        given,
        request: crate::platform::crypto::digest(&same),
        headers,
        is_missing: false,
    }))
}

/// As it was sent: the library takes a method that it does not know for GET.
fn method(request: &Request) -> Option<Method> {
    Some(match request.inner().method().as_str() {
        "GET" | "HEAD" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        _ => return None,
    })
}

/// The scheme's name has no case. Source: RFC 9110, section 11.1.
pub fn bearer(header: &str) -> Option<String> {
    let (scheme, secret) = header.split_once(' ')?;
    let secret = secret.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !secret.is_empty() && secret.len() < 2_000).then(|| secret.to_owned())
}

fn is_json(text: &str) -> bool {
    text.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn takes_json(accept: &str) -> bool {
    let kinds = accept.split(',').map(|part| part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let ours = ["*/*", "application/*", "application/json", "application/problem+json"];
    kinds.into_iter().any(|kind| ours.contains(&kind.as_str()))
}
