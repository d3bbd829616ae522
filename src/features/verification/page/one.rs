//! One alert with everything known and what its buttons do.

use maud::{Markup, Render, html};

use super::inbox::{next, standing};
use crate::{
    app::{Acted, View, Visit},
    base::{
        error::{Error, Result},
        ids,
        lang::Lang,
        time::Time,
        words,
    },
    features::{
        audit::Origin,
        gate::model::GateSettings,
        moderation::{
            self,
            model::{Case, Kind, Order},
        },
        people::{self, Names},
        settings,
        verification::{
            model::{Event, Verification},
            sql, text,
        },
    },
    platform::db,
    ui::{self, Button, Card, Facts, Field, Icon, When},
};

/// Cases of the person that are shown.
const CASES: i64 = 5;

struct Known {
    alert: Verification,
    events: Vec<Event>,
    cases: Vec<Case>,
    names: Names,
}

fn unknown() -> Error {
    Error::Refused(text::no_verification(Lang::En).to_owned())
}

async fn find(visit: &Visit) -> Result<Verification> {
    let rows = visit.read(vec![sql::find(visit.guild, visit.param("alert"))]).await?;
    db::first(&rows, 0)?.ok_or_else(unknown)
}

pub async fn show(visit: Visit) -> Result<View> {
    let (guild, id) = (visit.guild, visit.param("alert"));
    let rows = visit
        .read(vec![
            sql::find(guild, id),
            sql::list_events(guild, id),
            sql::list_their_cases(guild, id, CASES),
            sql::list_names_of_one(guild, id),
        ])
        .await?;
    let alert: Option<Verification> = db::first(&rows, 0)?;
    let known = Known {
        alert: alert.ok_or_else(unknown)?,
        events: db::all(&rows, 1)?,
        cases: db::all(&rows, 2)?,
        names: Names::of(&rows, 3)?,
    };
    let name = &known.alert.user_name;
    let name = if name.is_empty() { known.alert.user.to_string() } else { name.clone() };
    Ok(View { title: Some(name), ..shown(&visit, &known).into() })
}

fn facts(visit: &Visit, known: &Known) -> Facts {
    let alert = &known.alert;
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let mut facts = Facts::new()
        .with("Standing", standing(alert))
        .with("Why", text::detection(Lang::En, alert.detection))
        .with("Open since", at(alert.opened_at))
        .with("Account made", When { at: ids::time_of(alert.user), now: visit.now })
        .with("Picture", if alert.has_avatar == 1 { "yes" } else { "none" })
        .with("Id", ui::code(&alert.user.to_string()));
    if let Some(joined) = alert.joined_at {
        facts = facts.with("Joined", at(joined));
    }
    if let Some(by) = alert.mine {
        facts = facts.with("Works on it", known.names.link(visit, by));
    }
    if let Some(thread) = alert.thread {
        let to = format!("https://discord.com/channels/{}/{thread}", visit.guild);
        facts = facts.with("Thread", ui::Link::new("Open it in Discord", to).icon(Icon::Out));
    }
    if let Some(raid) = &alert.raid {
        facts = facts.with("Raid", ui::Link::new("All of it", visit.path(&format!("/inbox/raids/{raid}"))));
    }
    if let Some(when) = alert.resolved_at {
        let by = alert.resolved_by.map(|by| known.names.link(visit, by));
        facts = facts.with("Decided", html! { (at(when)) @if let Some(by) = by { " by " (by) } });
    }
    facts.with("Member", ui::Link::new("Everything known", visit.path(&format!("/members/{}", alert.user))))
}

fn happened(visit: &Visit, known: &Known, event: &Event) -> Markup {
    html! {
        li {
            p { strong { (event.kind) } " " span .soft {
                (When { at: Time::from_millis(event.at), now: visit.now })
                @if let Some(by) = event.actor { " by " (known.names.link(visit, by)) }
            } }
            @if !event.text.is_empty() { (ui::quote(&event.text)) }
            @if let Some(link) = &event.link { p { (ui::Link::new("Open it in Discord", link).icon(Icon::Out)) } }
        }
    }
}

fn cases(visit: &Visit, known: &Known) -> Markup {
    let all = format!("{}?person={}", visit.path("/moderation"), known.alert.user);
    html! {
        @if known.cases.is_empty() { p .soft { "No cases." } } @else {
            ul .stack { @for case in &known.cases { li {
                a href=(visit.path(&format!("/moderation/{}", case.number))) {
                    (case.number) " · " (moderation::text::kind(Lang::En, case.kind))
                }
                " " (words::shortened(case.reason.as_deref().unwrap_or_default(), 120)) " "
                span .soft { (When { at: Time::from_millis(case.created_at), now: visit.now }) }
            } } }
            p { (ui::Link::new("All cases", all)) }
        }
    }
}

fn shown(visit: &Visit, known: &Known) -> Markup {
    let alert = &known.alert;
    let form = |name: &str| visit.form(&format!("/inbox/{}/{name}", alert.id));
    let act = |name: &str, label: &str| form(name).inline().button(Button::new(label).quiet());
    let fine = if alert.restricted == 1 { "Verify" } else { "All fine" };
    let restricts = alert.restricted == 0 && GateSettings::of(&visit.settings, &visit.config).is_ready();
    let why =
        Field::area("why", "Reason", 2).longest(400).help("They are told by direct message. A ban can be taken back.");
    let decide = html! { div .buttons {
        (form("verify").inline().button(Button::new(fine).icon(Icon::Check)))
        (act("false", "False positive"))
        @if restricts { (act("restrict", "Restrict")) }
        @if alert.thread.is_none() { (act("thread", "Create thread")) }
        @if alert.mine != Some(visit.actor.id) { (act("mine", "Mine")) }
    } };
    html! {
        (Card::new("What is known", facts(visit, known).render()))
        (Card::new("What happened", html! { ul .stack { @for event in &known.events { (happened(visit, known, event)) } } }))
        (Card::new("Their cases", cases(visit, known)))
        @if alert.is_pending() {
            (ui::columns([
                Card::new("Decide", decide)
                    .note("Verify lets them in and ends a restriction. A false positive also counts against the check that held them back."),
                Card::new("Or ban", form("ban").body(why.render()).button(Button::new("Ban").danger()).render()),
            ]))
        } @else {
            (Card::new("Decided", act("reopen", "Reopen").render())
                .note("It waits again, and they are kept out as before. Who was banned is unbanned first."))
        }
    }
}

/// What the alert's button in Discord does; a decision leads on to the next alert that waits.
pub async fn press(visit: Visit, action: &'static str) -> Result<Acted> {
    let known = find(&visit).await?;
    let said = visit.presses("verification", action, &[&known.id]).await?;
    let said = people::spelled(&said, known.user, &known.user_name);
    let to = match action {
        "verify" | "false" => next(&visit, &known).await?,
        _ => format!("/inbox/{}", known.id),
    };
    Ok(Acted::Done { to, said })
}

pub async fn ban(visit: Visit) -> Result<Acted> {
    let known = find(&visit).await?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(Lang::En).to_owned()));
    }
    settings::require_moderator(&visit.ctx, &visit.settings, Kind::Ban.permission())?;
    let why = Some(words::plain(visit.field("why"))).filter(|why| !why.is_empty());
    let why = why.map(|why| words::shortened(&why, 400));
    let order = Order {
        tell: true,
        ..Order::new(Kind::Ban, known.user, known.user_name.clone(), Origin::Dashboard).because(why)
    };
    let still_open = vec![sql::check_pending(visit.guild, &known.id)];
    let report = moderation::carry_out_while(&visit.ctx, order.clone(), still_open).await?;
    if let Some(after) = moderation::after(&visit.ctx, &report) {
        after.await?;
    }
    let said = moderation::text::report(Lang::En, &order, &report);
    let said = people::spelled(&said, known.user, &known.user_name);
    let to = if report.failure.is_none() { next(&visit, &known).await? } else { format!("/inbox/{}", known.id) };
    Ok(Acted::Done { to, said })
}
