//! Cases in the dashboard: the list, and one with everything known.

mod import;
mod list;

use maud::{Markup, Render, html};

use super::{
    act,
    commands::undo::can_undo,
    model::{Case, CaseNote, Failure, Kind, NOTE, REASON, Resolution, State},
    sql, text,
};
use crate::{
    app::{Acted, Form, Level, NavGroup, Page, View, Visit},
    base::{
        error::{Error, Result},
        lang::Lang,
        time::Time,
        words,
    },
    features::{
        audit::Origin,
        dms::{self, model::Later},
        people::{self, Names},
    },
    platform::db,
    ui::{self, Badge, Button, Card, Confirm, Facts, Field, Icon, Tone, Undo, When},
};

pub const PAGES: &[Page] = &[
    Page {
        path: "/moderation",
        title: "Moderation",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        icon: Icon::Shield,
        show: |visit| Box::pin(list::list(visit)),
        forms: &[Form { name: "find", level: Level::Moderator, act: |visit| Box::pin(list::find(visit)) }],
    },
    import::PAGE,
    Page {
        path: "/moderation/{case}",
        title: "Case",
        level: Level::Moderator,
        nav: None,
        icon: Icon::Shield,
        show: |visit| Box::pin(one(visit)),
        forms: &[
            Form { name: "reason", level: Level::Moderator, act: |visit| Box::pin(edit(visit, "reason")) },
            Form { name: "note", level: Level::Moderator, act: |visit| Box::pin(edit(visit, "note")) },
            Form { name: "undo", level: Level::Moderator, act: |visit| Box::pin(undo(visit)) },
        ],
    },
];

pub fn standing(case: &Case) -> Badge<'static> {
    let over = matches!(case.kind, Kind::Kick | Kind::Untimeout | Kind::Unban | Kind::Lift);
    let (tone, words) = match (case.state, case.resolution) {
        (State::Planned, _) => (Tone::Warning, "under way"),
        (State::Failed, _) => (Tone::Danger, "failed"),
        (State::Done, Resolution::Open) if over => (Tone::Neutral, "done"),
        (State::Done, Resolution::Open) => (Tone::Good, "stands"),
        (State::Done, Resolution::Expired) => (Tone::Neutral, "over"),
        (State::Done, Resolution::Undone) => (Tone::Neutral, "taken back"),
        (State::Done, Resolution::Appealed) => (Tone::Neutral, "accepted on appeal"),
    };
    Badge { words, tone }
}

fn number(visit: &Visit) -> i64 {
    visit.param("case").parse().unwrap_or_default()
}

fn place(visit: &Visit) -> String {
    format!("/moderation/{}", number(visit))
}

struct Known {
    case: Case,
    notes: Vec<CaseNote>,
    names: Names,
    was_appealed: bool,
}

async fn read(visit: &Visit) -> Result<Known> {
    let (guild, number) = (visit.guild, number(visit));
    let rows = visit
        .read(vec![
            sql::find_case(guild, number),
            sql::list_notes(guild, number),
            sql::list_names(guild, number),
            sql::find_appeal(guild, number),
            dms::find_later(guild, &format!("case:{number}")),
        ])
        .await?;
    let case: Option<Case> = db::first(&rows, 0)?;
    let mut case = case.ok_or_else(|| Error::Refused(text::no_such_case(Lang::En, number)))?;
    case.notice = db::first::<Later>(&rows, 4)?.map_or(case.notice, Later::notice);
    Ok(Known {
        case,
        notes: db::all(&rows, 1)?,
        names: Names::of(&rows, 2)?,
        was_appealed: rows.get(3).is_some_and(|rows| !rows.is_empty()),
    })
}

async fn one(visit: Visit) -> Result<View> {
    let known = read(&visit).await?;
    Ok(shown(&visit, &known, ("", "")))
}

const fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::NotAllowed => {
            "Discord did not allow it: a permission is missing, or their highest role is not below mine."
        }
        Failure::Gone => "They were not there.",
        Failure::Unreachable => "Discord did not answer; it is tried again.",
        Failure::Refused => "Discord refused it.",
    }
}

fn facts(visit: &Visit, known: &Known) -> Facts {
    let case = &known.case;
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let by = match (case.moderator, case.rule.as_deref()) {
        (Some(moderator), _) => known.names.link(visit, moderator),
        (None, Some(rule)) => html! { "rule: " (rule) },
        (None, None) => html! { "by itself" },
    };
    let mut facts = Facts::new()
        .with("Who", people::link(visit, case.target, Some(&case.target_name)))
        .with("By", by)
        .with("When", at(case.created_at))
        .with("Standing", standing(case));
    if let Some(why) = case.failure {
        facts = facts.with("Discord", failure(why));
    }
    if let Some(told) = text::notice(Lang::En, case.notice) {
        facts = facts.with("Told", told);
    }
    if let Some(until) = case.expires_at {
        facts = facts.with("Ends", at(until));
    }
    if let Some(when) = case.resolved_at {
        let by = case.resolved_by.map(|by| known.names.link(visit, by));
        facts = facts.with("Resolved", html! { (at(when)) @if let Some(by) = by { " by " (by) } });
    }
    if known.was_appealed {
        let to = visit.path(&format!("/inbox/appeals/{}", case.number));
        facts = facts.with("Appeal", ui::Link::new("What they say against it", to));
    }
    let all = format!("{}?person={}", visit.path("/moderation"), case.target);
    facts.with("Others", ui::Link::new("All cases of this person", all))
}

/// `wrong` is the form that was refused, and why.
fn shown(visit: &Visit, known: &Known, wrong: (&str, &str)) -> View {
    let case = &known.case;
    let reason = case.reason.as_deref().unwrap_or_default();
    let form = |name: &str| visit.form(&format!("{}/{name}", place(visit)));
    let typed = |name: &str| Some(visit.field(name)).filter(|_| wrong.0 == name);
    let why = |name: &str| Some(wrong.1).filter(|_| wrong.0 == name);
    let edit = Field::area("reason", "Reason", 3)
        .value(typed("reason").unwrap_or(reason))
        .longest(u32::from(REASON))
        .error(why("reason"))
        .help("What stands in the case, and what the person was told where they ask again.");
    let note = Field::area("note", "Add a note", 2)
        .value(typed("note").unwrap_or_default())
        .longest(u32::from(NOTE))
        .error(why("note"))
        .help("Only moderators see it.");
    let undoes = case.is_open() && can_undo(case.kind);
    let evidence = case.evidence_link.is_some() || case.evidence_text.is_some();
    let body = html! {
        @if undoes && visit.asked("undo").is_some() { (asks(visit, case)) }
        (facts(visit, known))
        @if !reason.is_empty() { (Card::new("Why", ui::quote(reason))) }
        @if evidence { (Card::new("Message", html! {
            @if let Some(said) = &case.evidence_text { (ui::quote(said)) }
            @if let Some(link) = &case.evidence_link { p { (ui::Link::new("Open it in Discord", link).icon(Icon::Out)) } }
        })) }
        (Card::new("Notes", html! {
            @if known.notes.is_empty() { p .soft { "None yet." } }
            @for note in &known.notes {
                (ui::quote(&note.text))
                p .soft { (known.names.link(visit, note.author)) " · " (When { at: Time::from_millis(note.at), now: visit.now }) }
            }
        }))
        (ui::columns([
            Card::new("Change the reason", form("reason").keeps("seen", reason).body(edit.render()).button(Button::new("Save")).render()),
            Card::new("Note", form("note").body(note.render()).button(Button::new("Add")).render()),
        ]))
    };
    let tools = undoes.then(|| {
        let to = format!("{}?undo=1", visit.path(&place(visit)));
        Button::new("Take it back").quiet().icon(Icon::Undo).to(to).render()
    });
    View { title: Some(format!("Case {} · {}", case.number, text::kind(Lang::En, case.kind))), tools, ..body.into() }
}

/// The question before a case is taken back: what is, and what cannot be.
fn asks(visit: &Visit, case: &Case) -> Markup {
    let (what, undo) = match case.kind {
        Kind::Ban => (
            "The ban is lifted. They are not brought back: they have to join again, and their roles and what the ban deleted are gone.",
            Undo::Possible("Ban them again."),
        ),
        Kind::Timeout => ("The timeout ends at once.", Undo::Possible("Give them another one.")),
        Kind::Restrict => ("They get back the roles that were taken.", Undo::Possible("Restrict them again.")),
        Kind::Kick => {
            ("They get an invite by direct message, or you do. That they were gone cannot be taken back.", Undo::Never)
        }
        _ => ("It is struck out: it stays readable, and counts no more.", Undo::Never),
    };
    Confirm {
        question: "Take this case back?",
        what,
        undo,
        form: visit.form(&format!("{}/undo", place(visit))),
        act: "Take it back",
        back: &visit.path(&place(visit)),
        typed: None,
    }
    .render()
}

async fn undo(visit: Visit) -> Result<Acted> {
    let said = visit.presses("moderation", "undo", &[visit.param("case")]).await?;
    let known = read(&visit).await?;
    let said = people::spelled(&said, known.case.target, &known.case.target_name);
    Ok(Acted::Done { to: place(&visit), said })
}

async fn edit(visit: Visit, what: &'static str) -> Result<Acted> {
    let typed = Some(words::plain(visit.field(what))).filter(|text| !text.is_empty());
    let edit = match what {
        "reason" => act::Edit { reason: typed, seen: Some(visit.field("seen").to_owned()), note: None },
        _ => act::Edit { note: typed, ..act::Edit::default() },
    };
    match act::edit(&visit.ctx, number(&visit), edit, Origin::Dashboard).await {
        Ok(()) => Ok(Acted::Done { to: place(&visit), said: "Saved.".to_owned() }),
        Err(Error::Refused(why)) => Ok(Acted::Again(shown(&visit, &read(&visit).await?, (what, &why)))),
        Err(other) => Err(other),
    }
}
