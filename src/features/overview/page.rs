//! `/`: the first page. Members see what is theirs; moderators also how the server goes and what needs somebody;
//! administrators also what it takes.

use maud::{Markup, html};

use super::{
    guild::{self, Figures},
    health,
};
use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::{error::Result, json::FromJson, lang::Lang, words},
    features::{bytes, squads, verification},
    platform::db::{self, Rows, Stmt},
    ui::{self, Button, Icon, Stat, When},
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

#[derive(FromJson)]
struct Account {
    balance: i64,
    streak: i64,
}

#[derive(FromJson)]
struct Named {
    name: String,
}

async fn overview(visit: Visit) -> Result<View> {
    let mut facts =
        vec![bytes::find_account(visit.guild, visit.actor.id), squads::find_squad_of(visit.guild, visit.actor.id)];
    let moderates = visit.level >= Level::Moderator;
    if moderates {
        facts.extend(of_guild(&visit));
    }
    let rows = visit.read(facts).await?;
    let own = own(&visit, &rows)?;
    if !moderates {
        return Ok(html! { p { "Welcome, " (visit.actor.name) "." } (own) }.into());
    }
    let figures = Figures::of(&visit, rows.get(2..).unwrap_or_default())?;
    let checked = if visit.level >= Level::Admin { health::check_up(&visit).await } else { None };
    let tools = (visit.level >= Level::Admin)
        .then(|| html! { (Button::new("Check everything").quiet().icon(Icon::Check).to(visit.path("/?check=1"))) });
    let body = html! {
        p { "Welcome, " (visit.actor.name) "." }
        (health::attention(&visit, &figures, checked.as_deref()))
        (guild::tiles(&visit, &figures))
        (guild::charts(&figures))
        @if visit.level >= Level::Admin { (health::costs(&visit, &figures)) }
        h2 { "Yours" }
        (own)
    };
    Ok(View { tools, ..body.into() })
}

/// What is read for moderators, in the order of [`Figures::of`].
fn of_guild(visit: &Visit) -> Vec<Stmt> {
    std::iter::once(verification::count_open(visit.guild)).chain(guild::facts(visit)).collect()
}

/// What belongs to the one who looks.
fn own(visit: &Visit, rows: &[Rows]) -> Result<Markup> {
    let account: Option<Account> = db::first(rows, 0)?;
    let squad: Option<Named> = db::first(rows, 1)?;
    let next = rows.first().map(|rows| bytes::next_daily(&visit.settings, rows, visit.now)).transpose()?.flatten();
    let (balance, streak) = account.as_ref().map_or((0, 0), |account| (account.balance, account.streak));
    let days = if streak == 1 { "day in a row" } else { "days in a row" };
    let next = next.map_or("now".to_owned(), |at| When { at, now: visit.now }.short());
    let tiles = [
        Stat::new("bytes of yours", words::number(Lang::En, balance)),
        Stat::new(days, streak.to_string()),
        Stat::new("your squad", squad.map_or("none yet".to_owned(), |squad| squad.name)),
        Stat::new("next /bytes daily", next),
    ];
    Ok(html! {
        (ui::tiles(tiles))
        @if account.is_none() { p .soft { "You have no bytes yet: /bytes daily in the server gives the first." } }
    })
}
