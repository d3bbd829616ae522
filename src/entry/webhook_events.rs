//! `POST /webhook-events`: verified as interactions are, acknowledged at once, worked on afterwards.

use std::rc::Rc;

use worker::{Context, Env, Request, Response, Result};

use super::{
    correlation,
    request::{self, Checked},
};
use crate::{
    app::Means,
    base::{
        config::Config,
        error::{self, Error},
        lang::Lang,
        time::{SECOND, Time},
    },
    discord::webhook_event::{self, Installed},
    features::{
        FEATURES,
        guilds::{self, Added},
    },
    platform::{
        clock, env,
        http::Rest,
        log::{self, End},
        meter::Meter,
    },
};

/// Our own deadline for what an event causes; Cloudflare ends `wait_until` after 30 s.
const DEADLINE: i64 = 20 * SECOND;

/// Takes one event. Discord sends one that is not acknowledged within 3 s again, for 10 minutes.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn webhook_events(request: Request, env: &Env, config: Rc<Config>, context: &Context) -> Result<Response> {
    let started = clock::now();
    let body = match request::verified(request, &config).await? {
        Checked::Body(body) => body,
        Checked::Refused(response) => return Ok(response),
    };
    let added = match webhook_event::installed(&body) {
        Ok(Some(event)) => added(event),
        // A PING, or nothing that is for us.
        Ok(None) => return acknowledged(None),
        Err(path) => {
            log::note("", &serde_json::json!({ "unreadable": path, "doing": "reading a webhook event" }));
            return Response::error("This is no event.", 400);
        }
    };
    let correlation = correlation::fresh();
    if config.token.is_none() {
        log::error(&correlation, "telling the first steps", "DISCORD_TOKEN is not set");
        return acknowledged(Some(&correlation));
    }
    let response = acknowledged(Some(&correlation))?;
    let meter = Meter::default();
    let means = env::db(env, &meter).map(|db| Means {
        db,
        discord: Rest::new(config.clone(), meter.clone(), &correlation),
        config,
        meter: meter.clone(),
        features: FEATURES,
    });
    context.wait_until(async move { work(means, &added, &meter, &correlation, started).await });
    Ok(response)
}

/// As the feature knows it.
fn added(event: Installed) -> Added {
    Added {
        guild: event.guild,
        name: event.name.unwrap_or_else(|| event.guild.to_string()),
        lang: Lang::of_locale(&event.locale),
        system_channel: event.system_channel,
        by: event.by,
        at: event.at,
    }
}

async fn work(means: error::Result<Means>, added: &Added, meter: &Meter, correlation: &str, started: Time) {
    let told = match &means {
        Ok(means) => clock::within(DEADLINE, Box::pin(guilds::added(means, added)))
            .await
            .unwrap_or_else(|_| Err(Error::Internal("not done in time".to_owned()))),
        Err(error) => Err(Error::Internal(error.to_string())),
    };
    let outcome = match told {
        Ok(heard) => heard.word(),
        Err(error) => {
            log::error(correlation, "telling the first steps", &error.to_string());
            "failed"
        }
    };
    let (totals, budget) = (meter.totals(), guilds::BUDGET);
    let end = End {
        at: added.at,
        correlation,
        kind: "event",
        guild: Some(added.guild.to_string()),
        command: "guild added",
        outcome,
        totals,
        deferred: true,
        over_budget: totals.statements > budget.statements
            || totals.rows_written > budget.rows_written
            || totals.subrequests > budget.subrequests,
        took: clock::now().millis() - started.millis(),
        is_use: false,
        asked: "",
    };
    super::counted(means.as_ref().ok().map(|means| &means.db), &end).await;
    log::end(&end);
}

/// 204. Discord's reference asks for a content type, of a body that is not there.
fn acknowledged(correlation: Option<&str>) -> Result<Response> {
    let response = Response::empty()?.with_status(204);
    response.headers().set("content-type", "application/json")?;
    if let Some(correlation) = correlation {
        response.headers().set("x-correlation-id", correlation)?;
    }
    Ok(response)
}
