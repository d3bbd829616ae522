//! Every setting, a card for each feature that has some.

use maud::{Markup, Render, html};

use super::tabs;
use crate::{
    app::{Acted, Known, SettingsForm, View, Visit, form::Wrong},
    base::{
        error::{Error, Result},
        list,
    },
    features::settings::save,
    ui::{Button, Card, Icon, Link},
};

/// What belongs to no feature alone first, then features in the order in which people meet them.
fn forms(visit: &Visit) -> Vec<&'static SettingsForm> {
    let mut all: Vec<_> = visit.features.iter().filter_map(|feature| feature.settings).collect();
    list::sort_by_key(&mut all, |form| (form.page.is_some(), form.name != "settings"));
    all
}

/// Those whose fields stand on this page.
fn asks(visit: &Visit) -> Vec<&'static SettingsForm> {
    forms(visit).into_iter().filter(|form| form.page.is_none()).collect()
}

pub async fn show(visit: Visit) -> Result<View> {
    let known = Known::of(&visit.ctx, &asks(&visit)).await;
    Ok(page(&visit, &known, None).into())
}

/// All cards; one of them perhaps with what was typed.
fn page(visit: &Visit, known: &Known, wrong: Option<(&str, &[Wrong])>) -> Markup {
    html! {
        (tabs(visit, "Settings"))
        @for form in forms(visit) {
            @match form.page {
                Some(page) => {
                    @let link = Link::new("Open", visit.path(page)).icon(Icon::Right);
                    (Card::new(form.title, Markup::default()).note(form.note).tools(link.render()))
                }
                None => {
                    @let typed = wrong.filter(|(name, _)| *name == form.name).map(|(_, wrong)| (&visit.fields, wrong));
                    @let fields = save::form(visit, form, "/settings/save", known, typed);
                    (Card::new(form.title, fields.button(Button::new("Save").of(form.title)).render()).note(form.note))
                }
            }
        }
    }
}

pub async fn keep(visit: Visit) -> Result<Acted> {
    let asked = visit.field("section");
    let forms = asks(&visit);
    let form = forms.iter().find(|form| form.name == asked);
    let form = form.ok_or_else(|| Error::Refused("There are no such settings.".to_owned()))?;
    let known = Known::of(&visit.ctx, &forms).await;
    match save::save(&visit, form, &known).await? {
        Ok(_) => Ok(Acted::Done { to: "/settings".to_owned(), said: format!("{}: saved.", form.title) }),
        Err(wrong) => Ok(Acted::Again(page(&visit, &known, Some((asked, &wrong))).into())),
    }
}
