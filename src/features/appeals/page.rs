//! One appeal in the dashboard; the list is the inbox's.

use maud::{Markup, Render, html};

use super::{
    act::{self, Decision, Known},
    model::{Appeal, Verdict, WORDS},
    text,
};
use crate::{
    app::{Acted, Form, Level, Page, View, Visit},
    base::{error::Result, lang::Lang, time::Time},
    features::{
        audit::Origin,
        moderation::{self, model::Kind},
    },
    ui::{self, Badge, Button, Card, Facts, Field, Icon, Person, Tone, When},
};

pub const PAGES: &[Page] = &[Page {
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
}];

fn number(visit: &Visit) -> i64 {
    visit.param("case").parse().unwrap_or_default()
}

async fn show(visit: Visit) -> Result<View> {
    let known = act::read(&visit.ctx, number(&visit)).await?;
    Ok(shown(&visit, &known))
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

fn shown(visit: &Visit, known: &Known) -> View {
    let (case, appeal) = (&known.case, &known.appeal);
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let kind = moderation::text::kind(Lang::En, case.kind);
    let link =
        ui::Link::new(format!("Case {} · {kind}", case.number), visit.path(&format!("/moderation/{}", case.number)));
    let mut facts = Facts::new()
        .with("Who", Person::new(case.target, &case.target_name))
        .with("Against", link)
        .with("Reason of the case", case.reason.as_deref().unwrap_or("–"))
        .with("Written", at(appeal.at))
        .with("Standing", standing(appeal));
    if let Some(until) = case.expires_at {
        facts = facts.with("The case ends", at(until));
    }
    if let Some(when) = appeal.decided_at {
        facts = facts.with("Decided", at(when));
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
