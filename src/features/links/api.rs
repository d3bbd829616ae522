//! Links by HTTP, for who runs the deployment.

use serde_json::{Value, json};

use super::{CLICKS, logic, sql};
use crate::{
    app::{
        Audience,
        api::{Answer, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::error::{Error, Result},
    doc,
    features::{
        audit::{self, Origin},
        counters,
    },
    platform::db::{DbError, Stmt, Violated},
};

const LINK: Shape = Shape {
    name: "Link",
    members: &[
        Member::new("slug", Kind::Text(40), doc!("What follows /go/.")),
        Member::new("target", Kind::Text(2_000), doc!("Where it leads.")),
        Member::new("about", Kind::Text(100), doc!("A note of who made it; may be empty.")),
        Member::new("expires_at", Kind::Time, doc!("Until when.")).or_null(),
        Member::new("made_by", Kind::Id, doc!("Who made it.")),
        Member::new("made_at", Kind::Time, doc!("When.")),
    ],
};

const GIVEN: &[Member] = &[
    Member::new("slug", Kind::Text(40), doc!("Small letters, digits and hyphens between them.")),
    Member::new("target", Kind::Text(2_000), doc!("An address of http or https on a public host.")),
    Member::new("about", Kind::Text(100), doc!("A note.")).or_null(),
];

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
        Does::Works(Audience::Operators, |call| Box::pin(make(call))),
        Answer::Made(&SAID),
    )
    .given(GIVEN),
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

async fn make(call: Call) -> Result<Value> {
    let text = |name: &str| call.given.get(name).and_then(Value::as_str).unwrap_or_default();
    let own = (call.own_host.as_str(), call.config.allowed_test_hosts.as_slice());
    let wanted = logic::wanted(text("slug"), text("target"), text("about"), "", own, call.now);
    let wanted = wanted.map_err(|(field, why)| Error::Refused(format!("{field}: {why}")))?;
    let audit = told(&call, "links.make", &wanted.slug, Some(wanted.target.clone()));
    match call.db.batch(vec![audit, sql::insert_link(&wanted, call.actor.id, call.now)]).await {
        Err(DbError::Violated(Violated::Unique(_))) => Err(Error::Refused("This slug is taken.".to_owned())),
        made => {
            made?;
            Ok(json!({ "message": format!("/go/{} leads there now.", wanted.slug) }))
        }
    }
}

async fn delete(call: Call) -> Result<Value> {
    let slug = call.param("slug");
    let rows = call.db.batch(vec![sql::find_link(slug)]).await?;
    if rows.first().is_none_or(crate::platform::db::Rows::is_empty) {
        return Err(Error::Refused("There is no link of this name.".to_owned()));
    }
    let clicks = counters::delete_scope(&logic::scope(slug), CLICKS);
    call.db.batch(vec![told(&call, "links.delete", slug, None), sql::delete_link(slug), clicks]).await?;
    Ok(json!({ "message": format!("/go/{slug} leads nowhere any more.") }))
}
