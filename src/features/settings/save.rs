//! A feature's settings as they are typed in the dashboard: the form, and what saving it comes to.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::store::{self, Changed};
use crate::{
    app::{
        Ctx, Known, Settings, SettingsForm, Visit,
        api::check,
        form::{Typed, Wrong},
    },
    base::error::{Error, Result},
    features::audit::Origin,
    platform::crypto,
    ui,
};

/// The field that tells which settings a form was filled from.
const SEEN: &str = "seen";

/// A form of settings that goes to a path below the guild, without buttons.
pub fn form(visit: &Visit, form: &SettingsForm, below: &str, known: &Known, typed: Option<Typed<'_>>) -> ui::Form {
    let whole = typed.and_then(|(_, wrong)| wrong.iter().find(|(name, _)| form.items.iter().all(|i| i.name != name)));
    let refused = match typed {
        Some((_, [])) | None => None,
        Some(_) => Some(whole.map_or("Nothing was saved. What is wrong stands beside the fields.", |(_, why)| why)),
    };
    let seen = typed.and_then(|_| Some(visit.field(SEEN).to_owned()).filter(|seen| !seen.is_empty()));
    let fields = form.fields(&visit.settings, typed, known);
    visit
        .form(below)
        .keeps("section", form.name)
        .keeps(SEEN, seen.unwrap_or_else(|| mark_of(form, &visit.settings)))
        .refused(refused)
        .body(fields)
}

/// Of what a form was filled from.
fn mark_of(form: &SettingsForm, settings: &Settings) -> String {
    let mut mark = crypto::digest(&Value::Object((form.whole)(settings)).to_string());
    mark.truncate(16);
    mark
}

/// Saves what the API was given of a form, as if it had been typed.
///
/// # Errors
/// Refused with what is wrong, member by member.
pub async fn save_given(ctx: &Ctx, form: &SettingsForm, given: &Map<String, Value>) -> Result<Changed> {
    let known = Known::of(ctx, &[form]).await;
    let change = |before: &Settings| {
        form.read(before, &check::typed(form, before, given), &known, ctx.now).map_err(|wrong| {
            let told: Vec<String> = wrong.into_iter().map(|(name, why)| format!("{name}: {why}")).collect();
            Error::Refused(told.join(" "))
        })
    };
    store::update(ctx, Origin::Api, form.name, change).await
}

/// Saves what was typed, unless somebody else has changed the same section since it was shown.
///
/// # Errors
/// What is wrong, field by field, within; else when the database does not serve.
pub async fn save(visit: &Visit, form: &SettingsForm, known: &Known) -> Result<Result<Changed, Vec<Wrong>>> {
    let wrong = RefCell::new(Vec::new());
    let change = |before: &Settings| {
        if mark_of(form, before) != visit.field(SEEN) {
            let sentence = "Somebody else has changed these settings meanwhile. Open the page again and look first.";
            wrong.replace(vec![(String::new(), sentence.to_owned())]);
            return Err(Error::Refused(String::new()));
        }
        form.read(before, &visit.fields, known, visit.now).map_err(|found| {
            wrong.replace(found);
            Error::Refused(String::new())
        })
    };
    let changed = store::update(&visit.ctx, Origin::Dashboard, form.name, change).await;
    let wrong = wrong.into_inner();
    match changed {
        Err(Error::Refused(_)) if !wrong.is_empty() => Ok(Err(wrong)),
        changed => changed.map(Ok),
    }
}
