//! Links by HTTP, for who runs the deployment.

use serde_json::{Value, json};

use super::{CLICKS, logic, model::Link, sql};
use crate::{
    app::{
        Audience,
        api::{self, Answer, COUNT, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::{
        error::{Error, Result},
        time::{DAY, Time},
    },
    discord::interaction::timestamp,
    doc,
    features::{
        audit::{self, Origin},
        counters,
    },
    platform::db::{self, DbError, Rows, Stmt, Violated},
};

const LINK: Shape = Shape {
    name: "Link",
    members: &[
        Member::new("slug", Kind::Text(40), doc!("What follows /go/.")),
        Member::new("target", Kind::Text(2_000), doc!("Where it leads.")),
        Member::new("about", Kind::Text(100), doc!("A note of who made it; may be empty.")),
        Member::new("expires_at", Kind::Time, doc!("Until when, to the minute.")).or_null(),
        Member::new("made_by", Kind::Id, doc!("Who made it.")),
        Member::new("made_at", Kind::Time, doc!("When.")),
    ],
};

const GIVEN: &[Member] = &[
    Member::new("slug", Kind::Text(40), doc!("Small letters, digits and hyphens between them.")),
    Member::new("target", Kind::Text(2_000), doc!("An address of http or https on a public host.")),
    Member::new("about", Kind::Text(100), doc!("A note.")).or_null(),
    EXPIRES,
];

const CHANGED: &[Member] = &[
    Member::new("target", Kind::Text(2_000), doc!("An address of http or https on a public host.")).or_null(),
    Member::new("about", Kind::Text(100), doc!("A note.")).or_null(),
    EXPIRES,
];

const EXPIRES: Member =
    Member::new("expires_at", Kind::Time, doc!("Until when, to the minute; null for always.")).or_none();

const CLICKED: Shape = Shape {
    name: "Clicks",
    members: &[
        Member::new("day", Kind::Time, doc!("The day, in UTC, by its start.")),
        Member::new("referrer", Kind::Text(100), doc!("The host of the page that they came from; may be empty.")),
        Member::new("agent", Kind::Text(20), doc!("The kind of browser; `bot` for programs and previews in chats.")),
        Member::new("country", Kind::Text(5), doc!("Two letters; may be empty.")),
        Member::new("count", COUNT, doc!("How many.")),
    ],
};

pub const ROUTES: &[Route] = &[
    Route::reads("/links", "links", doc!("All links, by slug."), Answer::Page(&LINK, &["slug"]), |call| {
        Ok(sql::list_links_after(call.after.text(0).unwrap_or_default(), call.most()))
    }),
    Route::reads("/links/{slug}", "links", doc!("One link."), Answer::One(&LINK), |call| {
        Ok(sql::find_link(call.param("slug")))
    }),
    Route::acts(
        Method::Post,
        "/links",
        "links",
        doc!("Makes a link."),
        Does::Works(Audience::Operators, |call| Box::pin(keep(call, true))),
        Answer::Made(&LINK),
    )
    .given(GIVEN),
    Route::acts(
        Method::Patch,
        "/links/{slug}",
        "links",
        doc!("Changes what is given of a link."),
        Does::Works(Audience::Operators, |call| Box::pin(keep(call, false))),
        Answer::One(&LINK),
    )
    .given(CHANGED),
    Route::reads(
        "/links/{slug}/clicks",
        "links",
        doc!("A link's clicks by day and where they came from, the oldest first; kept for a year."),
        Answer::Page(&CLICKED, &["day", "key"]),
        |call| {
            let after = call.after.number(0).map_or(-1, |start| start.div_euclid(DAY));
            let after = (after, call.after.text(1).unwrap_or_default());
            Ok(counters::list_clicks_after(&logic::scope(call.param("slug")), CLICKS, after, call.most()))
        },
    )
    .under(|_, slug| sql::find_link(slug)),
    Route::acts(
        Method::Delete,
        "/links/{slug}",
        "links",
        doc!("Takes a link and its counted clicks away. This cannot be undone."),
        Does::Works(Audience::Operators, |call| Box::pin(delete(call))),
        Answer::One(&SAID),
    ),
];

fn told(call: &Call, action: &str, slug: &str, after: Option<String>) -> Stmt {
    let subject = Some(slug.to_owned());
    audit::record(call, audit::Entry { action, origin: Origin::Api, subject, before: None, after })
}

/// What is asked for, with what stands where nothing is given.
fn wanted(call: &Call, slug: &str, before: Option<&Link>) -> Result<logic::Wanted> {
    let text = |name: &str, stood: Option<&String>| {
        let given = call.given.get(name).and_then(Value::as_str).map(str::to_owned);
        given.or_else(|| stood.cloned()).unwrap_or_default()
    };
    let expires = match call.given.get("expires_at") {
        Some(given) => given.as_str().and_then(timestamp),
        None => before.and_then(|link| link.expires_at),
    };
    let expires = expires.map(Time::iso8601).unwrap_or_default();
    let own = (call.own_host.as_str(), call.config.allowed_test_hosts.as_slice());
    let target = text("target", before.map(|link| &link.target));
    let about = text("about", before.map(|link| &link.about));
    let wanted = logic::wanted(slug, &target, &about, &expires, own, call.now);
    wanted.map_err(|(field, why)| Error::Refused(format!("{field}: {why}")))
}

/// The link of the path.
async fn found(call: &Call, slug: &str) -> Result<Link> {
    let rows = call.db.batch(vec![sql::find_link(slug)]).await?;
    let link: Option<Link> = db::first(&rows, 0)?;
    link.ok_or_else(api::nothing)
}

/// Makes a link or changes it, and answers with it as it is then.
async fn keep(call: Call, is_new: bool) -> Result<Value> {
    let before = if is_new { None } else { Some(found(&call, call.param("slug")).await?) };
    let given = call.given.get("slug").and_then(Value::as_str).unwrap_or_default();
    let slug = before.as_ref().map_or(given, |link| &link.slug);
    let wanted = wanted(&call, slug, before.as_ref())?;
    let (action, write) = match is_new {
        true => ("links.make", sql::insert_link(&wanted, call.actor.id, call.now)),
        false => ("links.change", sql::set_link(&wanted, call.now)),
    };
    let audit = told(&call, action, slug, Some(wanted.target.clone()));
    match call.db.batch(vec![audit, write]).await {
        Err(DbError::Violated(Violated::Unique(columns))) if columns.starts_with("links.") => {
            return Err(Error::Refused("This slug is taken.".to_owned()));
        }
        // The same event did it before.
        Err(error) if audit::is_told(&error) => {}
        written => drop(written?),
    }
    let rows = call.db.batch(vec![sql::find_link(slug)]).await?;
    let rows = rows.first().map(Rows::values).unwrap_or_default();
    api::body(&Answer::One(&LINK), rows, 1).ok_or_else(api::nothing)
}

async fn delete(call: Call) -> Result<Value> {
    let slug = found(&call, call.param("slug")).await?.slug;
    let clicks = counters::delete_scope(&logic::scope(&slug), CLICKS);
    call.db.batch(vec![told(&call, "links.delete", &slug, None), sql::delete_link(&slug), clicks]).await?;
    Ok(json!({ "message": format!("/go/{slug} leads nowhere any more.") }))
}
