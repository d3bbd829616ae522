//! `/`: the first page.

use maud::html;
use serde::Deserialize;

use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::error::Result,
    features::{bytes, pause, verification},
    platform::db::Rows,
    ui::{self, Tone},
};

pub const PAGES: &[Page] = &[Page {
    path: "/",
    title: "Overview",
    level: Level::Member,
    nav: Some(NavGroup::Guild),
    show: |visit| Box::pin(overview(visit)),
    forms: &[],
}];

/// Alerts are counted up to this.
const MOST: i64 = 100;

#[derive(Deserialize)]
struct Count {
    count: i64,
}

#[derive(Deserialize)]
struct Account {
    balance: i64,
    streak: i64,
}

async fn overview(visit: Visit) -> Result<View> {
    let facts = vec![bytes::find_account(visit.guild, visit.actor.id), verification::count_open(visit.guild, MOST)];
    let rows = visit.read(facts).await?;
    let account: Option<Account> = rows.first().map(Rows::first).transpose()?.flatten();
    let open: Option<Count> = rows.get(1).map(Rows::first).transpose()?.flatten();
    let open = open.map_or(0, |open| open.count);
    let moderates = visit.level >= Level::Moderator;
    Ok(html! {
        p { "Welcome, " (visit.actor.name) "." }
        @if moderates && pause::is_on(&visit.settings, visit.now) {
            (ui::notice(Tone::Warning, "Automatic acts are paused: they only tell moderators. /pause minutes:0 ends it."))
        }
        ul class="tiles" {
            li { div { strong class="number" { (account.as_ref().map_or(0, |account| account.balance)) } "bytes of yours" } }
            @let streak = account.as_ref().map_or(0, |account| account.streak);
            li { div { strong class="number" { (streak) } @if streak == 1 { "day in a row" } @else { "days in a row" } } }
            @if moderates { li { a href=(visit.path("/inbox")) { strong class="number" { (open) @if open == MOST { "+" } } "waiting in the inbox" } } }
        }
        @if account.is_none() { p class="soft" { "You have no bytes yet: /bytes daily in the server gives the first." } }
    }
    .into())
}
