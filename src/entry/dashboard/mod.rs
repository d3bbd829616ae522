//! The dashboard over HTTP: who asks, for which page, and what they get.

mod act;
mod appeal;
mod discord;
mod guild;
mod guilds;
mod login;
mod own;
mod privacy;
mod reply;
mod request;
mod shell;

use std::rc::Rc;

use worker::{Context, Env, Request, Response, Result};

use crate::{
    app::Means,
    base::{agent, config::Config, error::Error, time::Time},
    features::FEATURES,
    platform::{
        clock, env,
        http::Rest,
        log::{self, End},
        meter::Meter,
        tally,
    },
};

use super::correlation;
use reply::Out;
pub use reply::guard;
use request::{Method, Web};

/// What every answer needs.
pub struct Desk {
    pub web: Web,
    pub means: Means,
    pub correlation: String,
}

/// Whether a path is the dashboard's.
pub fn serves(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    path == "/"
        || matches!(
            first,
            "dashboard" | "auth" | "login" | "logout" | "guilds" | "sessions" | "g" | "privacy" | "appeal"
        )
}

/// Answers one request for a page or from a form.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn dashboard(request: Request, env: &Env, config: Rc<Config>, context: &Context) -> Result<Response> {
    let started = clock::now();
    let correlation = correlation::fresh();
    let web = match request::read(request, &config).await? {
        Ok(web) => web,
        Err(status) => return reply::plain(status),
    };
    let meter = Meter::default();
    let db = match env::db(env, &meter) {
        Ok(db) => db,
        Err(error) => {
            log::error(&correlation, "the dashboard", &error.to_string());
            return reply::plain(503);
        }
    };
    let discord = Rest::new(config.clone(), meter.clone(), &correlation);
    let means = Means { db, discord, config, meter: meter.clone(), features: FEATURES };
    let desk = Desk { web, means, correlation };
    let place = desk.web.place();
    let answered = route(&desk).await;
    let (out, outcome) = match answered {
        Ok(out) => {
            let outcome = if out.status < 400 { "ok" } else { "refused" };
            (out, outcome)
        }
        Err(error) => {
            if let Error::Internal(cause) = &error {
                log::error(&desk.correlation, &place, cause);
            }
            (shell::failed(&desk, error), "failed")
        }
    };
    let status = out.status;
    let response = reply::send(&desk.web, out);
    let took = clock::now().millis() - started.millis();
    context.wait_until(async move { end(&desk, &place, status, outcome, started, took).await });
    response
}

/// The one `end` line, once the view was counted.
async fn end(desk: &Desk, place: &str, status: u16, outcome: &'static str, started: Time, took: i64) {
    let web = &desk.web;
    let method = if web.method == Method::Get { "GET" } else { "POST" };
    let key = serde_json::json!([method, pattern(web, status), status.to_string(), agent::class(&web.agent).word()]);
    tally::count("", "page", web.now, &key.to_string(), took);
    let end = End {
        at: started,
        correlation: &desk.correlation,
        kind: "page",
        guild: web.guild().map(|guild| guild.to_string()),
        command: place,
        outcome,
        totals: desk.means.meter.totals(),
        deferred: false,
        over_budget: false,
        took,
        is_use: false,
        asked: &web.asked(),
    };
    super::counted(Some(&desk.means.db), &end).await;
    log::end(&end);
}

/// The path as it is listed, with names for what differs; one for all that leads nowhere, because those are anybody's.
fn pattern(web: &Web, status: u16) -> String {
    let path: Vec<&str> = web.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["g", _, place @ ..] => guild::pattern(place, web.method == Method::Post),
        _ if status == 404 => "/*".to_owned(),
        ["login", "callback"] => "/login/callback".to_owned(),
        [first, _, ..] => format!("/{first}/*"),
        [first] => format!("/{first}"),
        [] => "/".to_owned(),
    }
}

async fn route(desk: &Desk) -> crate::base::error::Result<Out> {
    let path: Vec<&str> = desk.web.path.iter().map(String::as_str).collect();
    match (desk.web.method, path.as_slice()) {
        (Method::Get, []) => own::front(desk).await,
        (Method::Get, ["privacy"]) => privacy::privacy(desk, None).await,
        (Method::Post, ["privacy", act]) => privacy::privacy(desk, Some(act)).await,
        (Method::Get, ["login"]) => discord::start(desk),
        (Method::Get, ["login", "callback"]) => discord::callback(desk).await,
        (_, ["login", secret]) => login::link(desk, secret).await,
        (Method::Get, ["appeal"]) => appeal::list(desk).await,
        (_, ["appeal", token]) => appeal::one(desk, token).await,
        (Method::Post, ["logout"]) => own::log_out(desk).await,
        (Method::Get, ["guilds"]) => guilds::guilds(desk).await,
        (_, ["guilds", guild]) => guilds::switch(desk, guild).await,
        // Names that others rely on.
        (Method::Get, ["dashboard", below @ ..]) => Ok(own::led_to(desk, below)),
        (Method::Get, ["auth", ..]) => Ok(Out::to("/login")),
        (_, ["sessions"]) => own::sessions(desk).await,
        (_, ["g", _, ..]) => guild::page(desk).await,
        _ => Ok(shell::not_found(desk)),
    }
}
