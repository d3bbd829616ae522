//! The REST API over HTTP: who asks, for which route, and what they get.

mod auth;
mod pages;
mod problem;
mod request;
mod writes;

use std::rc::Rc;

use worker::{Context, Env, Headers, Request, Response, Result};

use crate::{
    app::Means,
    base::{config::Config, ids::GuildId},
    features::{FEATURES, keys},
    platform::{
        clock,
        db::Stmt,
        env::{self, Files, Limiter},
        http::Rest,
        log::{self, End},
        meter::Meter,
        tally,
    },
};

use problem::Problem;
use request::{Asked, Place};

use super::correlation;

/// What every answer needs.
pub struct Desk {
    pub place: Place,
    pub means: Means,
    pub correlation: String,
    /// What counts how often a key calls.
    pub limiter: Option<Limiter>,
    pub files: Files,
}

/// An answer to be sent.
pub struct Out {
    pub status: u16,
    pub body: String,
    pub headers: Vec<(&'static str, String)>,
}

impl Out {
    pub fn new(status: u16, body: String) -> Out {
        Out { status, body, headers: Vec::new() }
    }
}

/// What is known of a call when it is over.
#[derive(Default)]
pub struct Known {
    /// The key's id, once it is known.
    pub key: Option<String>,
    /// `RateLimit-Policy`.
    pub limits: Vec<(&'static str, String)>,
    /// The guild of the path, where it is the key's.
    pub guild: Option<GuildId>,
    /// What was asked, without values: the names of its parameters and members.
    pub asked: String,
    /// What is written after the answer.
    pub pending: Vec<Stmt>,
}

/// Whether a path is the API's.
pub fn serves(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Answers one call.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn api(mut request: Request, env: &Env, config: Rc<Config>, context: &Context) -> Result<Response> {
    let started = clock::now();
    let correlation = correlation::fresh();
    let place = request::place(&request, &config)?;
    let meter = Meter::default();
    let mut known = Known::default();
    let (mut named, mut db) = (None, None);
    let asked = match place.path.starts_with("/api/v1/") {
        true => request::read(&mut request).await?,
        false => Err(Problem::not_found()),
    };
    let is_head = place.is_head;
    let (path, now) = (place.path.clone(), place.now);
    let answered = match (asked, env::db(env, &meter)) {
        (Err(problem), _) => Err(problem),
        (_, Err(error)) => Err(Problem { status: 503, ..Problem::of(error, &correlation) }),
        (Ok(asked), Ok(database)) => {
            named = Some(format!("{} {}", asked.route.method.word(), asked.route.path));
            known.asked = asked.names();
            db = Some(database.clone());
            let discord = Rest::new(config.clone(), meter.clone(), &correlation);
            let means = Means { db: database, discord, config, meter: meter.clone(), features: FEATURES };
            let desk = Desk {
                place,
                means,
                correlation: correlation.clone(),
                limiter: Limiter::find(env),
                files: Files::of(env),
            };
            answer(&desk, asked, &mut known).await
        }
    };
    let out = answered.unwrap_or_else(|problem| failed(&problem, &path, &correlation, named.as_deref()));
    let (status, name) = (out.status, named.unwrap_or_else(|| "none".to_owned()));
    meter.answered();
    let response = respond(out, known.limits, is_head, &correlation)?;
    context.wait_until(async move {
        if let Some(key) = known.key {
            let told = serde_json::json!([name, status.to_string()]).to_string();
            tally::count(&keys::logic::scope(&key), keys::model::CALLS, now, &told, 0);
        }
        if let Some(db) = db.as_ref().filter(|_| !known.pending.is_empty())
            && let Err(error) = db.batch(known.pending).await
        {
            log::error(&correlation, "remembering who called", &format!("{error:?}"));
        }
        let end = End {
            at: now,
            correlation: &correlation,
            kind: "api",
            guild: known.guild.map(|guild| guild.to_string()),
            command: &name,
            outcome: match status {
                0..400 => "ok",
                400..500 => "refused",
                _ => "failed",
            },
            totals: meter.totals(),
            deferred: false,
            over_budget: false,
            took: clock::now().millis() - started.millis(),
            is_use: false,
            asked: &known.asked,
        };
        super::counted(db.as_ref(), &end).await;
        log::end(&end);
    });
    Ok(response)
}

/// Whether a request shows a key that is good; one that is not counts as a failure of its address.
///
/// # Errors
/// Only when the runtime fails.
pub async fn is_known(request: &Request, env: &Env, config: &Rc<Config>) -> Result<bool> {
    let shown = request.headers().get("authorization")?.and_then(|header| request::bearer(&header));
    let meter = Meter::default();
    let (Some(secret), Ok(db)) = (shown, env::db(env, &meter)) else { return Ok(false) };
    let discord = Rest::new(config.clone(), meter.clone(), "");
    let means = Means { db, discord, config: config.clone(), meter, features: FEATURES };
    let desk = Desk {
        place: request::place(request, config)?,
        means,
        correlation: String::new(),
        limiter: None,
        files: Files::of(env),
    };
    Ok(auth::is_good(&desk, &secret).await)
}

async fn answer(desk: &Desk, asked: Asked, known: &mut Known) -> std::result::Result<Out, Problem> {
    let caller = auth::admit(desk, &asked, known).await?;
    if asked.route.is_read() { pages::show(desk, asked, caller).await } else { writes::act(desk, asked, caller).await }
}

fn failed(problem: &Problem, path: &str, correlation: &str, route: Option<&str>) -> Out {
    if let Some(cause) = &problem.cause {
        log::error(correlation, route.unwrap_or("the API"), cause);
    }
    let mut out = Out::new(problem.status, problem.body(path, correlation));
    out.headers.push(("content-type", "application/problem+json".to_owned()));
    out.headers.extend(problem.headers.iter().cloned());
    out
}

fn respond(out: Out, limits: Vec<(&'static str, String)>, is_head: bool, correlation: &str) -> Result<Response> {
    let headers = Headers::new();
    for (name, value) in [
        ("content-type", "application/json"),
        ("cache-control", "private, no-cache"),
        ("x-content-type-options", "nosniff"),
        ("x-correlation-id", correlation),
    ] {
        headers.set(name, value)?;
    }
    for (name, value) in limits.iter().chain(&out.headers) {
        headers.set(name, value)?;
    }
    let response = if is_head || out.status == 304 { Response::empty()? } else { Response::ok(out.body)? };
    Ok(response.with_status(out.status).with_headers(headers))
}
