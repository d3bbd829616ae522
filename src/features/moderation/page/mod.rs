//! Cases in the dashboard: the list, and one with everything known.

mod import;

use maud::{Markup, Render, html};

use crate::{
    app::{Acted, Form, Level, NavGroup, Page, View, Visit},
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
            act,
            model::{Case, CaseNote, Kind, Resolution, State},
            sql, text,
        },
    },
    platform::db,
    ui::{
        self, Badge, Button, Card, Column, Empty, Facts, Field, Icon, Notice, Pager, Person, Row, Search, Table, Tone,
        When,
    },
};

/// Rows of a page.
const PAGE_SIZE: i64 = 25;

pub const PAGES: &[Page] = &[
    Page {
        path: "/moderation",
        title: "Moderation",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        icon: Icon::Shield,
        show: |visit| Box::pin(list(visit)),
        forms: &[],
    },
    import::PAGE,
    Page {
        path: "/moderation/{case}",
        title: "Case",
        level: Level::Moderator,
        nav: None,
        icon: Icon::Shield,
        show: |visit| Box::pin(one(visit)),
        forms: &[Form { name: "edit", level: Level::Moderator, act: |visit| Box::pin(edit(visit)) }],
    },
];

async fn list(visit: Visit) -> Result<View> {
    let before = visit.asked("before").and_then(|text| text.parse().ok());
    let wanted = visit.asked("person").unwrap_or_default();
    let person = ids::parse(wanted);
    let statement = match person {
        Some(user) => sql::list_of_target(visit.guild, user, before, PAGE_SIZE + 1),
        None => sql::list_latest(visit.guild, before, PAGE_SIZE + 1),
    };
    let rows = visit.read(vec![statement]).await?;
    let mut cases: Vec<Case> = db::all(&rows, 0)?;
    let more = cases.len() as i64 > PAGE_SIZE;
    cases.truncate(PAGE_SIZE as usize);
    let base = visit.path("/moderation");
    let query = person.map(|user| format!("person={user}&")).unwrap_or_default();
    let older = cases.last().filter(|_| more).map(|case| format!("{base}?{query}before={}", case.number));
    let newest = before.map(|_: i64| format!("{base}?{}", query.trim_end_matches('&')));
    let unreadable = !wanted.is_empty() && person.is_none();
    let columns =
        [Column::number("Case")].into_iter().chain(["Kind", "Who", "Why", "When", "Standing"].map(Column::new));
    let nothing =
        Empty::new("No cases", "What moderators do with /warn, /timeout, /kick and /ban is numbered and stands here.");
    let table = Table::new("Cases, the newest first", columns)
        .rows(cases.iter().map(|case| line(&visit, case)))
        .empty(nothing.icon(Icon::Shield))
        .pager(Pager { newest, older, shown: String::new() });
    let body = html! {
        (Search::new(&base, "Cases of a person, by their id", wanted).named("person"))
        @if unreadable { (Notice::danger("This is no id of a person. In Discord: right-click them, Copy User ID.")) }
        (table)
    };
    let tools = (visit.level >= Level::Admin)
        .then(|| Button::new("Import cases").quiet().to(visit.path("/moderation/import")).render());
    Ok(View { tools, ..body.into() })
}

fn line(visit: &Visit, case: &Case) -> Row {
    let href = visit.path(&format!("/moderation/{}", case.number));
    let theirs = format!("{}?person={}", visit.path("/moderation"), case.target);
    Row::new([
        html! { a href=(href) { (case.number) } },
        html! { (text::kind(Lang::En, case.kind)) },
        html! { a href=(theirs) { (Person::new(case.target, &case.target_name)) } },
        html! { (words::shortened(case.reason.as_deref().unwrap_or("–"), 120)) },
        When { at: Time::from_millis(case.created_at), now: visit.now }.render(),
        standing(case).render(),
    ])
}

fn standing(case: &Case) -> Badge<'static> {
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

async fn one(visit: Visit) -> Result<View> {
    let rows = visit
        .read(vec![sql::find_case(visit.guild, number(&visit)), sql::list_notes(visit.guild, number(&visit))])
        .await?;
    let case: Option<Case> = db::first(&rows, 0)?;
    let case = case.ok_or_else(|| Error::Refused(text::no_such_case(Lang::En, number(&visit))))?;
    let notes: Vec<CaseNote> = db::all(&rows, 1)?;
    Ok(shown(&visit, &case, &notes))
}

fn shown(visit: &Visit, case: &Case, notes: &[CaseNote]) -> View {
    let at = |millis: i64| When { at: Time::from_millis(millis), now: visit.now };
    let theirs = format!("{}?person={}", visit.path("/moderation"), case.target);
    let by = match (case.moderator, case.rule.as_deref()) {
        (Some(moderator), _) => html! { (ui::code(&moderator.to_string())) },
        (None, Some(rule)) => html! { "rule: " (rule) },
        (None, None) => html! { "by itself" },
    };
    let mut facts = Facts::new()
        .with("Who", html! { a href=(theirs) { (Person::new(case.target, &case.target_name)) } })
        .with("By", by)
        .with("When", at(case.created_at))
        .with("Standing", standing(case));
    if let Some(until) = case.expires_at {
        facts = facts.with("Ends", at(until));
    }
    if let Some(when) = case.resolved_at {
        facts = facts.with("Resolved", at(when));
    }
    let reason = case.reason.as_deref().unwrap_or_default();
    let fields = html! {
        (Field::area("reason", "Reason", 3).value(reason).longest(400)
            .help("What stands in the case, and what the person was told where they ask again."))
        (Field::area("note", "Add a note", 2).longest(400).help("Only moderators see it."))
    };
    let form = visit.form(&format!("/moderation/{}/edit", case.number)).body(fields).button(Button::new("Save"));
    let body = html! {
        (facts)
        @if !reason.is_empty() { (Card::new("Why", ui::quote(reason))) }
        @if let Some(link) = &case.evidence_link { (Card::new("Message", evidence(case, link))) }
        (Card::new("Notes", html! {
            @if notes.is_empty() { p .soft { "None yet." } }
            @for note in notes { (ui::quote(&note.text)) p .soft { (ui::code(&note.author.to_string())) " · " (at(note.at)) } }
        }))
        (Card::new("Change it", form.render()))
    };
    View { title: Some(format!("Case {} · {}", case.number, text::kind(Lang::En, case.kind))), ..body.into() }
}

fn evidence(case: &Case, link: &str) -> Markup {
    html! {
        @if let Some(said) = &case.evidence_text { (ui::quote(said)) }
        p { (ui::Link::new("Open it in Discord", link).icon(Icon::Out)) }
    }
}

async fn edit(visit: Visit) -> Result<Acted> {
    let given = |name: &str| Some(words::plain(visit.field(name))).filter(|text| !text.is_empty());
    let (reason, note) = (given("reason"), given("note"));
    act::edit(&visit.ctx, number(&visit), reason, note, Origin::Dashboard).await?;
    Ok(Acted::Done { to: format!("/moderation/{}", number(&visit)), said: "Saved.".to_owned() })
}
