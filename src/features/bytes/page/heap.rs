//! The leaderboard, for every member.

use maud::{Render, html};

use super::tabs;
use crate::{
    app::{View, Visit},
    base::{error::Result, ids, json::FromJson, lang::Lang, list, words::number},
    features::bytes::{model::RANKS, sql},
    platform::db,
    ui::{self, Badge, Column, Empty, Icon, Pager, Person, Row, Stat, Table, Tone},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 50;

#[derive(FromJson)]
struct Ranked {
    user: ids::UserId,
    balance: i64,
    name: Option<String>,
}

#[derive(FromJson)]
struct Own {
    balance: i64,
    above: i64,
}

/// `rank-balance-user` of the last row before.
fn place(text: &str) -> Option<(i64, i64, ids::UserId)> {
    let mut parts = text.splitn(3, '-');
    let mut number = || parts.next()?.parse().ok().filter(|number: &i64| *number >= 0);
    let (rank, balance) = (number()?, number()?);
    Some((rank, balance, ids::parse(parts.next()?)?))
}

pub async fn show(visit: Visit) -> Result<View> {
    let after = visit.asked("after").and_then(place);
    let list = sql::list_board(visit.guild, after.map(|(_, balance, user)| (balance, user)), PAGE_SIZE + 1);
    let rows = visit.read(vec![list, sql::find_rank(visit.guild, visit.actor.id, RANKS + 1)]).await?;
    let mut ranked: Vec<Ranked> = db::all(&rows, 0)?;
    let own: Option<Own> = db::first(&rows, 1)?;
    let more = list::cut(&mut ranked, PAGE_SIZE);
    let above = after.map_or(0, |(rank, _, _)| rank);
    let base = visit.path("/bytes/leaderboard");
    let next = ranked
        .last()
        .filter(|_| more)
        .map(|last| format!("{base}?after={}-{}-{}", above + ranked.len() as i64, last.balance, last.user));
    let lines = ranked.iter().zip(above + 1..).map(|(row, rank)| {
        let is_own = row.user == visit.actor.id;
        let known = row.name.as_deref().unwrap_or_default();
        let person = Person::new(row.user, if is_own { &visit.actor.name } else { known });
        let line = Row::new([
            html! { (number(Lang::En, rank)) },
            html! { (person) @if is_own { " " (Badge { words: "you", tone: Tone::Info }) } },
            html! { (number(Lang::En, row.balance)) },
        ]);
        if is_own { line.tone(Tone::Info) } else { line }
    });
    let nothing = Empty::new("Nobody has bytes yet", "Who types /bytes daily in the server is first.");
    let table =
        Table::new("Members by their bytes", [Column::number("Rank"), Column::new("Member"), Column::number("Bytes")])
            .rows(lines)
            .empty(nothing.icon(Icon::Chart))
            .pager(Pager { newest: after.map(|_| base.clone()), older: next, shown: String::new() });
    let tiles = own.map(|own| {
        let rank = own.above + 1;
        let rank = if rank > RANKS { format!("{}+", number(Lang::En, RANKS)) } else { number(Lang::En, rank) };
        ui::tiles([Stat::new("your rank", rank), Stat::new("bytes of yours", number(Lang::En, own.balance))])
    });
    Ok(html! { (tabs(&visit, "Leaderboard")) @if let Some(tiles) = tiles { (tiles) } (table.render()) }.into())
}
