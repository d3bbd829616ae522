//! What the page asks and does.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State as Shared};
use axum::http::header::{HeaderMap, HeaderName, SET_COOKIE};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Id;
use crate::interact::{Interaction, Kind};
use crate::playground::page::{Failure, Site};
use crate::playground::{dashboard, society, talk, view};

const HOUR: u64 = 3_600_000;

/// A longer jump in time leaves the hours between out.
const LONGEST_BY_HOURS: u64 = 48 * HOUR;

type Answer = Result<Json<Value>, Failure>;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "as")]
    who: Option<String>,
    channel: Option<String>,
    after: Option<u64>,
    name: Option<String>,
}

fn id(name: &str, text: Option<&str>) -> Result<Id, Failure> {
    let missing = || Failure(format!("{name} is missing or no id"));
    text.and_then(|text| text.parse().ok()).ok_or_else(missing)
}

fn field(body: &Value, name: &str) -> Result<Id, Failure> {
    id(name, body[name].as_str())
}

fn text(body: &Value, name: &str) -> Result<String, Failure> {
    body[name].as_str().map(str::to_owned).ok_or_else(|| Failure(format!("{name} is missing")))
}

pub(super) async fn state(Shared(site): Shared<Site>, Query(asked): Query<Asked>) -> Answer {
    let playground = site.playground().await?;
    let who = asked.who.as_deref().map(|who| id("as", Some(who))).transpose()?;
    Ok(Json(view::state(&playground, who).await?))
}

pub(super) async fn messages(Shared(site): Shared<Site>, Query(asked): Query<Asked>) -> Answer {
    let playground = site.playground().await?;
    let (who, channel) = (id("as", asked.who.as_deref())?, id("channel", asked.channel.as_deref())?);
    let list = playground.simulator.state(|state| view::messages(state, channel, who))?;
    Ok(Json(json!(list)))
}

/// Server-sent events; a page that comes back says what it has seen last.
pub(super) async fn events(
    Shared(site): Shared<Site>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let playground = site.playground().await?;
    let who = id("as", asked.who.as_deref())?;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let after: u64 = last.or(asked.after).unwrap_or_else(|| playground.feed.last());
    let items = stream::unfold((playground, after), move |(playground, after)| async move {
        let item = playground.feed.next(after).await;
        let seen = playground.simulator.state(|state| item.seen_by(state, who));
        let after = item.seq;
        Some((seen.then_some(item), (playground, after)))
    });
    let events = items.filter_map(|item| async move {
        let item = item?;
        Some(Ok(Event::default().event(item.name).id(item.seq.to_string()).data(item.data.to_string())))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

pub(super) async fn interact(Shared(site): Shared<Site>, Json(body): Json<Value>) -> Answer {
    let playground = site.playground().await?;
    let channel = field(&body, "channel")?;
    let interaction = Interaction {
        guild: playground.simulator.state(|state| state.guild_of(channel).map(|guild| guild.id)),
        channel,
        user: field(&body, "as")?,
        locale: body["locale"].as_str().map(str::to_owned),
        kind: kind(&body)?,
        id: None,
    };
    let at = playground.simulator.clock().now();
    let exchange = playground.simulator.interact(interaction).await;
    let (message, command) = playground.simulator.state(|state| {
        let message = exchange.message.and_then(|id| state.messages.get(&id));
        let command = state.interactions.get(&exchange.id).and_then(|sent| sent.command.clone());
        (message.map(|message| view::shown(state, message)), command)
    });
    let answer = json!({
        "ok": exchange.wrong.is_empty(), "status": exchange.status, "ms": exchange.ms, "wrong": exchange.wrong,
        "message": message, "modal": exchange.modal, "choices": exchange.choices,
    });
    // Autocomplete asks at every key; it would bury everything else.
    if exchange.id != 0 && body["kind"] != "autocomplete" {
        tokio::spawn(async move { playground.log.interaction(at, &exchange, command).await });
    }
    Ok(Json(answer))
}

fn kind(body: &Value) -> Result<Kind, Failure> {
    let values = || body["values"].as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned));
    Ok(match body["kind"].as_str().unwrap_or_default() {
        "command" => Kind::Command(text(body, "text")?),
        "autocomplete" => Kind::Autocomplete { command: text(body, "text")?, focused: text(body, "focused")? },
        "click" => Kind::Click { message: field(body, "message")?, custom_id: text(body, "custom_id")? },
        "select" => Kind::Select {
            message: field(body, "message")?,
            custom_id: text(body, "custom_id")?,
            values: values().collect(),
        },
        "modal" => Kind::Modal {
            custom_id: text(body, "custom_id")?,
            values: body["values"].as_object().cloned().unwrap_or_else(Map::new),
        },
        "message" => Kind::MessageCommand { name: text(body, "name")?, target: field(body, "target")? },
        "user" => Kind::UserCommand { name: text(body, "name")?, target: field(body, "target")? },
        other => return Err(Failure(format!("kind {other:?} is not known"))),
    })
}

pub(super) async fn say(Shared(site): Shared<Site>, Json(body): Json<Value>) -> Answer {
    let playground = site.playground().await?;
    let (who, channel) = (field(&body, "as")?, field(&body, "channel")?);
    let content = text(&body, "content")?;
    let length = content.trim().chars().count();
    if !(1..=2_000).contains(&length) {
        return Err(Failure(format!("a message has 1 to 2000 characters, this has {length}")));
    }
    playground.simulator.state(|state| {
        let message = talk::say(state, channel, who, content.trim())?;
        Ok(Json(state.messages.get(&message).map_or(Value::Null, |message| view::shown(state, message))))
    })
}

/// Somebody goes out of the door, comes back, or comes for the first time.
pub(super) async fn door(Shared(site): Shared<Site>, Json(body): Json<Value>) -> Answer {
    let playground = site.playground().await?;
    let guild = playground.society.guild;
    let way = |name: &str| body.get(name).map(|_| field(&body, name)).transpose();
    let (back, out) = (way("back")?, way("out")?);
    let who = playground.simulator.state(|state| match (back, out) {
        (Some(who), _) => society::comes_back(state, guild, who).map(|()| who),
        (_, Some(who)) => society::leaves(state, guild, who).map(|()| who),
        _ => Ok(society::newcomer(state, guild)),
    })?;
    Ok(Json(json!({"id": who.to_string()})))
}

pub(super) async fn file(Shared(site): Shared<Site>, Query(asked): Query<Asked>, bytes: Bytes) -> Answer {
    let playground = site.playground().await?;
    let name = asked.name.filter(|name| !name.is_empty()).ok_or_else(|| Failure("name is missing".into()))?;
    // As Discord does with names of uploads: what is special in paths and addresses becomes a line.
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    playground.simulator.state(|state| state.put_file(&name, bytes.to_vec()));
    Ok(Json(json!({"name": name, "size": bytes.len()})))
}

pub(super) async fn clock(
    Shared(site): Shared<Site>,
    Json(body): Json<Value>,
) -> Result<([(HeaderName, String); 1], Json<Value>), Failure> {
    let playground = site.playground().await?;
    let mut ahead = body["advance_ms"].as_u64().ok_or_else(|| Failure("advance_ms is missing".into()))?;
    let clock = playground.simulator.clock();
    // The cron runs at each full hour that goes by, so that what has its hour is not late.
    loop {
        let step = HOUR - clock.now() % HOUR;
        if step >= ahead || ahead > LONGEST_BY_HOURS {
            break;
        }
        clock.advance(Duration::from_millis(step));
        ahead -= step;
        playground.log.cron(clock.now(), true).await?;
    }
    clock.advance(Duration::from_millis(ahead));
    playground.feed.tell("state_changed", json!({"kind": "clock"}));
    let answer = run_cron(&site).await?;
    Ok(([(SET_COOKIE, dashboard::ahead(&playground))], answer))
}

pub(super) async fn cron(Shared(site): Shared<Site>) -> Answer {
    run_cron(&site).await
}

async fn run_cron(site: &Site) -> Answer {
    let playground = site.playground().await?;
    let now = playground.simulator.clock().now();
    playground.log.cron(now, false).await?;
    Ok(Json(json!({"ok": true, "now": now})))
}
