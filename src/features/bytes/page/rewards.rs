//! Roles that members earn: list, add, change, remove.

use maud::{Markup, Render, html};

use super::tabs;
use crate::{
    app::{
        Acted, View, Visit,
        form::known::{self, Names},
    },
    base::{
        error::{Error, Result},
        ids,
        lang::Lang,
        money::{self, Amount},
        words::number,
    },
    features::{
        audit::Origin,
        bytes::{manage, model::BytesSettings, text},
    },
    ui::{Button, Card, Choice, Column, Confirm, Empty, Field, Icon, Link, Row, Table, Undo},
};

const PATH: &str = "/bytes/rewards";

/// What was typed, and what is wrong with which field.
type Typed<'a> = (&'a str, &'a str, Option<(&'static str, String)>);

pub async fn show(visit: Visit) -> Result<View> {
    let names = known::roles(&visit.ctx).await;
    Ok(page(&visit, names.as_ref(), None).into())
}

/// A role's name, or its id where Discord does not tell.
fn name(names: Option<&Names>, role: &str) -> String {
    let known = names.and_then(|names| names.iter().find(|(id, _)| id == role));
    match (known, names) {
        (Some((_, name)), _) => name.clone(),
        (None, Some(_)) => format!("not there any more ({role})"),
        (None, None) => role.to_owned(),
    }
}

fn page(visit: &Visit, names: Option<&Names>, typed: Option<Typed<'_>>) -> Markup {
    let bytes: BytesSettings = visit.settings.section();
    let known = |asked: Option<&str>| bytes.rewards.iter().find(|r| asked.is_some_and(|id| id == r.role.to_string()));
    let (edited, removed) = (known(visit.asked("edit")), known(visit.asked("remove")));
    let base = visit.path(PATH);
    let rows = bytes.rewards.iter().map(|reward| {
        let (role, link) = (reward.role.to_string(), |what| format!("{base}?{what}={}", reward.role));
        let name = name(names, &role);
        Row::new([html! { (name) }, html! { (number(Lang::En, reward.threshold.get())) }]).acts(html! {
            (Button::new("Change").quiet().of(name.as_str()).to(link("edit"))) " "
            (Button::new("Remove").quiet().of(name.as_str()).to(link("remove")))
        })
    });
    let nothing = Empty::new("No rewards", "Choose a role below, and from how many bytes on members get it.");
    let table = Table::new("Rewards, the lowest first", [Column::new("Role"), Column::number("From")])
        .rows(rows)
        .empty(nothing.icon(Icon::Bytes));
    let was = edited.map(|reward| (reward.role.to_string(), reward.threshold.get().to_string()));
    let (role, from, wrong) = typed.unwrap_or_else(|| {
        let (role, from) = was.as_ref().map_or(("", ""), |(role, from)| (role, from));
        (role, from, None)
    });
    let title = if edited.is_some() { "Change a reward" } else { "Add a reward" };
    html! {
        (tabs(visit, "Rewards"))
        @if let Some(reward) = removed { (asks(visit, &reward.role.to_string(), &name(names, &reward.role.to_string()))) }
        (Card::new("Rewards", table.render()).note(format!("Earned by: {}.", text::measure(Lang::En, bytes.measure)))
            .tools(Link::new("Change how", visit.path("/bytes")).render()))
        (Card::new(title, form(visit, names, role, from, wrong.as_ref())))
    }
}

fn form(
    visit: &Visit,
    names: Option<&Names>,
    role: &str,
    from: &str,
    wrong: Option<&(&'static str, String)>,
) -> Markup {
    let why = |field: &str| wrong.filter(|(name, _)| *name == field).map(|(_, why)| why.as_str());
    let choices: Vec<Choice> = names.map_or_else(Vec::new, |names| {
        let all = names.iter().map(|(id, name)| Choice::new(id, name, id == role));
        std::iter::once(Choice::new("", "Choose a role", role.is_empty())).chain(all).collect()
    });
    let chosen = match names {
        Some(_) => Field::select("role", "Role", &choices),
        None => {
            Field::text("role", "Role").value(role).help("Discord does not answer at the moment; type the role's id.")
        }
    };
    let threshold = Field::number("threshold", "From so many bytes on").value(from).range(1, money::MAX).required();
    visit
        .form(&format!("{PATH}/set"))
        .body(html! { (chosen.required().error(why("role"))) (threshold.error(why("threshold"))) })
        .button(Button::new("Save"))
        .render()
}

fn asks(visit: &Visit, role: &str, name: &str) -> Markup {
    Confirm {
        question: &format!("Remove the reward {name}?"),
        what: "Nobody earns this role any more. Who has it keeps it.",
        undo: Undo::Possible("Add it again with the same number."),
        form: visit.form(&format!("{PATH}/remove")).keeps("role", role),
        act: "Remove the reward",
        back: &visit.path(PATH),
        typed: None,
    }
    .render()
}

pub async fn set(visit: Visit) -> Result<Acted> {
    let (role, from) = (visit.field("role"), visit.field("threshold"));
    let threshold = crate::app::form::number(from, 1, money::MAX).map_err(|why| ("threshold", why));
    let role_id = ids::parse(role).ok_or_else(|| ("role", "Choose a role.".to_owned()));
    let wrong = match (role_id, threshold) {
        (Ok(id), Ok(threshold)) => {
            let threshold = Amount::new(threshold).unwrap_or_default();
            match manage::set_reward(&visit.ctx, Origin::Dashboard, id, threshold).await {
                Ok(_) => return Ok(Acted::Done { to: PATH.to_owned(), said: "Saved.".to_owned() }),
                Err(Error::Refused(why)) => ("role", why),
                Err(other) => return Err(other),
            }
        }
        (Err(wrong), _) | (_, Err(wrong)) => wrong,
    };
    let names = known::roles(&visit.ctx).await;
    Ok(Acted::Again(page(&visit, names.as_ref(), Some((role, from, Some(wrong)))).into()))
}

pub async fn remove(visit: Visit) -> Result<Acted> {
    manage::remove_reward(&visit.ctx, Origin::Dashboard, ids::parse(visit.field("role"))).await?;
    Ok(Acted::Done { to: PATH.to_owned(), said: "The reward is removed.".to_owned() })
}
