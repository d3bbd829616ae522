//! The inbox in the dashboard: what is open, and one alert with everything known and its acts.

use maud::{Markup, html};

use super::{
    act::{self, Said},
    logic::LATE,
    model::{Event, Status, Verification},
    sql, text,
};
use crate::{
    app::{Acted, Afterword, Form, Level, NavGroup, Page, View, Visit},
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
    platform::db::Rows,
    ui::{self, Fact, Tone},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 25;

pub const PAGES: &[Page] = &[
    Page {
        path: "/inbox",
        title: "Inbox",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        show: |visit| Box::pin(list(visit)),
        forms: &[],
    },
    Page {
        path: "/inbox/{alert}",
        title: "Alert",
        level: Level::Moderator,
        nav: None,
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
    let rows = visit.read(vec![sql::list_open(visit.guild, after, PAGE_SIZE + 1)]).await?;
    let mut open: Vec<Verification> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let more = open.len() as i64 > PAGE_SIZE;
    open.truncate(PAGE_SIZE as usize);
    let base = visit.path("/inbox");
    let next = open.last().filter(|_| more).map(|last| format!("{base}?after={}-{}", last.opened_at, last.id));
    Ok(html! {
        @if open.is_empty() {
            (ui::empty("Nothing waits for you", "Newcomers whom the checks held back, flagged members and reported messages stand here until somebody decides."))
        } @else {
            table {
                caption { "What has waited longest comes first" }
                thead { tr { @for head in ["Who", "Why", "Waits", "Works on it"] { th scope="col" { (head) } } } }
                tbody { @for known in &open { (line(&visit, known)) } }
            }
        }
        (ui::pager(after.map(|_| base.as_str()), next.as_deref()))
    }
    .into())
}

fn line(visit: &Visit, known: &Verification) -> Markup {
    let href = visit.path(&format!("/inbox/{}", known.id));
    let late = visit.now.millis() - known.opened_at >= LATE;
    html! {
        tr {
            th scope="row" { (ui::person(&known.user_name, &known.user.to_string(), Some(&href))) }
            td data-label="Why" { (text::detection(Lang::En, known.detection)) }
            td data-label="Waits" {
                (ui::when(Time::from_millis(known.opened_at), visit.now)) " "
                @if late { (ui::badge(Tone::Bad, "for long")) }
            }
            td data-label="Works on it" { @match known.mine { Some(by) => code { (by) }, None => "nobody" } }
        }
    }
}

async fn read(visit: &Visit) -> Result<(Verification, Vec<Event>)> {
    let id = visit.param("alert");
    let rows = visit.read(vec![sql::find(visit.guild, id), sql::list_events(visit.guild, id)]).await?;
    let known: Option<Verification> = rows.first().map(Rows::first).transpose()?.flatten();
    let known = known.ok_or_else(|| Error::Refused(text::no_verification(Lang::En).to_owned()))?;
    Ok((known, rows.get(1).map(Rows::all).transpose()?.unwrap_or_default()))
}

async fn one(visit: Visit) -> Result<View> {
    let (known, events) = read(&visit).await?;
    let name = if known.user_name.is_empty() { known.user.to_string() } else { known.user_name.clone() };
    Ok(View { title: Some(name), body: shown(&visit, &known, &events) })
}

fn standing(known: &Verification) -> Markup {
    match (known.status, known.restricted) {
        (Status::Pending, 1) => ui::badge(Tone::Warning, "kept out until somebody decides"),
        (Status::Pending, _) => ui::badge(Tone::Warning, "open"),
        (Status::Verified, _) => ui::badge(Tone::Good, "verified"),
        (Status::Rejected, _) => ui::badge(Tone::Bad, "rejected"),
    }
}

fn shown(visit: &Visit, known: &Verification, events: &[Event]) -> Markup {
    let at = |millis: i64| ui::when(Time::from_millis(millis), visit.now);
    let mut list = vec![
        Fact("Standing", standing(known)),
        Fact("Why", html! { (text::detection(Lang::En, known.detection)) }),
        Fact("Open since", at(known.opened_at)),
        Fact("Account made", ui::when(ids::time_of(known.user), visit.now)),
        Fact("Picture", html! { @if known.has_avatar == 1 { "yes" } @else { "none" } }),
        Fact("Id", html! { code { (known.user) } }),
    ];
    list.extend(known.joined_at.map(|joined| Fact("Joined", at(joined))));
    list.extend(known.resolved_at.map(|when| Fact("Decided", at(when))));
    let cases = format!("{}?person={}", visit.path("/moderation"), known.user);
    let form = |name: &str| visit.path(&format!("/inbox/{}/{name}", known.id));
    html! {
        (ui::facts(&list))
        p { a href=(cases) { "Cases of this person" } }
        h2 { "What happened" }
        ul class="plain-list" { @for event in events {
            li {
                strong { (event.kind) } " " span class="soft" { (at(event.at)) @if let Some(by) = event.actor { " by " code { (by) } } }
                @if !event.text.is_empty() { p class="quote" { (event.text) } }
                @if let Some(link) = &event.link { p { a href=(link) rel="noreferrer" { "Open it in Discord" } } }
            }
        } }
        @if known.is_pending() {
            h2 { "Decide" }
            div class="row" {
                form method="post" action=(form("verify")) { (visit.mark()) button class="main" { @if known.restricted == 1 { "Verify" } @else { "All fine" } } }
                form method="post" action=(form("false")) { (visit.mark()) button { "False positive" } }
            }
            h2 { "Or ban" }
            form class="fields" method="post" action=(form("ban")) {
                (visit.mark())
                label { "Reason" span class="help" { "They are told by direct message. A ban can be taken back." } textarea name="why" rows="2" maxlength="400" {} }
                div { button class="danger" { "Ban" } }
            }
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
