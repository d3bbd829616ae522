//! The HTTP side: from a request to a route and back, with authentication, faults, limits and the record.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderValue, Response, header, request::Parts};
use serde_json::Value;

use crate::Id;
use crate::faults::Fault;
use crate::oauth;
use crate::record::Recorded;
use crate::rest::answer::{finish, limited};
use crate::rest::body::{query, read, reason};
use crate::rest::caller;
use crate::rest::limit::{GLOBAL_PER_SECOND, Standing};
use crate::rest::{ApiError, Auth, Call, Reply, Route, WEBHOOK, addresses, cdn, find};
use crate::simulator::Simulator;
use crate::state::Answer;
use crate::state::oauth::Grant;

const BASE: &str = "/api/v10";
/// Messages that the webhooks of one channel may write together: 5 in 2 s, 30 in 60 s.
const WEBHOOK_WINDOWS: [(usize, u64); 2] = [(5, 2_000), (30, 60_000)];

pub(crate) fn router(simulator: Simulator) -> Router {
    Router::new().fallback(answer).with_state(simulator)
}

async fn answer(Shared(simulator): Shared<Simulator>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    if path == oauth::PATH {
        return oauth::page::serve(&simulator, request).await;
    }
    if path.starts_with("/cdn/") {
        return cdn::serve(&simulator, &path, request.headers());
    }
    let method = request.method().clone();
    let mut record = Recorded {
        method: method.to_string(),
        path: inside(&path).unwrap_or(&path).to_owned(),
        route: String::new(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        status: 0,
        code: None,
        body: Value::Null,
        files: Vec::new(),
        guild: None,
        reason: None,
        faulted: false,
        at: simulator.inner.clock.now(),
    };
    if inside(&path).is_none() {
        let error = ApiError::no_route();
        return finish(&simulator, record, Err(error), None);
    }
    if let Some(fault) = simulator.records(|records| records.faults.take(method.as_str(), &record.path)) {
        record.faulted = true;
        return faulty(&simulator, record, fault).await;
    }
    let (parts, body) = request.into_parts();
    let mut standing = None;
    let outcome = handle(&simulator, parts, body, &mut record, &mut standing).await;
    finish(&simulator, record, outcome, standing)
}

/// The part of a path after the API's base. OAuth2's own two are also there without a version.
fn inside(path: &str) -> Option<&str> {
    let unversioned = || path.strip_prefix("/api").filter(|rest| rest.starts_with("/oauth2/token"));
    path.strip_prefix(BASE).filter(|rest| rest.starts_with('/')).or_else(unversioned)
}

/// What can stop a call before its handler.
enum Stop {
    Error(ApiError),
    Limited { wait_ms: u64, global: bool },
}

impl From<ApiError> for Stop {
    fn from(error: ApiError) -> Stop {
        Stop::Error(error)
    }
}

async fn handle(
    simulator: &Simulator,
    parts: Parts,
    body: Body,
    record: &mut Recorded,
    standing: &mut Option<Standing>,
) -> Result<Reply, ApiError> {
    match steps(simulator, parts, body, record, standing).await {
        Ok(reply) => Ok(reply),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Limited { wait_ms, global }) => Err(limited(wait_ms as f64 / 1_000.0, global)),
    }
}

async fn steps(
    simulator: &Simulator,
    parts: Parts,
    body: Body,
    record: &mut Recorded,
    standing: &mut Option<Standing>,
) -> Result<Reply, Stop> {
    let (route, params) = find(parts.method.as_str(), &record.path)?;
    record.route = route.path.to_owned();
    record.reason = reason(&parts.headers)?;
    // Cloudflare, before Discord, turns away who does not say who they are.
    if parts.headers.get(header::USER_AGENT).is_none_or(HeaderValue::is_empty) {
        return Err(ApiError::new(403, 40333, "internal network error: no User-Agent").into_problem().into());
    }
    let by = caller::of(simulator, route, &parts.headers)?;
    let authorization = caller::authorization(&parts.headers).map(str::to_owned);
    let query = query(parts.uri.query().unwrap_or_default());
    *standing = Some(count(simulator, route, &params, by.as_ref())?);
    let (body, files) = read(route, parts, body).await?;
    record.body = body.clone();
    if route.auth == Auth::Client {
        caller::client(simulator, authorization.as_deref(), &body)?;
    }
    record.files = files.iter().map(|file| file.filename.clone()).collect();
    if let Some(openapi) = &simulator.inner.openapi {
        let mut breaches = openapi.query(route.path, route.method, &query);
        if route.method != "GET" && route.method != "DELETE" {
            breaches.extend(openapi.body(route.path, route.method, &body));
        }
        if !breaches.is_empty() {
            return Err(ApiError::invalid_form(&breaches).into());
        }
    }
    if route.auth == Auth::Token {
        judged(simulator, &params).await;
    }
    if (route.method, route.path) == ("PATCH", "/applications/@me") {
        addresses::verify(simulator, &body).await?;
    }
    simulator.state(|state| {
        let reason = record.reason.clone();
        let mut call = Call { state, params, query, body, files, reason, by, guild: None };
        let outcome = (route.handler)(&mut call);
        record.guild = call.guild;
        Ok(outcome?)
    })
}

/// The global limit of the bot or of a person, and the standing of the route's own bucket for the headers.
fn count(
    simulator: &Simulator,
    route: &Route,
    params: &[(&'static str, String)],
    by: Option<&Grant>,
) -> Result<Standing, Stop> {
    let now = simulator.inner.clock.now();
    let major = params.first().map_or("", |(_, value)| value.as_str());
    let whose = by.map_or_else(String::new, |grant| format!(" of {}", grant.user));
    let key = format!("{} {} {major}{whose}", route.method, route.path);
    let webhook_channel = written_by_webhook(simulator, route, major);
    simulator.records(|records| {
        if !matches!(route.auth, Auth::Token | Auth::Client) {
            let windows = [(GLOBAL_PER_SECOND, 1_000)];
            let global = records.limits.take(&format!("global{whose}"), &windows, now);
            global.map_err(|wait_ms| Stop::Limited { wait_ms, global: true })?;
        }
        if let Some(channel) = webhook_channel {
            let key = format!("webhooks of {channel}");
            let limited = records.limits.take(&key, &WEBHOOK_WINDOWS, now);
            limited.map_err(|wait_ms| Stop::Limited { wait_ms, global: false })?;
        }
        let own = records.limits.take(&key, &[(GLOBAL_PER_SECOND, 1_000)], now);
        own.map_err(|wait_ms| Stop::Limited { wait_ms, global: false })
    })
}

/// The channel that a webhook is about to write into, when those are limited.
fn written_by_webhook(simulator: &Simulator, route: &Route, id: &str) -> Option<Id> {
    if !simulator.inner.webhook_limits || route.method != "POST" || route.path != WEBHOOK {
        return None;
    }
    let id: Id = id.parse().ok()?;
    simulator.state(|state| state.webhooks.get(&id).map(|webhook| webhook.channel))
}

/// Waits while the answer to the token's interaction has arrived and is being judged.
async fn judged(simulator: &Simulator, params: &[(&'static str, String)]) {
    let Some((_, token)) = params.iter().find(|(name, _)| name.ends_with("_token")) else {
        return;
    };
    let pending = || simulator.state(|state| state.by_token(token).is_some_and(|sent| sent.answer == Answer::Judging));
    let mut signal = simulator.inner.judged.subscribe();
    // The sender lives as long as the simulator, so this cannot fail while it serves.
    let _ = signal.wait_for(|_| !pending()).await;
}

async fn faulty(simulator: &Simulator, mut record: Recorded, fault: Fault) -> Response<Body> {
    if let Ok((route, _)) = find(&record.method, &record.path) {
        record.route = route.path.to_owned();
    }
    let error = match fault {
        Fault::Status(status) => ApiError::new(status, 0, ""),
        Fault::Error { status, code } => ApiError::new(status, code, ApiError::sentence(code)),
        Fault::RateLimited { retry_after, global } => limited(retry_after, global),
        Fault::Hang => {
            simulator.called(record);
            return std::future::pending().await;
        }
        Fault::Reset => {
            simulator.called(record);
            // Ends the connection's task, which closes the socket without an answer; no panic message is printed.
            std::panic::resume_unwind(Box::new("reset"));
        }
    };
    finish(simulator, record, Err(error), None)
}
