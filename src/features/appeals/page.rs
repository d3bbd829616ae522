//! Appeals in the dashboard: all of them, and one. Those that wait stand in the inbox as well.

use maud::{Markup, Render, html};

use super::{
    act::{self, Decision, Known},
    model::{Appeal, Listed, Verdict, WORDS},
    sql, text,
};
use crate::{
    app::{Acted, Form, Level, NavGroup, Page, View, Visit},
    base::{error::Result, lang::Lang, list, time::Time},
    features::{
        audit::Origin,
        moderation::{self, model::Kind},
        people::{self, Names},
    },
    platform::db,
    ui::{self, Badge, Button, Card, Column, Empty, Facts, Field, Icon, Pager, Person, Row, Table, Tone, When},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 25;

pub const PAGES: &[Page] = &[
    Page {
        path: "/appeals",
        title: "Appeals",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        icon: Icon::Undo,
        show: |visit| Box::pin(list(visit)),
        forms: &[],
    },
    Page {
        path: "/inbox/appeals/{case}",
        title: "Appeal",
        level: Level::Moderator,
        nav: None,
        icon: Icon::Inbox,
        show: |visit| Box::pin(show(visit)),
        forms: &[
            Form { name: "accept", level: Level::Moderator, act: |visit| Box::pin(accept(visit)) },
            Form { name: "shorten", level: Level::Moderator, act: |visit| Box::pin(shorten(visit)) },
            Form { name: "reject", level: Level::Moderator, act: |visit| Box::pin(reject(visit)) },
            Form { name: "ask", level: Level::Moderator, act: |visit| Box::pin(ask(visit)) },
        ],
    },
];

const TABS: [(&str, &str); 3] = [("Wait for you", ""), ("Wait for an answer", "asked"), ("Decided", "decided")];

async fn list(visit: Visit) -> Result<View> {
    let state = visit.asked("state").unwrap_or_default();
    let (label, state) = TABS.into_iter().find(|(_, known)| *known == state).unwrap_or(TABS[0]);
    let after = visit.asked("after").and_then(|text| text.split_once('-'));
    let after = after.and_then(|(at, number)| Some((at.parse().ok()?, number.parse().ok()?)));
    let most = PAGE_SIZE + 1;
    let rows = visit
        .read(vec![match state {
            "decided" => sql::list_decided(visit.guild, after.unwrap_or((i64::MAX >> 11, 0)), most),
            state => sql::list_undecided(visit.guild, !state.is_empty(), after.unwrap_or((0, 0)), most),
        }])
        .await?;
    let mut found: Vec<Listed> = db::all(&rows, 0)?;
    let more = list::cut(&mut found, PAGE_SIZE);
    let base = visit.path("/appeals");
    let to = |state: &str| format!("{base}?state={state}");
    let older = found.last().filter(|_| more).map(|last| format!("{}&after={}-{}", to(state), last.at, last.number));
    let lines = found.iter().map(|one| {
        let at = When { at: Time::from_millis(one.at), now: visit.now };
        let kind = moderation::text::kind(Lang::En, one.kind);
        let to = visit.path(&format!("/inbox/appeals/{}", one.number));
        Row::new([
            html! { a href=(to) { "Case " (one.number) " · " (kind) } },
            Person::new(one.target, &one.target_name).render(),
            at.render(),
            html! { (one.verdict.map_or("open", |verdict| text::verdict_word(Lang::En, verdict))) },
        ])
    });
    let table = Table::new(label, ["Against", "Who", "When", "Standing"].map(Column::new))
        .rows(lines)
        .empty(Empty::new("None", "What people say against cases of theirs stands here.").icon(Icon::Undo))
        .pager(Pager { newest: after.map(|_: (i64, i64)| to(state)), older, shown: String::new() });
    let links = TABS.map(|(label, state)| ui::Link::new(label, to(state)));
    Ok(html! { (ui::tabs("Appeals by standing", &links, label)) (table) }.into())
}

fn number(visit: &Visit) -> i64 {
    visit.param("case").parse().unwrap_or_default()
}

async fn show(visit: Visit) -> Result<View> {
    let number = number(&visit);
    let mut facts = act::facts(visit.guild, number);
    facts.push(sql::list_names(visit.guild, number));
    let rows = visit.read(facts).await?;
    let known = act::known(&visit.ctx, visit.settings.clone(), &rows)?;
    Ok(shown(&visit, &known, &Names::of(&rows, 2)?))
}

fn standing(appeal: &Appeal) -> Badge<'static> {
    let (tone, words) = match appeal.verdict {
        None if appeal.is_asked() => (Tone::Info, "waits for their answer"),
        None => (Tone::Warning, "waits for you"),
        Some(Verdict::Accepted) => (Tone::Good, "accepted: taken back"),
        Some(Verdict::Shortened) => (Tone::Good, "shortened"),
        Some(Verdict::Rejected) => (Tone::Danger, "rejected"),
    };
    Badge { words, tone }
}

fn shown(visit: &Visit, known: &Known, names: &Names) -> View {
    let (case, appeal) = (&known.case, &known.appeal);
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let kind = moderation::text::kind(Lang::En, case.kind);
    let link =
        ui::Link::new(format!("Case {} · {kind}", case.number), visit.path(&format!("/moderation/{}", case.number)));
    let mut facts = Facts::new()
        .with("Who", people::link(visit, case.target, Some(&case.target_name)))
        .with("Against", link)
        .with("Reason of the case", case.reason.as_deref().unwrap_or("–"))
        .with("Written", at(appeal.at))
        .with("Standing", standing(appeal));
    if let Some(until) = case.expires_at {
        facts = facts.with("The case ends", at(until));
    }
    if let Some(when) = appeal.decided_at {
        let by = appeal.decided_by.map(|by| names.link(visit, by));
        facts = facts.with("Decided", html! { (at(when)) @if let Some(by) = by { " by " (by) } });
    }
    let body = html! {
        (facts)
        (Card::new("What they say", ui::quote(&appeal.text)))
        @if let Some(question) = &appeal.question { (Card::new("Asked", asked(question, appeal.answer.as_deref()))) }
        @if let Some(words) = &appeal.words { (Card::new("What they were told", ui::quote(words))) }
        @if appeal.is_open() { (decisions(visit, known)) }
    };
    View { title: Some(format!("Appeal · Case {}", case.number)), ..body.into() }
}

fn asked(question: &str, answer: Option<&str>) -> Markup {
    html! {
        (ui::quote(question))
        @match answer {
            Some(answer) => (ui::quote(answer)),
            None => p .soft { "No answer yet." },
        }
    }
}

fn decisions(visit: &Visit, known: &Known) -> Markup {
    let form = |name: &str| visit.form(&format!("/inbox/appeals/{}/{name}", known.case.number));
    let case = &known.case;
    let lasts = matches!(case.kind, Kind::Timeout | Kind::Ban | Kind::Restrict) && case.is_open();
    let why = |group| Field::area("why", "Why", 2).group(group).longest(u32::from(WORDS)).help("They read it.");
    let span = Field::text("span", "How long it goes on from now").hint("30m, 12h, 3d").longest(40).required();
    let question = Field::area("question", "Your question", 2)
        .longest(u32::from(WORDS))
        .help("They answer on their page.")
        .required();
    let accept = form("accept").body(why("accept").render()).button(Button::new("Accept").icon(Icon::Check));
    let reject = form("reject").body(why("reject").render()).button(Button::new("Reject").danger());
    let ask = form("ask").body(question.render()).button(Button::new("Ask").quiet());
    let shorten = form("shorten").body(html! { (span) (why("shorten")) }).button(Button::new("Shorten").quiet());
    let mut cards = vec![Card::new("Accept", accept.render()).note("The case is taken back.")];
    if lasts {
        cards.push(Card::new("Shorten", shorten.render()).note("It ends earlier than it would."));
    }
    cards.push(Card::new("Reject", reject.render()).note("The case stands. No second appeal is heard."));
    cards.push(Card::new("Ask", ask.render()).note("Until they answer, it does not stand in the inbox."));
    ui::columns(cards)
}

async fn decided(visit: Visit, decision: Decision) -> Result<Acted> {
    let said = Some(visit.field("why").to_owned());
    let known = act::decide(&visit.ctx, number(&visit), decision, said, Origin::Dashboard).await?;
    let verdict = known.appeal.verdict.map_or("open", |verdict| text::verdict_word(Lang::En, verdict));
    Ok(Acted::Done { to: format!("/inbox/appeals/{}", known.case.number), said: format!("The appeal is {verdict}.") })
}

async fn accept(visit: Visit) -> Result<Acted> {
    decided(visit, Decision::Accept).await
}

async fn reject(visit: Visit) -> Result<Acted> {
    decided(visit, Decision::Reject).await
}

async fn shorten(visit: Visit) -> Result<Acted> {
    let span = act::span(Lang::En, visit.field("span"))?;
    decided(visit, Decision::Shorten(span)).await
}

async fn ask(visit: Visit) -> Result<Acted> {
    act::ask(&visit.ctx, number(&visit), visit.field("question"), Origin::Dashboard).await?;
    Ok(Acted::Done { to: format!("/inbox/appeals/{}", number(&visit)), said: "They are asked.".to_owned() })
}
