//! `/`: the first page.

use maud::html;

use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::{error::Result, json::FromJson, lang::Lang, words},
    features::{bytes, pause, verification},
    platform::db::Rows,
    ui::{self, Icon, Notice, Stat},
};

pub const PAGES: &[Page] = &[Page {
    path: "/",
    title: "Overview",
    level: Level::Member,
    nav: Some(NavGroup::Guild),
    icon: Icon::Chart,
    show: |visit| Box::pin(overview(visit)),
    forms: &[],
}];

/// Alerts are counted up to this.
const MOST: i64 = 100;

#[derive(FromJson)]
struct Count {
    count: i64,
}

#[derive(FromJson)]
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
    let (balance, streak) = account.as_ref().map_or((0, 0), |account| (account.balance, account.streak));
    let days = if streak == 1 { "day in a row" } else { "days in a row" };
    let mut tiles =
        vec![Stat::new("bytes of yours", words::number(Lang::En, balance)), Stat::new(days, streak.to_string())];
    if moderates {
        let count = if open == MOST { format!("{MOST}+") } else { open.to_string() };
        tiles.push(Stat::new("waiting in the inbox", count).link("Open the inbox", visit.path("/inbox")));
    }
    Ok(html! {
        p { "Welcome, " (visit.actor.name) "." }
        @if moderates && pause::is_on(&visit.settings, visit.now) {
            (Notice::warning("Automatic acts are paused: they only tell moderators. /pause minutes:0 ends it."))
        }
        (ui::tiles(tiles))
        @if account.is_none() { p .soft { "You have no bytes yet: /bytes daily in the server gives the first." } }
    }
    .into())
}
