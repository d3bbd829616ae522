//! API keys in the dashboard: made here and shown once, revoked, and how often each called.

use maud::{Markup, Render, html};

use super::{
    logic,
    model::{ADMIN, CALLS, CALLS_A_MINUTE, COUNTED, Listed, MOST_CALLS, PREFIX},
    sql::{self, NewKey},
};
use crate::{
    app::{Acted, Form, Level, NavGroup, Page, View, Visit},
    base::{
        error::{Error, Result},
        ids::{self, GuildId},
        json, list,
        time::{DAY, Time},
        words,
    },
    features::{
        audit::{self, Origin},
        counters::{self, model::Counted},
    },
    platform::{
        crypto,
        db::{self, DbError, Violated},
    },
    ui::{self, Badge, Button, Card, Column, Empty, Field, Icon, Notice, Row, Table, Tone, When},
};

/// Keys that are listed.
const LISTED: i64 = 100;
/// Days until a key ends, at most.
const LONGEST: i64 = 3_650;

pub const PAGES: &[Page] = &[
    Page {
        path: "/keys",
        title: "API keys",
        level: Level::Admin,
        nav: Some(NavGroup::SetUp),
        icon: Icon::Key,
        show: |visit| Box::pin(list(visit)),
        forms: &[Form { name: "new", level: Level::Admin, act: |visit| Box::pin(make(visit)) }],
    },
    Page {
        path: "/keys/{key}",
        title: "API key",
        level: Level::Admin,
        nav: None,
        icon: Icon::Key,
        show: |visit| Box::pin(one(visit)),
        forms: &[Form { name: "revoke", level: Level::Admin, act: |visit| Box::pin(revoke(visit)) }],
    },
];

async fn list(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::list_keys(visit.guild, LISTED)]).await?;
    let keys: Vec<Listed> = db::all(&rows, 0)?;
    let columns = ["Name", "May", "Made by", "Last used", "Standing"].map(Column::new);
    let nothing = Empty::new("No keys", "Programs that read and write by HTTP show a key. Make one below.");
    let table = Table::new("Keys, the newest first", columns)
        .rows(keys.iter().map(|key| line(&visit, key)))
        .empty(nothing.icon(Icon::Key));
    Ok(html! {
        p { "What a key may is written at " a href="/api/docs" { "/api/docs" } ". It looks and acts in the name of who made it: what you could not see or do, it cannot." }
        (table)
        (Card::new("New key", form(&visit)))
    }
    .into())
}

fn line(visit: &Visit, key: &Listed) -> Row {
    let href = visit.path(&format!("/keys/{}", key.id));
    Row::new([
        html! { a href=(href) { (key.name) } },
        html! { (key.scopes().join(", ")) },
        html! { (key.created_by_name) },
        used(visit, key),
        standing(visit, key).render(),
    ])
}

fn used(visit: &Visit, key: &Listed) -> Markup {
    html! {
        @if let Some(at) = key.used_at { (When { at: Time::from_millis(at), now: visit.now }) } @else { "never" }
    }
}

fn standing(visit: &Visit, key: &Listed) -> Badge<'static> {
    let over = key.expires_at.is_some_and(|until| until <= visit.now.millis());
    let (tone, words) = match (key.revoked_at, over) {
        (Some(_), _) => (Tone::Neutral, "revoked"),
        (None, true) => (Tone::Neutral, "over"),
        (None, false) => (Tone::Good, "good"),
    };
    Badge { words, tone }
}

/// Every scope there is: those that routes need, all of an area, and everything.
fn scopes(visit: &Visit) -> Vec<String> {
    let routes = visit.features.iter().flat_map(|feature| feature.routes);
    let mut all = Vec::new();
    for (area, scope) in routes.filter_map(|route| Some((route.area, route.scope()?))) {
        all.extend([format!("{area}:*"), scope]);
    }
    list::sort(&mut all);
    all.dedup();
    all.push(ADMIN.to_owned());
    all
}

fn form(visit: &Visit) -> Markup {
    let choices: Vec<ui::Choice> =
        scopes(visit).into_iter().map(|scope| ui::Choice::new(scope.clone(), scope, false)).collect();
    let fields = html! {
        (Field::text("name", "Name").required().longest(60).help("For yourselves: which program it is."))
        (Field::many("scope", "Scopes", &choices).help("Give no more than it needs. admin is everything of the server."))
        (Field::number("days", "Ends after so many days").range(1, LONGEST).help("Empty: it does not end by itself."))
        @if visit.level == Level::Operator {
            (Field::text("guilds", "Further servers").longest(2_000).help("Ids with spaces between them; only you can give more than this one. It looks in all of them, and acts in those that you are in."))
            (Field::number("most", "Calls a minute").range(CALLS_A_MINUTE, MOST_CALLS).help("In steps of 60; empty: 60. All keys share the day's quota of the deployment."))
        }
    };
    visit.form("/keys/new").body(fields).button(Button::new("Make the key")).render()
}

async fn make(visit: Visit) -> Result<Acted> {
    let refused = |sentence: &str| Error::Refused(sentence.to_owned());
    let name = words::shortened(&words::plain(visit.field("name")), 60);
    let known = scopes(&visit);
    let sent = visit.fields.iter().filter(|(field, _)| field == "scope").map(|(_, scope)| scope.clone());
    let chosen: Vec<String> = sent.filter(|scope| known.contains(scope)).collect();
    if name.is_empty() || chosen.is_empty() {
        return Err(refused("A key needs a name and at least one scope."));
    }
    let days = match visit.field("days") {
        "" => None,
        text => Some(text.parse::<i64>().ok().filter(|days| (1..=LONGEST).contains(days)))
            .map(|days| days.ok_or_else(|| refused("Days are a whole number from 1 to 3650.")))
            .transpose()?,
    };
    let others = others(&visit)?;
    let most = most(&visit)?;
    let secret = format!("{PREFIX}{}", crypto::secret_base64url()?);
    let id = visit.cause.to_string();
    let key = NewKey {
        id: &id,
        hash: &crypto::digest(&secret),
        name: &name,
        others: &serde_json::json!(others).to_string(),
        scopes: &serde_json::json!(chosen).to_string(),
        expires: days.map(|days| visit.now.plus(days * DAY)),
        most,
    };
    let entry = audit::Entry {
        action: "keys.create",
        origin: Origin::Dashboard,
        subject: Some(name.clone()),
        before: None,
        after: Some(chosen.join(" ")),
    };
    let made = sql::insert_key(visit.guild, &key, visit.actor.id, &visit.actor.name, visit.now);
    visit.db.batch(vec![audit::record(&visit.ctx, entry), made]).await?;
    // Told once by the page that comes next, and kept nowhere.
    Ok(Acted::Done { to: "/keys".to_owned(), said: format!("The key, shown this once: {secret}") })
}

/// Calls a minute, of which only who runs the deployment may give more than usual.
fn most(visit: &Visit) -> Result<i64> {
    let text = visit.field("most");
    if visit.level != Level::Operator || text.is_empty() {
        return Ok(CALLS_A_MINUTE);
    }
    let most = text.parse::<i64>().ok().filter(|most| (CALLS_A_MINUTE..=MOST_CALLS).contains(most));
    let most = most.ok_or_else(|| Error::Refused("Calls a minute are a whole number from 60 to 6000.".to_owned()))?;
    Ok(most - most % CALLS_A_MINUTE)
}

/// Further guilds, which only who runs the deployment may give.
fn others(visit: &Visit) -> Result<Vec<GuildId>> {
    if visit.level != Level::Operator {
        return Ok(Vec::new());
    }
    let ids = visit.field("guilds").split([' ', ',', '\n']).filter(|text| !text.is_empty());
    let unreadable = || Error::Refused("Servers are named by their ids.".to_owned());
    ids.map(|text| ids::parse(text).ok_or_else(unreadable)).collect()
}

async fn find(visit: &Visit) -> Result<(Listed, Vec<Counted>)> {
    let id = visit.param("key");
    let calls = counters::list_counted(&logic::scope(id), CALLS, counters::day(visit.now) - COUNTED);
    let rows = visit.read(vec![sql::find_key(visit.guild, id), calls]).await?;
    let key: Option<Listed> = db::first(&rows, 0)?;
    let key = key.ok_or_else(|| Error::Refused("There is no such key.".to_owned()))?;
    Ok((key, db::all(&rows, 1)?))
}

async fn one(visit: Visit) -> Result<View> {
    let (key, calls) = find(&visit).await?;
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let mut facts = ui::Facts::new()
        .with("Standing", standing(&visit, &key))
        .with("May", html! { (key.scopes().join(", ")) })
        .with("Made by", html! { (key.created_by_name) " " (ui::code(&key.created_by.to_string())) })
        .with("Made", at(key.created_at))
        .with("Last used", used(&visit, &key));
    if let Some(until) = key.expires_at {
        facts = facts.with("Ends", at(until));
    }
    let others: Vec<String> = json::parse(&key.others).unwrap_or_default();
    if !others.is_empty() {
        facts = facts.with("Further servers", html! { (others.join(", ")) });
    }
    let columns = [Column::new("Day"), Column::new("Call"), Column::new("Status"), Column::number("Calls")];
    let line = |counted: &Counted| {
        let day = Time::from_millis(counted.day * DAY).utc_date();
        let parts = counted.parts();
        let part = |place: usize| parts.get(place).map(String::as_str).unwrap_or_default();
        Row::new([html! { (day) }, html! { (ui::code(part(0))) }, html! { (part(1)) }, html! { (counted.count) }])
    };
    let table = Table::new("Calls of the last 30 days; new ones stand here within a minute", columns)
        .rows(calls.iter().map(line))
        .empty(Empty::new("No calls", "It has not been used for 30 days.").icon(Icon::Chart));
    let revoke = visit.form(&format!("/keys/{}/revoke", key.id)).button(Button::new("Revoke").danger());
    let body = html! {
        (facts)
        (table)
        @if key.revoked_at.is_none() {
            (Card::new("Revoke it", html! {
                (Notice::warning("From then on it and its tokens are refused. This cannot be undone; make a new one instead."))
                (revoke)
            }))
        }
    };
    Ok(View { title: Some(key.name.clone()), ..body.into() })
}

async fn revoke(visit: Visit) -> Result<Acted> {
    let (key, _) = find(&visit).await?;
    let entry = audit::Entry {
        action: "keys.revoke",
        origin: Origin::Dashboard,
        subject: Some(key.name.clone()),
        before: None,
        after: None,
    };
    let revoked = sql::revoke_key(visit.guild, &key.id, visit.now);
    match visit.db.batch(vec![audit::record(&visit.ctx, entry), revoked]).await {
        Err(DbError::Violated(Violated::NotNull(_))) => Err(Error::Refused("It was revoked before.".to_owned())),
        written => {
            written?;
            Ok(Acted::Done { to: "/keys".to_owned(), said: format!("{} is revoked.", key.name) })
        }
    }
}
