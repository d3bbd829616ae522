//! Sales: times in which joining and switching cost less.

use maud::{Markup, Render, html};

use super::tabs;
use crate::{
    app::{Acted, View, Visit, form},
    base::{
        duration,
        error::{Error, Result},
        time::Time,
        words,
    },
    features::{
        audit::Origin,
        squads::{logic, manage, model::Sale, sql, text},
    },
    platform::db,
    ui::{Badge, Button, Card, Column, Confirm, Empty, Field, Icon, Row, Table, Tone, Undo, When},
};

const PATH: &str = "/squads/sales";

/// What is wrong, and with which field.
type Wrong = (&'static str, String);

pub async fn show(visit: Visit) -> Result<View> {
    page(&visit, None).await
}

async fn page(visit: &Visit, wrong: Option<&Wrong>) -> Result<View> {
    let rows = visit.read(vec![sql::list_sales(visit.guild, visit.now)]).await?;
    let sales: Vec<Sale> = db::all(&rows, 0)?;
    let running = logic::running(&sales, visit.now).map(|sale| sale.id.clone());
    let asked = visit.asked("end").and_then(|id| sales.iter().find(|sale| sale.id == id));
    let asks = asked.map(|sale| {
        Confirm {
            question: &format!("End {}?", sale.name),
            what: "Joining and switching cost the usual from then on.",
            undo: Undo::Possible("Plan another one of the same kind."),
            form: visit.form(&format!("{PATH}/end")).keeps("sale", sale.id.as_str()),
            act: "End the sale",
            back: &visit.path(PATH),
            typed: None,
        }
        .render()
    });
    let columns = ["Sale", "State", "Starts", "Ends"].map(Column::new);
    let numbers = ["Joining", "Switching"].map(Column::number);
    let lines = sales.iter().map(|sale| line(visit, sale, running.as_ref() == Some(&sale.id)));
    let nothing = Empty::new("No sales", "While one runs, joining or switching costs less.").icon(Icon::Squad);
    let table = Table::new("Sales", columns.into_iter().chain(numbers)).rows(lines).empty(nothing);
    Ok(html! {
        (tabs(visit, "Sales"))
        @if let Some(asks) = asks { (asks) }
        (Card::new("Sales", table.render()))
        (Card::new("A new sale", plan(visit, wrong)).note("One at a time; it announces itself nowhere."))
    }
    .into())
}

fn line(visit: &Visit, sale: &Sale, runs: bool) -> Row {
    let at = |millis| When { at: Time::from_millis(millis), now: visit.now }.render();
    let (words, tone) = if runs { ("running", Tone::Good) } else { ("to come", Tone::Info) };
    let end = Button::new(if runs { "End now" } else { "Call off" }).quiet().of(sale.name.as_str());
    let end = end.to(visit.path(&format!("{PATH}?end={}", sale.id)));
    Row::new([
        html! { (sale.name) },
        Badge { words, tone }.render(),
        at(sale.starts_at),
        at(sale.ends_at),
        off(sale.join_discount),
        off(sale.switch_discount),
    ])
    .acts(end.render())
}

fn off(discount: i64) -> Markup {
    html! { @if discount > 0 { "−" (discount) " %" } @else { "–" } }
}

fn plan(visit: &Visit, wrong: Option<&Wrong>) -> Markup {
    let why = |field: &str| wrong.filter(|(name, _)| *name == field).map(|(_, why)| why.as_str());
    let typed = |name: &str, else_: &'static str| match wrong {
        Some(_) => visit.field(name).to_owned(),
        None => else_.to_owned(),
    };
    let values = [("name", ""), ("starts_in", ""), ("duration", "1d"), ("join", "0"), ("switch", "50")];
    let [name, starts, length, join, switch] = values.map(|(name, set)| typed(name, set));
    let body = html! {
        (Field::text("name", "Name").value(&name).longest(40).required().error(why("name")))
        (Field::text("duration", "For how long").value(&length).longest(40).required().help("As 12h or 3d.").error(why("duration")))
        (Field::text("starts_in", "Starts in").value(&starts).longest(40).help("As 2d; empty for now.").error(why("starts_in")))
        (Field::number("join", "Off joining, in per cent").value(&join).range(0, 100).required().error(why("join")))
        (Field::number("switch", "Off switching, in per cent").value(&switch).range(0, 100).required().error(why("switch")))
    };
    let form = visit.form(&format!("{PATH}/start")).body(body).button(Button::new("Start")).refused(why(""));
    form.render()
}

/// The sale as it was typed.
fn read(visit: &Visit) -> Result<Sale, Wrong> {
    let name = words::plain(visit.field("name"));
    if name.is_empty() || name.chars().count() > 40 {
        return Err(("name", "A name of at most 40 characters, please.".to_owned()));
    }
    let span = |field: &'static str| match visit.field(field).trim() {
        "" => Ok(None),
        text => match duration::parse(text) {
            Some(span) => Ok(Some(span)),
            None => Err((field, text::unreadable_span(crate::base::lang::Lang::En).to_owned())),
        },
    };
    let length = span("duration")?.ok_or_else(|| ("duration", "For how long? As 12h or 3d.".to_owned()))?;
    let starts = visit.now.plus(span("starts_in")?.unwrap_or(0));
    let discount = |field: &'static str| form::number(visit.field(field), 0, 100).map_err(|why| (field, why));
    let (join_discount, switch_discount) = (discount("join")?, discount("switch")?);
    if join_discount + switch_discount == 0 {
        return Err(("switch", "Something has to cost less.".to_owned()));
    }
    Ok(Sale {
        id: visit.cause.to_string(),
        name,
        starts_at: starts.millis(),
        ends_at: starts.plus(length).millis(),
        join_discount,
        switch_discount,
    })
}

pub async fn start(visit: Visit) -> Result<Acted> {
    let wrong = match read(&visit) {
        Ok(sale) => match manage::start_sale(&visit.ctx, Origin::Dashboard, &sale).await {
            Ok(()) => return Ok(Acted::Done { to: PATH.to_owned(), said: format!("{}: planned.", sale.name) }),
            Err(Error::Refused(why)) => ("", why),
            Err(other) => return Err(other),
        },
        Err(wrong) => wrong,
    };
    Ok(Acted::Again(page(&visit, Some(&wrong)).await?))
}

pub async fn end(visit: Visit) -> Result<Acted> {
    let said = match manage::end_sale(&visit.ctx, Origin::Dashboard, visit.field("sale")).await? {
        true => "The sale is over.",
        false => "This sale was over already.",
    };
    Ok(Acted::Done { to: PATH.to_owned(), said: said.to_owned() })
}
