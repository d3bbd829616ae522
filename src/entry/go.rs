//! `/go/{slug}`: leads on to what is stored under the slug, and counts the click after the answer.

use std::rc::Rc;

use maud::html;
use serde_json::json;
use worker::{Context, Env, Headers, Method, Request, Response, Result};

use super::{correlation, counted, dashboard, request};
use crate::{
    base::{agent, config::Config},
    features::links,
    platform::{
        clock, env,
        log::{self, End},
        meter::Meter,
        tally,
    },
    ui::{self, Frame},
};

/// Follows a short address.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn go(request: Request, slug: &str, env: &Env, config: Rc<Config>, context: &Context) -> Result<Response> {
    let (started, now) = (clock::now(), request::now(&request, &config));
    let (correlation, meter) = (correlation::fresh(), Meter::default());
    let header = |name: &str| request.headers().get(name).ok().flatten().unwrap_or_default();
    let db = env::db(env, &meter);
    let found = match &db {
        Ok(db) => links::find(db, slug).await.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    if let Err(cause) = &found {
        log::error(&correlation, "following a link", cause);
    }
    let failed = found.is_err();
    let link = found.ok().flatten();
    let open = link.as_ref().filter(|link| !link.is_over(now));
    let response = match open {
        Some(link) => leads(&link.target),
        None if failed => {
            says(503, "Not at the moment", "This link cannot be looked up just now. Try it again in a minute.")
        }
        None if link.is_some() => says(410, "This link has expired", "Ask whoever gave it to you for a new one."),
        None => says(404, "No such link", "It was mistyped, or taken away."),
    }?;
    if open.is_some() && request.method() == Method::Get {
        let country = country(&request, &config);
        let class = agent::class(&header("user-agent")).word();
        let key = json!([links::referrer(&header("referer")), class, country]);
        tally::count(&links::scope(slug), links::CLICKS, now, &key.to_string(), 0);
    }
    let outcome = if failed { "failed" } else { "ok" };
    context.wait_until(async move {
        let end = End {
            at: now,
            correlation: &correlation,
            kind: "link",
            guild: None,
            command: "GET /go/*",
            outcome,
            totals: meter.totals(),
            deferred: false,
            over_budget: false,
            took: clock::now().millis() - started.millis(),
            is_use: false,
            asked: "",
        };
        counted(db.as_ref().ok(), &end).await;
        log::end(&end);
    });
    Ok(response)
}

/// The country as Cloudflare tells it, two letters; in local runs, where nobody tells it, as the request does.
fn country(request: &Request, config: &Config) -> String {
    let told = request.headers().get("cf-ipcountry").ok().flatten();
    let local = told.filter(|_| !config.allowed_test_hosts.is_empty());
    let country = local.or_else(|| request.cf().and_then(worker::Cf::country)).unwrap_or_default();
    let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if is_code { country } else { String::new() }
}

fn leads(target: &str) -> Result<Response> {
    let headers = Headers::new();
    dashboard::guard(&headers)?;
    headers.set("location", target)?;
    headers.set("referrer-policy", "strict-origin-when-cross-origin")?;
    Ok(Response::empty()?.with_status(302).with_headers(headers))
}

fn says(status: u16, title: &str, words: &str) -> Result<Response> {
    let headers = Headers::new();
    dashboard::guard(&headers)?;
    headers.set("content-type", "text/html; charset=utf-8")?;
    let page = ui::page(&Frame { title, ..Frame::default() }, &html! { p { (words) } });
    Ok(Response::ok(page.into_string())?.with_status(status).with_headers(headers))
}
