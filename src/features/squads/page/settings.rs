//! What holds for all squads.

use maud::{Markup, Render, html};

use super::tabs;
use crate::{
    app::{
        Acted, Item, Known, SettingsForm, View, Visit,
        form::{Kind, Typed},
    },
    base::{error::Result, money},
    features::{
        settings,
        squads::{
            model::{Squad, SquadSettings},
            sql,
        },
    },
    platform::db,
    ui::{Button, Card},
};

pub const FORM: SettingsForm = SettingsForm {
    page: Some("/squads/settings"),
    ..SettingsForm::of::<SquadSettings>("Squads", "What joining and switching cost, and where it is told.", ITEMS)
};

const fn item(name: &'static str, label: &'static str, kind: Kind, help: &'static str) -> Item {
    Item { name, label, help, kind }
}

const ITEMS: &[Item] = &[
    item("join_cost", "Joining costs", Kind::Number(0, money::MAX), "In bytes; 0 for nothing."),
    item("switch_cost", "Switching costs", Kind::Number(0, money::MAX), "In bytes; 0 for nothing."),
    item("minimum", "Balance from which one may join", Kind::Number(0, money::MAX), ""),
    item("controls", "Buttons live, in seconds", Kind::Number(10, 840), "After their message; later they say so."),
    item("default_squad", "Default squad", Kind::Own("none"), "Joined by who earns bytes for the first time."),
    item("channel", "Joins are announced in", Kind::Channel("no channel"), ""),
];

async fn known(visit: &Visit) -> Result<Known> {
    let rows = visit.read(vec![sql::list_squads(visit.guild)]).await?;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let own = squads.into_iter().filter(Squad::is_active).map(|squad| (squad.id.to_string(), squad.name)).collect();
    Ok(Known { own, ..Known::of(&visit.ctx, &[&FORM]).await })
}

fn page(visit: &Visit, known: &Known, typed: Option<Typed<'_>>) -> Markup {
    let form = settings::form(visit, &FORM, "/squads/settings/save", known, typed).button(Button::new("Save"));
    html! { (tabs(visit, "Settings")) (Card::new("For all squads", form.render()).note(FORM.note)) }
}

pub async fn show(visit: Visit) -> Result<View> {
    Ok(page(&visit, &known(&visit).await?, None).into())
}

pub async fn save(visit: Visit) -> Result<Acted> {
    let known = known(&visit).await?;
    match settings::save(&visit, &FORM, &known).await? {
        Ok(_) => Ok(Acted::Done { to: "/squads/settings".to_owned(), said: "Saved.".to_owned() }),
        Err(wrong) => Ok(Acted::Again(page(&visit, &known, Some((&visit.fields, &wrong))).into())),
    }
}
