//! Opens the dashboard as the one whose seat is taken.
//!
//! Cookies know no ports, so what this server sets for its host the Worker beside it gets.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Query, State as Shared};
use axum::http::header::{COOKIE, HOST, HeaderMap, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::Id;
use crate::interact::{Interaction, Kind};
use crate::playground::Playground;
use crate::playground::page::{Failure, Site};
use crate::state::permission::VIEW_CHANNEL;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "as")]
    who: String,
}

/// The cookie that tells the dashboard by how many milliseconds the playground's clock is ahead.
pub(super) fn ahead(playground: &Playground) -> String {
    let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as i64;
    let ahead = playground.simulator.clock().now() as i64 - real;
    format!("guildhall-ahead={ahead}; Path=/; SameSite=Lax")
}

/// Types `/dashboard` as somebody and spends the link, as they would; then leads there.
pub(super) async fn open(
    Shared(site): Shared<Site>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let playground = site.playground().await?;
    let who: Id = asked.who.parse().map_err(|_| Failure("as is missing or no id".into()))?;
    let link = link(&playground, who).await?;
    let host = |text: &str| text.rsplit_once(':').map_or(text, |(host, _)| host).to_owned();
    let own = headers.get(HOST).and_then(|value| value.to_str().ok()).map(host);
    let worker = host(playground.runtime.worker.trim_start_matches("http://"));
    // Under another name of this computer its cookies would be lost: then the link itself is shown.
    if own != Some(worker) {
        return lead(&link, &[]);
    }
    let session = spend(&playground, &link).await?;
    let home = format!("{}/g/{}/", playground.runtime.worker, playground.society.guild);
    lead(&home, &[session, ahead(&playground)])
}

async fn link(playground: &Playground, who: Id) -> Result<String, Failure> {
    let guild = playground.society.guild;
    let channel = playground.simulator.state(|state| {
        let sees = |channel: &Id| state.permissions(*channel, who) & VIEW_CHANNEL != 0;
        state.guilds.get(&guild).and_then(|guild| guild.channels.keys().copied().find(sees))
    });
    let channel = channel.ok_or_else(|| Failure("they see no channel in which to type /dashboard".into()))?;
    let kind = Kind::Command("/dashboard".to_owned());
    let asked = Interaction { guild: Some(guild), channel, user: who, locale: None, kind, id: None };
    let exchange = playground.simulator.interact(asked).await;
    // The answer is put away at once: nobody has typed anything.
    let message = exchange.message.and_then(|id| {
        playground.simulator.state(|state| {
            let message = state.messages.get(&id).map(|message| message.json(state));
            state.delete_message(id);
            message
        })
    });
    let url = message.as_ref().and_then(|message| message["components"][0]["components"][0]["url"].as_str());
    url.map(str::to_owned).ok_or_else(|| Failure("/dashboard gave no link".into()))
}

/// Presses *Continue*; gives the session's cookie.
async fn spend(playground: &Playground, link: &str) -> Result<String, Failure> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    let client = client.map_err(|error| Failure(error.to_string()))?;
    let answer =
        client.post(link).header(COOKIE, ahead(playground)).send().await.map_err(|error| Failure(error.to_string()))?;
    let cookie = answer.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok());
    cookie.map(str::to_owned).ok_or_else(|| Failure(format!("the dashboard answered {}", answer.status())))
}

fn lead(to: &str, cookies: &[String]) -> Result<Response, Failure> {
    let unusable = |_| Failure("an address that no header can hold".into());
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(LOCATION, HeaderValue::from_str(to).map_err(unusable)?);
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, HeaderValue::from_str(cookie).map_err(unusable)?);
    }
    Ok(response)
}
