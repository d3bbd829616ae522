//! A server's data as files: part after part, each with the way to the next.

use maud::html;
use serde_json::{Value, json};

use super::{file as json_file, server::note};
use crate::{
    app::{Acted, View, Visit},
    base::{
        error::{Error, Result},
        lang::Lang,
        words,
    },
    features::data::export,
    ui::{Button, Card, Column, Empty, Row, Table},
};

pub async fn show(visit: Visit) -> Result<View> {
    let from = visit.asked("from").unwrap_or_default().to_owned();
    let number: i64 = visit.asked("part").and_then(|text| text.parse().ok()).unwrap_or(1);
    let plan = export::Plan::of(visit.features, &from)?;
    let found = visit.read(plan.statements(visit.guild)).await?;
    let part = plan.part(&found)?;
    let rows = part.tables.iter().filter(|(_, count)| *count > 0).map(|(holding, count)| {
        Row::new([html! { (holding.table.replace('_', " ")) }, html! { (words::number(Lang::En, *count)) }])
    });
    let table = Table::new("What this part holds", [Column::new("Table"), Column::number("Rows")])
        .rows(rows)
        .empty(Empty::new("Nothing is kept", "Of this server nothing is kept in these tables."));
    let download = visit
        .form("/data/parts/file")
        .keeps("from", from.as_str())
        .keeps("part", number.to_string())
        .button(Button::new(format!("Download part {number}")));
    let next = part.next.map(|next| {
        let pairs = [("from", next), ("part", (number + 1).to_string())];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        visit.path(&format!("/data/parts?{query}"))
    });
    Ok(html! {
        (Card::new(format!("Part {number}"), html! { (table) (download) })
            .note("Download this part, then go on to the next one; the last one says so."))
        p { @match next {
            Some(to) => (Button::new("Next part").quiet().to(to)),
            None => "This is the last part.",
        } }
        p { (Button::new("Back to the data").quiet().to(visit.path("/data"))) }
    }
    .into())
}

pub async fn file(visit: Visit) -> Result<Acted> {
    let plan = export::Plan::of(visit.features, visit.field("from"))?;
    let rows = visit.read(plan.statements(visit.guild)).await?;
    let part = plan.part(&rows)?;
    let tables = part.rows(&visit, visit.guild).await?;
    note(&visit, "data.export", None, Vec::new()).await?;
    let number: u32 = visit.field("part").parse().unwrap_or(1);
    let last = part.next.is_none();
    let whole = json!({ "guild": visit.guild, "part": number, "last": last, "kept": Value::Object(tables) });
    let body = serde_json::to_string_pretty(&whole).map_err(|fault| Error::internal("writing an export", fault))?;
    Ok(json_file(format!("guildhall-{}-part-{number}.json", visit.guild), body))
}
