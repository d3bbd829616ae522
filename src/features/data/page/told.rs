//! What is kept, for how long, and what a deletion leaves: from the declarations.

use maud::{Markup, html};

use crate::{
    app::{Fate, Feature, Holding},
    base::list,
    features::data::export,
    ui::{Card, Column, Row, Table},
};

/// Everything that is kept of people, in words.
pub fn told(features: &'static [&'static Feature]) -> Markup {
    let columns = ["What", "For how long", "When it is deleted"].map(Column::new);
    let rows = export::holdings(features)
        .filter(|holding| !holding.what.is_empty())
        .map(|holding| Row::new([html! { (holding.what) }, html! { (holding.until) }, html! { (fate(holding)) }]));
    let table = Table::new("What is kept of people", columns).rows(rows);
    let mut stays: Vec<&str> = export::people(features, true)
        .filter_map(|(_, person)| match person.fate {
            Fate::Stays(why) => Some(why),
            _ => None,
        })
        .collect();
    list::sort(&mut stays);
    stays.dedup();
    html! {
        (Card::new("What is kept of you", html! { (table) }))
        (Card::new("What stays after a deletion, and why", html! { ul { @for why in &stays { li { (why) "." } } } }))
    }
}

fn fate(holding: &Holding) -> String {
    let first = holding.people.first().map(|person| &person.fate);
    match first {
        Some(Fate::GoesUnless(_, why)) => format!("goes; stays: {why}"),
        Some(Fate::Does(_, Some(what))) => format!("stays: {what}"),
        Some(Fate::Stays(_)) => "stays".to_owned(),
        _ => "goes".to_owned(),
    }
}
