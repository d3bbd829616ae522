//! The inbox in the dashboard: what is open, and one alert with everything known and its acts.

use maud::{Markup, Render, html};

use super::{
    act::{self, Said},
    logic::LATE,
    model::{Event, Status, Verification},
    sql, text,
};
use crate::{
    app::{Acted, Afterword, Form, Level, NavGroup, Page, View, Visit, Waiting, Waits},
    base::{
        error::{Error, Result},
        ids,
        lang::Lang,
        time::Time,
        words,
    },
    features::{
        audit::Origin,
        moderation::{
            self,
            model::{Kind, Order},
        },
        settings,
    },
    platform::db,
    ui::{self, Badge, Button, Card, Column, Empty, Facts, Field, Icon, Pager, Person, Row, Table, Tone, When},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 25;

pub const PAGES: &[Page] = &[
    Page {
        path: "/inbox",
        title: "Inbox",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        icon: Icon::Inbox,
        show: |visit| Box::pin(list(visit)),
        forms: &[],
    },
    Page {
        path: "/inbox/{alert}",
        title: "Alert",
        level: Level::Moderator,
        nav: None,
        icon: Icon::Inbox,
        show: |visit| Box::pin(one(visit)),
        forms: &[
            Form { name: "verify", level: Level::Moderator, act: |visit| Box::pin(verify(visit, false)) },
            Form { name: "false", level: Level::Moderator, act: |visit| Box::pin(verify(visit, true)) },
            Form { name: "ban", level: Level::Moderator, act: |visit| Box::pin(ban(visit)) },
        ],
    },
];

async fn list(visit: Visit) -> Result<View> {
    let after = visit.asked("after").and_then(|text| text.split_once('-'));
    let after = after.and_then(|(at, id)| Some((at.parse::<i64>().ok()?, id)));
    let waits: Vec<&Waits> = visit.features.iter().filter_map(|feature| feature.waits.as_ref()).collect();
    let mut facts = vec![sql::list_open(visit.guild, after, PAGE_SIZE + 1)];
    facts.extend(waits.iter().map(|waits| (waits.list)(visit.guild)));
    let rows = visit.read(facts).await?;
    let mut others: Vec<Waiting> = Vec::new();
    for (waits, rows) in waits.iter().zip(rows.iter().skip(1)).filter(|_| after.is_none()) {
        others.extend((waits.tell)(Lang::En, rows)?);
    }
    let mut open: Vec<Verification> = db::all(&rows, 0)?;
    let more = open.len() as i64 > PAGE_SIZE;
    open.truncate(PAGE_SIZE as usize);
    let base = visit.path("/inbox");
    let next = open.last().filter(|_| more).map(|last| format!("{base}?after={}-{}", last.opened_at, last.id));
    let nothing = Empty::new(
        "Nothing waits for you",
        "Newcomers whom the checks held back, flagged members and reported messages stand here until somebody decides.",
    );
    let table = Table::new(
        "Open alerts; what has waited longest comes first",
        ["Who", "Why", "Waits", "Works on it"].map(Column::new),
    )
    .rows(open.iter().map(|known| line(&visit, known)))
    .empty(nothing.icon(Icon::Inbox))
    .pager(Pager { newest: after.map(|_| base.clone()), older: next, shown: String::new() });
    let asked = Table::new("Waits besides, the oldest first", ["What", "Waits"].map(Column::new)).rows(
        others.iter().map(|other| {
            let since = When { at: other.since, now: visit.now };
            Row::new([html! { a href=(visit.path(&other.path)) { (other.what) } }, since.render()])
        }),
    );
    Ok(html! { @if !others.is_empty() { (asked) } @if others.is_empty() || !open.is_empty() { (table) } }.into())
}

fn line(visit: &Visit, known: &Verification) -> Row {
    let href = visit.path(&format!("/inbox/{}", known.id));
    let late = visit.now.millis() - known.opened_at >= LATE;
    let waits = html! {
        (When { at: Time::from_millis(known.opened_at), now: visit.now }) " "
        @if late { (Badge { words: "for long", tone: Tone::Danger }) }
    };
    let row = Row::new([
        html! { a href=(href) { (Person::new(known.user, &known.user_name)) } },
        html! { (text::detection(Lang::En, known.detection)) },
        waits,
        html! { @match known.mine { Some(by) => (ui::code(&by.to_string())), None => "nobody" } },
    ]);
    if late { row.tone(Tone::Danger) } else { row }
}

async fn read(visit: &Visit) -> Result<(Verification, Vec<Event>)> {
    let id = visit.param("alert");
    let rows = visit.read(vec![sql::find(visit.guild, id), sql::list_events(visit.guild, id)]).await?;
    let known: Option<Verification> = db::first(&rows, 0)?;
    let known = known.ok_or_else(|| Error::Refused(text::no_verification(Lang::En).to_owned()))?;
    Ok((known, db::all(&rows, 1)?))
}

async fn one(visit: Visit) -> Result<View> {
    let (known, events) = read(&visit).await?;
    let name = if known.user_name.is_empty() { known.user.to_string() } else { known.user_name.clone() };
    Ok(View { title: Some(name), ..shown(&visit, &known, &events).into() })
}

fn standing(known: &Verification) -> Badge<'static> {
    let (tone, words) = match (known.status, known.restricted) {
        (Status::Pending, 1) => (Tone::Warning, "kept out until somebody decides"),
        (Status::Pending, _) => (Tone::Warning, "open"),
        (Status::Verified, _) => (Tone::Good, "verified"),
        (Status::Rejected, _) => (Tone::Danger, "rejected"),
    };
    Badge { words, tone }
}

fn facts(visit: &Visit, known: &Verification) -> Facts {
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let mut facts = Facts::new()
        .with("Standing", standing(known))
        .with("Why", text::detection(Lang::En, known.detection))
        .with("Open since", at(known.opened_at))
        .with("Account made", When { at: ids::time_of(known.user), now: visit.now })
        .with("Picture", if known.has_avatar == 1 { "yes" } else { "none" })
        .with("Id", ui::code(&known.user.to_string()));
    if let Some(joined) = known.joined_at {
        facts = facts.with("Joined", at(joined));
    }
    if let Some(when) = known.resolved_at {
        facts = facts.with("Decided", at(when));
    }
    let cases = format!("{}?person={}", visit.path("/moderation"), known.user);
    facts.with("Cases", ui::Link::new("Cases of this person", cases))
}

fn happened(visit: &Visit, event: &Event) -> Markup {
    html! {
        li {
            p { strong { (event.kind) } " " span .soft {
                (When { at: Time::from_millis(event.at), now: visit.now })
                @if let Some(by) = event.actor { " by " (ui::code(&by.to_string())) }
            } }
            @if !event.text.is_empty() { (ui::quote(&event.text)) }
            @if let Some(link) = &event.link { p { (ui::Link::new("Open it in Discord", link).icon(Icon::Out)) } }
        }
    }
}

fn shown(visit: &Visit, known: &Verification, events: &[Event]) -> Markup {
    let form = |name: &str| visit.form(&format!("/inbox/{}/{name}", known.id));
    let fine = if known.restricted == 1 { "Verify" } else { "All fine" };
    let why =
        Field::area("why", "Reason", 2).longest(400).help("They are told by direct message. A ban can be taken back.");
    html! {
        (Card::new("What is known", facts(visit, known).render()))
        (Card::new("What happened", html! { ul .stack { @for event in events { (happened(visit, event)) } } }))
        @if known.is_pending() {
            (ui::columns([
                Card::new("Decide", html! { div .buttons {
                    (form("verify").inline().button(Button::new(fine).icon(Icon::Check)))
                    (form("false").inline().button(Button::new("False positive").quiet()))
                } }).note("Verify lets them in. A false positive also counts against the check that held them back."),
                Card::new("Or ban", form("ban").body(why.render()).button(Button::new("Ban").danger()).render()),
            ]))
        }
    }
}

/// Who decides here may also do it in Discord; the acts are the same ones.
async fn verify(visit: Visit, false_positive: bool) -> Result<Acted> {
    let (known, _) = read(&visit).await?;
    act::verify(&visit.ctx, &visit.settings, &known, Origin::Dashboard, false_positive).await?;
    let word = act::after(&visit.ctx, &known.id, known.user, Said::In).await?;
    let said = match word {
        Some(Afterword::Instead(sentence) | Afterword::Besides(sentence)) => sentence,
        None => format!("{} is in.", known.user_name),
    };
    Ok(Acted::Done { to: "/inbox".to_owned(), said })
}

async fn ban(visit: Visit) -> Result<Acted> {
    let (known, _) = read(&visit).await?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(Lang::En).to_owned()));
    }
    settings::require_moderator(&visit.ctx, &visit.settings, Kind::Ban.permission())?;
    let why = Some(words::plain(visit.field("why"))).filter(|why| !why.is_empty());
    let order = Order {
        tell: true,
        ..Order::new(Kind::Ban, known.user, known.user_name.clone(), Origin::Dashboard).because(why)
    };
    let still_open = vec![sql::check_pending(visit.guild, &known.id)];
    let report = moderation::carry_out_while(&visit.ctx, order, still_open).await?;
    if let Some(after) = moderation::after(&visit.ctx, &report) {
        after.await?;
    }
    let said = match (report.case, report.failure) {
        (Some(case), None) => format!("{} is banned. Case {case}.", known.user_name),
        (_, Some(_)) => {
            "Discord did not let me ban them: I lack the permission, or their highest role is not below mine."
                .to_owned()
        }
        (None, None) => "They are banned.".to_owned(),
    };
    Ok(Acted::Done { to: "/inbox".to_owned(), said })
}
