//! `/links`: short addresses, made, changed and taken away; each with its clicks.

use maud::{Markup, Render, html};

use super::{
    CLICKS,
    logic::{self, Wanted},
    model::Link,
    sql,
};
use crate::{
    app::{Acted, Form, Level, NavGroup, Page, View, Visit},
    base::{
        error::{Error, Result},
        lang::Lang,
        list, words,
    },
    features::{
        audit::{self, Entry, Origin},
        counters::{self, day, model::Counted},
    },
    platform::db::{self, DbError, Rows, Stmt, Violated},
    ui::{
        self, Badge, Button, Card, Column, Confirm, Empty, Facts, Field, Icon, Pager, Row, Table, Tone, Undo, When,
        chart::{Bars, Part, Share, largest},
    },
};

pub const PAGES: &[Page] = &[
    Page {
        path: "/links",
        title: "Links",
        level: Level::Operator,
        nav: Some(NavGroup::Deployment),
        icon: Icon::Link,
        show: |visit| Box::pin(async move { list(&visit, None).await }),
        forms: &[Form { name: "make", level: Level::Operator, act: |visit| Box::pin(make(visit)) }],
    },
    Page {
        path: "/links/{slug}",
        title: "Link",
        level: Level::Operator,
        nav: None,
        icon: Icon::Link,
        show: |visit| Box::pin(async move { one(&visit, None).await }),
        forms: &[
            Form { name: "change", level: Level::Operator, act: |visit| Box::pin(change(visit)) },
            Form { name: "delete", level: Level::Operator, act: |visit| Box::pin(delete(visit)) },
        ],
    },
];

/// Links of a page.
const MOST: i64 = 100;
/// Days of the charts.
const DAYS: i64 = 60;

/// A field and what is wrong with it.
type Fault = (&'static str, &'static str);

async fn list(visit: &Visit, fault: Option<Fault>) -> Result<View> {
    let since = day(visit.now) - DAYS + 1;
    // What follows '/' in ASCII is '0', so this is every scope of a link.
    let after = visit.asked("after");
    let facts = vec![
        sql::list_links_after(after.unwrap_or_default(), MOST + 1),
        counters::list_scopes("link/", "link0", CLICKS, since),
    ];
    let rows = visit.read(facts).await?;
    let mut links: Vec<Link> = db::all(&rows, 0)?;
    let more = list::cut(&mut links, MOST);
    let older = links.last().filter(|_| more).map(|last| visit.path(&format!("/links?after={}", last.slug)));
    let pager = Pager { newest: after.map(|_| visit.path("/links")), older, shown: String::new() };
    let clicks: Vec<Counted> = db::all(&rows, 1)?;
    let lines = links.iter().map(|link| {
        let count = clicks.iter().find(|one| one.key == logic::scope(&link.slug)).map_or(0, |one| one.count);
        let until = match link.expires_at {
            Some(_) if link.is_over(visit.now) => Badge { words: "expired", tone: Tone::Warning }.render(),
            Some(at) => When { at, now: visit.now }.render(),
            None => html! { span .soft { "never" } },
        };
        let name = html! { a href=(visit.path(&format!("/links/{}", link.slug))) { "/go/" (link.slug) } };
        Row::new([name, html! { (link.about) }, html! { (words::shortened(&link.target, 80)) }, until, number(count)])
    });
    let columns = ["Address", "For", "Leads to", "Until"].map(Column::new).into_iter();
    let nothing =
        Empty::new("No links yet", "A short address of this deployment leads wherever you say, and counts its clicks.");
    let table = Table::new("Links", columns.chain([Column::number("Clicks, 60 days")])).rows(lines).pager(pager);
    let fields = html! { (slug_field(visit, fault)) (fields(visit, None, fault)) };
    let form = visit.form("/links/make").body(fields).button(Button::new("Make the link").icon(Icon::Link));
    Ok(html! {
        p { "For every server of this deployment. " (ui::code(&format!("{}/go/…", visit.own_origin))) " leads to what you enter and to nothing else." }
        (table.empty(nothing.icon(Icon::Link)))
        (Card::new("A new link", form.render()))
    }
    .into())
}

fn number(value: i64) -> Markup {
    html! { (words::number(Lang::En, value)) }
}

fn error(fault: Option<Fault>, name: &str) -> Option<&'static str> {
    fault.filter(|(field, _)| *field == name).map(|(_, why)| why)
}

fn slug_field(visit: &Visit, fault: Option<Fault>) -> Markup {
    let field = Field::text("slug", "Short name").value(visit.field("slug")).hint("rules").longest(logic::SLUG as u32);
    field.required().help("Follows /go/. Small letters, digits and hyphens.").error(error(fault, "slug")).render()
}

/// What can be changed of a link; as typed where a try was refused.
fn fields(visit: &Visit, link: Option<&Link>, fault: Option<Fault>) -> Markup {
    let stored = link.filter(|_| fault.is_none());
    let value = |name: &str, stored: Option<String>| stored.unwrap_or_else(|| visit.field(name).to_owned());
    let target = value("target", stored.map(|link| link.target.clone()));
    let about = value("about", stored.map(|link| link.about.clone()));
    let until = stored.map(|link| link.expires_at.map_or(String::new(), |at| at.iso8601().chars().take(16).collect()));
    let until = value("expires", until);
    html! {
        (Field::text("target", "Leads to").value(&target).hint("https://example.com/rules").longest(logic::TARGET as u32)
            .required().error(error(fault, "target")))
        (Field::text("about", "What it is for").value(&about).longest(logic::ABOUT as u32).error(error(fault, "about")))
        (Field::date_time("expires", "Until").value(&until).help("In UTC; empty for always.").error(error(fault, "expires")))
    }
}

fn typed(visit: &Visit, slug: &str) -> std::result::Result<Wanted, Fault> {
    let own = (visit.own_host.as_str(), visit.config.allowed_test_hosts.as_slice());
    logic::wanted(slug, visit.field("target"), visit.field("about"), visit.field("expires"), own, visit.now)
}

fn told(visit: &Visit, action: &str, slug: &str, after: Option<String>) -> Stmt {
    let entry = Entry { action, origin: Origin::Dashboard, subject: Some(slug.to_owned()), before: None, after };
    audit::record(&visit.ctx, entry)
}

async fn make(visit: Visit) -> Result<Acted> {
    let wanted = match typed(&visit, visit.field("slug").trim()) {
        Ok(wanted) => wanted,
        Err(fault) => return list(&visit, Some(fault)).await.map(Acted::Again),
    };
    let audit = told(&visit, "links.make", &wanted.slug, Some(wanted.target.clone()));
    match visit.db.batch(vec![audit, sql::insert_link(&wanted, visit.actor.id, visit.now)]).await {
        Err(DbError::Violated(Violated::Unique(columns))) if columns.starts_with("links.") => {
            list(&visit, Some(("slug", "There is a link of this name already."))).await.map(Acted::Again)
        }
        made => {
            made?;
            let to = format!("/links/{}", wanted.slug);
            Ok(Acted::Done { to, said: format!("/go/{} leads there now.", wanted.slug) })
        }
    }
}

async fn change(visit: Visit) -> Result<Acted> {
    let slug = visit.param("slug").to_owned();
    let wanted = match typed(&visit, &slug) {
        Ok(wanted) => wanted,
        Err(fault) => return one(&visit, Some(fault)).await.map(Acted::Again),
    };
    found(&visit, Vec::new()).await?;
    let audit = told(&visit, "links.change", &slug, Some(wanted.target.clone()));
    visit.db.batch(vec![audit, sql::set_link(&wanted, visit.now)]).await?;
    Ok(Acted::Done { to: format!("/links/{slug}"), said: "Saved.".to_owned() })
}

async fn delete(visit: Visit) -> Result<Acted> {
    let (link, _) = found(&visit, Vec::new()).await?;
    let audit = told(&visit, "links.delete", &link.slug, None);
    let clicks = counters::delete_scope(&logic::scope(&link.slug), CLICKS);
    visit.db.batch(vec![audit, sql::delete_link(&link.slug), clicks]).await?;
    Ok(Acted::Done { to: "/links".to_owned(), said: format!("/go/{} leads nowhere any more.", link.slug) })
}

/// The link of the path with rows of more statements.
async fn found(visit: &Visit, more: Vec<Stmt>) -> Result<(Link, Vec<Rows>)> {
    let rows = visit.read(std::iter::once(sql::find_link(visit.param("slug"))).chain(more).collect()).await?;
    let mut rows = rows.into_iter();
    let link: Option<Link> = rows.next().map(|rows| rows.first()).transpose()?.flatten();
    let link = link.ok_or_else(|| Error::Refused("There is no link of this name.".to_owned()))?;
    Ok((link, rows.collect()))
}

async fn one(visit: &Visit, fault: Option<Fault>) -> Result<View> {
    let (today, scope) = (day(visit.now), logic::scope(visit.param("slug")));
    let since = today - DAYS + 1;
    let more = vec![counters::list_by_day(&scope, CLICKS, since), counters::list_sums(&scope, CLICKS, since, 500)];
    let (link, rows) = found(visit, more).await?;
    let below = format!("/links/{}", link.slug);
    if visit.asked("delete").is_some() {
        return Ok(View { title: Some(format!("/go/{}", link.slug)), ..question(visit, &link, &below).into() });
    }
    let by_day: Vec<Counted> = db::all(&rows, 0)?;
    let sums: Vec<Counted> = db::all(&rows, 1)?;
    let days = counters::filled(by_day.iter().map(|one| (one.day, one.count)), since, today);
    let full = format!("{}/go/{}", visit.own_origin, link.slug);
    let until = match link.expires_at {
        Some(_) if link.is_over(visit.now) => Badge { words: "expired", tone: Tone::Warning }.render(),
        Some(at) => When { at, now: visit.now }.render(),
        None => html! { "taken away" },
    };
    let facts = Facts::new()
        .with("Address", ui::code(&full))
        .with("Leads to", ui::Link::new(words::shortened(&link.target, 100), link.target.as_str()))
        .with("Until", until)
        .with("Made", When { at: link.made_at, now: visit.now });
    let form =
        visit.form(&format!("{below}/change")).body(fields(visit, Some(&link), fault)).button(Button::new("Save"));
    let body = html! {
        (facts)
        (Bars { title: "Clicks", unit: "clicks a day", days: &days, today: Some(today) })
        (ui::columns(shares(&sums)))
        p .soft { "Bots, previews in chats among them, are counted apart. Of a click only the day, the page's host, the kind of browser and the country are kept." }
        (Card::new("Change it", form.render()))
    };
    let remove = Button::new("Delete").danger().to(visit.path(&format!("{below}?delete=1")));
    Ok(View { title: Some(format!("/go/{}", link.slug)), tools: Some(remove.render()), ..body.into() })
}

fn question(visit: &Visit, link: &Link, below: &str) -> Markup {
    let question = format!("Delete /go/{}?", link.slug);
    Confirm {
        question: &question,
        what: "Whoever follows it finds nothing from then on, and its clicks are forgotten.",
        undo: Undo::Never,
        form: visit.form(&format!("{below}/delete")),
        act: "Delete the link",
        back: &visit.path(below),
        typed: None,
    }
    .render()
}

/// Clicks by where they came from, the kind of browser, and the country; bots only among the browsers.
fn shares(sums: &[Counted]) -> Vec<Markup> {
    let clicks: Vec<(Vec<String>, i64)> = sums.iter().map(|sum| (sum.parts(), sum.count)).collect();
    let by = |place: usize| {
        let told = clicks.iter().filter(|(parts, _)| place == 1 || parts.get(1).is_some_and(|agent| agent != "bot"));
        largest(told.map(|(parts, count)| {
            let name = parts.get(place).filter(|name| !name.is_empty()).map_or("not told", String::as_str);
            (name.to_owned(), *count)
        }))
    };
    ["From", "Kind of browser", "Country"]
        .into_iter()
        .enumerate()
        .map(|(place, title)| share(title, &by(place)))
        .collect()
}

fn share(title: &str, sums: &[(String, i64)]) -> Markup {
    let parts: Vec<Part<'_>> = sums.iter().map(|(name, value)| Part { name, value: *value }).collect();
    Share { title, parts: &parts }.render()
}
