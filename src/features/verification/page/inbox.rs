//! What waits, and what was decided; many at once.

use maud::{Markup, Render, html};

use super::PAGE_SIZE;
use crate::{
    app::{Acted, View, Visit, Waiting, Waits},
    base::{
        error::{Error, Result},
        lang::Lang,
        list,
        time::Time,
    },
    features::{
        gate::{self, model::GateSettings},
        pause,
        people::Names,
        settings,
        verification::{
            logic::LATE,
            model::{Status, Verification},
            raid::{
                self,
                model::{Action, OpenRaid},
            },
            sql, text,
        },
    },
    platform::db,
    ui::{Badge, Button, Column, Confirm, Empty, Icon, Link, Pager, Person, Row, Table, Tone, Undo, When, tabs},
};

const TABS: [(&str, &str); 3] = [("Waits", ""), ("Let in", "verified"), ("Rejected", "rejected")];

pub async fn list(visit: Visit) -> Result<View> {
    let status = visit.asked("status").unwrap_or_default();
    let (label, status) = TABS.into_iter().find(|(_, known)| *known == status).unwrap_or(TABS[0]);
    let base = visit.path("/inbox");
    let link = |(label, status): (&str, &str)| match status {
        "" => Link::new(label, base.clone()),
        status => Link::new(label, format!("{base}?status={status}")),
    };
    let body = if status.is_empty() { open(&visit).await? } else { decided(&visit, status).await? };
    Ok(html! { (tabs("Alerts by standing", &TABS.map(link), label)) (body) }.into())
}

/// Where the page begins.
fn place(visit: &Visit) -> Option<(i64, &str)> {
    let (at, id) = visit.asked("after")?.split_once('-')?;
    Some((at.parse().ok()?, id))
}

async fn decided(visit: &Visit, status: &str) -> Result<Markup> {
    let (before, most) = (place(visit), PAGE_SIZE + 1);
    let facts = vec![
        sql::list_decided(visit.guild, status, before, most),
        sql::list_names_of_decided(visit.guild, status, before, most),
    ];
    let rows = visit.read(facts).await?;
    let mut known: Vec<Verification> = db::all(&rows, 0)?;
    let names = Names::of(&rows, 1)?;
    let more = list::cut(&mut known, PAGE_SIZE);
    let base = format!("{}?status={status}", visit.path("/inbox"));
    let last = known.last().filter(|_| more);
    let older = last.map(|last| format!("{base}&after={}-{}", last.resolved_at.unwrap_or_default(), last.id));
    let lines = known.iter().map(|known| {
        let when = known.resolved_at.unwrap_or_default();
        Row::new([
            who(visit, known),
            html! { (text::detection(Lang::En, known.detection)) },
            When { at: Time::from_millis(when), now: visit.now }.render(),
            html! { @match known.resolved_by { Some(by) => (names.link(visit, by)), None => "by itself" } },
        ])
    });
    let table = Table::new("Decided alerts, the newest first", ["Who", "Why", "Decided", "By"].map(Column::new))
        .rows(lines)
        .empty(Empty::new("Nothing yet", "What moderators decide stands here.").icon(Icon::Inbox))
        .pager(Pager { newest: before.map(|_| base.clone()), older, shown: String::new() });
    Ok(table.render())
}

fn who(visit: &Visit, known: &Verification) -> Markup {
    let href = visit.path(&format!("/inbox/{}", known.id));
    html! { a href=(href) { (Person::new(known.user, &known.user_name)) } }
}

async fn open(visit: &Visit) -> Result<Markup> {
    let (after, most) = (place(visit), PAGE_SIZE + 1);
    let waits: Vec<&Waits> = visit.features.iter().filter_map(|feature| feature.waits.as_ref()).collect();
    let mut facts = vec![
        sql::list_open(visit.guild, after, most),
        sql::list_names_of_open(visit.guild, after, most),
        sql::list_open_raids(visit.guild),
    ];
    facts.extend(waits.iter().map(|waits| (waits.list)(visit.guild)));
    let rows = visit.read(facts).await?;
    let mut others: Vec<Waiting> = Vec::new();
    for (waits, rows) in waits.iter().zip(rows.iter().skip(3)).filter(|_| after.is_none()) {
        others.extend((waits.tell)(Lang::En, rows)?);
    }
    let mut open: Vec<Verification> = db::all(&rows, 0)?;
    let names = Names::of(&rows, 1)?;
    let raids: Vec<OpenRaid> = if after.is_none() { db::all(&rows, 2)? } else { Vec::new() };
    let more = list::cut(&mut open, PAGE_SIZE);
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
    .rows(open.iter().map(|known| line(visit, known, &names)))
    .empty(nothing.icon(Icon::Inbox))
    .pager(Pager { newest: after.map(|_| base.clone()), older: next, shown: String::new() });
    let of_raids = raids.iter().map(|raid| {
        (format!("/inbox/raids/{}", raid.id), format!("Raid: {} waiting", raid.waiting), Time::from_millis(raid.since))
    });
    let besides: Vec<Row> = of_raids
        .chain(others.into_iter().map(|other| (other.path, other.what, other.since)))
        .map(|(path, what, since)| {
            Row::new([html! { a href=(visit.path(&path)) { (what) } }, When { at: since, now: visit.now }.render()])
        })
        .collect();
    let is_alone = besides.is_empty();
    let besides =
        Table::new("Raids, and what waits besides, the oldest first", ["What", "Waits"].map(Column::new)).rows(besides);
    let act = |label: &str, action: Action| Button::new(label).sends("act", action.word()).quiet();
    let picked = visit
        .form("/inbox/picked")
        .body(table.render())
        .button(act("Verify the ticked", Action::Verify))
        .button(act("Restrict them", Action::Restrict))
        .button(Button::new("Ban them").sends("act", Action::Ban.word()).danger());
    Ok(html! {
        @if !is_alone { (besides) }
        @if !open.is_empty() { (picked) } @else if is_alone { (table) }
        p { (Link::new("All appeals", visit.path("/appeals"))) }
    })
}

fn line(visit: &Visit, known: &Verification, names: &Names) -> Row {
    let late = visit.now.millis() - known.opened_at >= LATE;
    let waits = html! {
        (When { at: Time::from_millis(known.opened_at), now: visit.now }) " "
        @if late { (Badge { words: "for long", tone: Tone::Danger }) }
    };
    let row = Row::new([
        html! {
            input type="checkbox" name="alert" value=(known.id) aria-label={ "Tick " (known.user_name) }; " "
            (who(visit, known))
        },
        html! { (text::detection(Lang::En, known.detection)) },
        waits,
        html! { @match known.mine { Some(by) => (names.link(visit, by)), None => "nobody" } },
    ]);
    if late { row.tone(Tone::Danger) } else { row }
}

/// Where to after this one was decided: to the next one that waits, of the same raid first.
///
/// # Errors
/// When the database does not serve.
pub async fn next(visit: &Visit, known: &Verification) -> Result<String> {
    let (guild, place) = (visit.guild, (known.opened_at, known.id.as_str()));
    let mut facts = vec![sql::list_open(guild, Some(place), 1), sql::list_open(guild, None, 1)];
    facts.extend(known.raid.as_deref().map(|raid| sql::next_folded(guild, raid, (-1, ""))));
    let rows = visit.db.batch(facts).await?;
    for place in [2, 0, 1] {
        if let Some(next) = db::first::<Verification>(&rows, place)? {
            return Ok(format!("/inbox/{}", next.id));
        }
    }
    Ok("/inbox".to_owned())
}

/// One act on all that were ticked; a ban is asked for once more.
pub async fn picked(visit: Visit) -> Result<Acted> {
    let refused = |sentence: &str| Err(Error::Refused(sentence.to_owned()));
    let of = |wanted: &'static str| visit.fields.iter().filter(move |(name, _)| name == wanted);
    let ids: Vec<&str> = of("alert").map(|(_, id)| id.as_str()).take(PAGE_SIZE as usize).collect();
    let Some(action) = Action::of(visit.field("act")) else { return refused("Choose what is to be done.") };
    if ids.is_empty() {
        return refused("Tick whom you mean first.");
    }
    settings::require_moderator(&visit.ctx, &visit.settings, action.permission())?;
    if action == Action::Restrict && !GateSettings::of(&visit.settings, &visit.config).is_ready() {
        return refused(gate::text::not_set_up(Lang::En));
    }
    if action == Action::Ban && visit.field("sure") != "yes" {
        let form = visit.form("/inbox/picked").keeps("act", action.word()).keeps("sure", "yes");
        let form = ids.iter().fold(form, |form, id| form.keeps("alert", *id));
        let asks = Confirm {
            question: &if ids.len() == 1 {
                "Ban this person?".to_owned()
            } else {
                format!("Ban {} people?", ids.len())
            },
            what: "They are not told by direct message, and their messages stay. Whoever ranks too high is left out and named.",
            undo: Undo::Possible("Undo all lifts the bans; they have to join again themselves."),
            form,
            act: "Ban them",
            back: &visit.path("/inbox"),
            typed: None,
        };
        return Ok(Acted::Shown(asks.render().into()));
    }
    let begun = raid::pick(&visit.ctx, &ids, action).await?;
    let run = begun.run;
    raid::go_on(&visit.means, visit.guild, &run.id, visit.now).await?;
    let missing = ids.len() as i64 - run.total;
    let mut said = format!("{}: {} of {} begun.", text::run_name(Lang::En, action, false), run.total, ids.len());
    if missing > 0 {
        said.push_str(&format!(" {missing} were decided or restricted already and are left alone."));
    }
    if pause::is_on(&visit.settings, visit.now) {
        said.push_str(" The brake is on: it goes on when that is over.");
    }
    Ok(Acted::Done { to: format!("/inbox/raids/{}", run.raid), said })
}

pub fn standing(known: &Verification) -> Badge<'static> {
    let (tone, words) = match (known.status, known.restricted) {
        (Status::Pending, 1) => (Tone::Warning, "kept out until somebody decides"),
        (Status::Pending, _) => (Tone::Warning, "open"),
        (Status::Verified, _) if known.false_positive == 1 => (Tone::Good, "false positive"),
        (Status::Verified, _) => (Tone::Good, "verified"),
        (Status::Rejected, _) => (Tone::Danger, "rejected"),
    };
    Badge { words, tone }
}
