//! The audit log in the dashboard: who did what, on whom, from where.

use maud::{Markup, html};

use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::{error::Result, ids, lang::Lang, time::Time, words},
    features::audit::{
        self,
        model::{Act, From},
    },
    platform::db::Rows,
    ui::{self, Tone},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 50;

pub const PAGES: &[Page] = &[Page {
    path: "/audit",
    title: "Audit log",
    level: Level::Moderator,
    nav: Some(NavGroup::Moderation),
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
    let mut acts: Vec<Act> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let more = acts.len() as i64 > PAGE_SIZE;
    acts.truncate(PAGE_SIZE as usize);
    let base = visit.path("/audit");
    let query = [("on", on, subject), ("by", by, actor)].into_iter().filter(|(_, _, id)| id.is_some());
    let query: String = query.map(|(name, value, _)| format!("{name}={value}&")).collect();
    let next = from.after(&acts);
    let older = more.then(|| format!("{base}?{query}from={}-{}", next.at, next.skip));
    let newest = (from != From::NEWEST).then(|| format!("{base}?{}", query.trim_end_matches('&')));
    let unreadable = (!on.is_empty() && subject.is_none()) || (!by.is_empty() && actor.is_none());
    Ok(html! {
        form class="search" action=(base) role="search" {
            label for="on" { "On whom, and by whom; ids of people, either may be left out" }
            input id="on" type="search" name="on" value=(on) placeholder="on" aria-label="On whom";
            input type="search" name="by" value=(by) placeholder="by" aria-label="By whom";
            button { "Search" }
        }
        @if unreadable { (ui::notice(Tone::Bad, "This is no id of a person. In Discord: right-click them, Copy User ID.")) }
        @if acts.is_empty() {
            (ui::empty("Nothing was done", "What moderators and administrators change stands here, with who did it and from where."))
        } @else {
            table {
                caption { "The newest first" }
                thead { tr { @for head in ["What", "On", "Change", "By", "From", "When"] { th scope="col" { (head) } } } }
                tbody { @for act in &acts { (line(&visit, act)) } }
            }
        }
        (ui::pager(newest.as_deref(), older.as_deref()))
    }
    .into())
}

fn place(text: &str) -> Option<From> {
    let (at, skip) = text.split_once('-')?;
    Some(From { at: at.parse().ok()?, skip: skip.parse().ok().filter(|skip| (0..10_000).contains(skip))? })
}

fn line(visit: &Visit, act: &Act) -> Markup {
    let what = audit::text::action(Lang::En, &act.action).map_or_else(|| act.action.clone(), str::to_owned);
    let whole = |text: &Option<String>| words::shortened(text.as_deref().unwrap_or_default(), 200);
    let (before, after) = (whole(&act.before), whole(&act.after));
    html! {
        tr {
            th scope="row" { (what) }
            td data-label="On" { (act.subject.as_deref().unwrap_or("–")) }
            td data-label="Change" {
                @match (before.is_empty(), after.is_empty()) {
                    (true, true) => "–",
                    (false, false) => { (before) " → " (after) }
                    _ => { (before) (after) }
                }
            }
            td data-label="By" { code { (act.actor) } }
            td data-label="From" { (audit::text::origin(Lang::En, act.origin)) }
            td data-label="When" { (ui::when(Time::from_millis(act.at), visit.now)) }
        }
    }
}
