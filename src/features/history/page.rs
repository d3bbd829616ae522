//! The audit log in the dashboard: who did what, on whom, from where.

use maud::{Render, html};

use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::{error::Result, ids, lang::Lang, list, time::Time, words},
    features::{
        audit::{
            self,
            model::{Act, From},
        },
        people,
    },
    platform::db,
    ui::{Column, Empty, Field, Icon, Notice, Pager, Row, Search, Table, When},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 50;

pub const PAGES: &[Page] = &[Page {
    path: "/audit",
    title: "Audit log",
    level: Level::Moderator,
    nav: Some(NavGroup::Moderation),
    icon: Icon::Book,
    show: |visit| Box::pin(list(visit)),
    forms: &[],
}];

async fn list(visit: Visit) -> Result<View> {
    let from = visit.asked("from").and_then(place).unwrap_or(From::NEWEST);
    let (on, by) = (visit.asked("on").unwrap_or_default(), visit.asked("by").unwrap_or_default());
    let (subject, actor) = (ids::parse(on), ids::parse(by));
    let most = PAGE_SIZE + 1;
    let statement = match (subject, actor) {
        (Some(subject), actor) => audit::list_of_subject(visit.guild, subject, actor, "[]", from, most),
        (None, Some(actor)) => audit::list_of_actor(visit.guild, actor, from, most),
        (None, None) => audit::list_latest(visit.guild, from, most),
    };
    let rows = visit.read(vec![statement]).await?;
    let mut acts: Vec<Act> = db::all(&rows, 0)?;
    let more = list::cut(&mut acts, PAGE_SIZE);
    let base = visit.path("/audit");
    let query = [("on", on, subject), ("by", by, actor)].into_iter().filter(|(_, _, id)| id.is_some());
    let query: String = query.map(|(name, value, _)| format!("{name}={value}&")).collect();
    let next = from.after(&acts);
    let older = more.then(|| format!("{base}?{query}from={}-{}", next.at, next.skip));
    let newest = (from != From::NEWEST).then(|| format!("{base}?{}", query.trim_end_matches('&')));
    let unreadable = (!on.is_empty() && subject.is_none()) || (!by.is_empty() && actor.is_none());
    let columns = ["What", "On", "Change", "By", "From", "When"].map(Column::new);
    let nothing = Empty::new(
        "Nothing was done",
        "What moderators and administrators change stands here, with who did it and from where.",
    );
    let table = Table::new("Acts, the newest first", columns)
        .rows(acts.iter().map(|act| line(&visit, act)))
        .empty(nothing.icon(Icon::Book))
        .pager(Pager { newest, older, shown: String::new() });
    let filter = Field::text("by", "By whom").value(by).hint("Id of a person");
    Ok(html! {
        (Search::new(&base, "On whom: the id of a person", on).named("on").filters(filter.render()))
        @if unreadable { (Notice::danger("This is no id of a person. In Discord: right-click them, Copy User ID.")) }
        (table)
    }
    .into())
}

fn place(text: &str) -> Option<From> {
    let (at, skip) = text.split_once('-')?;
    Some(From { at: at.parse().ok()?, skip: skip.parse().ok().filter(|skip| (0..10_000).contains(skip))? })
}

fn line(visit: &Visit, act: &Act) -> Row {
    let subject = act.subject.as_deref().filter(|text| text.len() >= 17).and_then(ids::parse);
    let what = audit::text::action(Lang::En, &act.action).map_or_else(|| act.action.clone(), str::to_owned);
    let whole = |text: &Option<String>| words::shortened(text.as_deref().unwrap_or_default(), 200);
    let (before, after) = (whole(&act.before), whole(&act.after));
    let change = match (before.is_empty(), after.is_empty()) {
        (true, true) => "–".to_owned(),
        (false, false) => format!("{before} → {after}"),
        _ => format!("{before}{after}"),
    };
    Row::new([
        html! { (what) },
        html! { @match subject {
            Some(user) => (people::link(visit, user, act.subject_name.as_deref())),
            None => (act.subject.as_deref().unwrap_or("–")),
        } },
        html! { (change) },
        people::link(visit, act.actor, act.actor_name.as_deref()),
        html! { (audit::text::origin(Lang::En, act.origin)) },
        When { at: Time::from_millis(act.at), now: visit.now }.render(),
    ])
}
