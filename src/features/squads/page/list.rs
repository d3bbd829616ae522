//! The squads with their members.

use maud::{Render, html};

use super::{tabs, titled};
use crate::{
    app::{View, Visit},
    base::{error::Result, lang::Lang, words::number},
    features::squads::{model::Squad, sql},
    platform::db,
    ui::{Badge, Button, Column, Empty, Icon, Row, Table, Tone},
};

pub async fn show(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::list_squads(visit.guild)]).await?;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let make = Button::new("New squad").to(visit.path("/squads/new")).icon(Icon::Squad);
    let nothing = Empty::new("No squads yet", "A squad has a name and a role; members join it and switch for bytes.");
    let columns = ["Squad", "What it is", "State"].map(Column::new);
    let numbers = ["Members", "Bytes together"].map(Column::number);
    let table = Table::new("Squads", columns.into_iter().chain(numbers))
        .rows(squads.iter().map(|squad| line(&visit, squad)))
        .empty(nothing.icon(Icon::Squad).act(make.clone()));
    Ok(View {
        tools: Some(make.render()).filter(|_| !squads.is_empty()),
        ..html! { (tabs(&visit, "Squads")) (table) }.into()
    })
}

fn line(visit: &Visit, squad: &Squad) -> Row {
    let count = |value| number(Lang::En, value);
    let members = match squad.max_members {
        Some(most) => format!("{} of {}", count(squad.members), count(most)),
        None => count(squad.members),
    };
    let href = visit.path(&format!("/squads/{}", squad.id));
    Row::new([
        html! { a href=(href) { (titled(squad)) } },
        html! { @if squad.description.is_empty() { "–" } @else { (squad.description) } },
        state(squad).render(),
        html! { (members) },
        html! { (count(squad.bytes)) },
    ])
}

pub fn state(squad: &Squad) -> Badge<'static> {
    match (squad.is_active(), squad.is_full()) {
        (false, _) => Badge { words: "being emptied", tone: Tone::Neutral },
        (true, true) => Badge { words: "full", tone: Tone::Warning },
        (true, false) => Badge { words: "open", tone: Tone::Good },
    }
}
