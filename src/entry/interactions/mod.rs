//! `POST /interactions`: verified, read tolerantly, routed from the one list, answered in time.

mod answer;
mod deliver;
mod outcome;
mod route;

use std::rc::Rc;

use worker::{Context, Env, Request, Response, Result};

use crate::{
    app::text,
    base::{
        config::Config,
        ids::InteractionId,
        json::{self, FromJson, Value},
        lang::Lang,
    },
    discord::{
        interaction::{Head, Interaction, kind},
        reply::{self, Message, Reply},
    },
    platform::{
        clock,
        log::{self, End},
        meter::Meter,
    },
};

use super::request::{self, Checked};

/// Answers one interaction.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn interactions(request: Request, env: &Env, config: Rc<Config>, context: &Context) -> Result<Response> {
    let started = clock::now();
    let own = request.url()?;
    let body = match request::verified(request, &config).await? {
        Checked::Body(body) => body,
        Checked::Refused(response) => return Ok(response),
    };
    let value = value(&body);
    let head = Head(&value);
    let (id, kind) = (head.id(), head.kind());
    if kind == kind::PING {
        return answer_with(reply::PONG.to_owned(), None);
    }
    let Some(id) = id else {
        log::error("", "reading an interaction", "no interaction id can be read");
        return Response::error("This is no interaction.", 400);
    };
    let interaction: Interaction = match Interaction::from_json(&value) {
        Ok(interaction) if matches!(interaction.kind, kind::COMMAND..=kind::MODAL) => interaction,
        Ok(other) => {
            return unreadable(id, kind, other.locale.as_deref(), &format!("type {}", other.kind), started);
        }
        Err(fault) => return unreadable(id, kind, None, &fault.to_string(), started),
    };
    let task = route::task(interaction, env, config, &own);
    answer::answer(task, context, started).await
}

/// The payload; what is no JSON has no members either.
fn value(body: &[u8]) -> Value {
    std::str::from_utf8(body).ok().and_then(|text| json::value(text).ok()).unwrap_or_default()
}

/// An interaction whose shape is unknown gets a sentence, or no choices where only those may be.
fn unreadable(
    id: InteractionId,
    kind: u64,
    locale: Option<&str>,
    path: &str,
    started: crate::base::time::Time,
) -> Result<Response> {
    let correlation = id.to_string();
    log::note(&correlation, &serde_json::json!({ "unreadable": path }));
    let lang = Lang::of_locale(locale.unwrap_or_default());
    let answer = match kind {
        kind::AUTOCOMPLETE => Reply::Choices(Vec::new()),
        _ => Reply::Ephemeral(Message::text(text::unreadable(lang))),
    };
    log::end(&End {
        at: crate::base::ids::time_of(id),
        correlation: &correlation,
        kind: "interaction",
        guild: None,
        command: "unreadable",
        outcome: "refused",
        totals: Meter::default().totals(),
        deferred: false,
        over_budget: false,
        took: clock::now().millis() - started.millis(),
        is_use: false,
        asked: "",
    });
    answer_with(answer.json(), Some(&correlation))
}

fn answer_with(body: String, correlation: Option<&str>) -> Result<Response> {
    let response = Response::from_body(worker::ResponseBody::Body(body.into_bytes()))?;
    response.headers().set("content-type", "application/json")?;
    if let Some(correlation) = correlation {
        response.headers().set("x-correlation-id", correlation)?;
    }
    Ok(response)
}
