//! Cases in the dashboard: the list, and one with everything known.

use maud::{Markup, html};

use super::{
    act,
    model::{Case, CaseNote, Kind, Resolution, State},
    sql, text,
};
use crate::{
    app::{Acted, Form, Level, NavGroup, Page, View, Visit},
    base::{
        error::{Error, Result},
        ids,
        lang::Lang,
        time::Time,
        words,
    },
    features::audit::Origin,
    platform::db::Rows,
    ui::{self, Fact, Tone},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 25;

pub const PAGES: &[Page] = &[
    Page {
        path: "/moderation",
        title: "Moderation",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        show: |visit| Box::pin(list(visit)),
        forms: &[],
    },
    Page {
        path: "/moderation/{case}",
        title: "Case",
        level: Level::Moderator,
        nav: None,
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
    let mut cases: Vec<Case> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let more = cases.len() as i64 > PAGE_SIZE;
    cases.truncate(PAGE_SIZE as usize);
    let base = visit.path("/moderation");
    let query = person.map(|user| format!("person={user}&")).unwrap_or_default();
    let older = cases.last().filter(|_| more).map(|case| format!("{base}?{query}before={}", case.number));
    let newest = before.map(|_: i64| format!("{base}?{}", query.trim_end_matches('&')));
    let unreadable = !wanted.is_empty() && person.is_none();
    Ok(html! {
        (ui::search(&base, "person", "Cases of a person, by their id", wanted))
        @if unreadable { (ui::notice(Tone::Bad, "This is no id of a person. In Discord: right-click them, Copy User ID.")) }
        @if cases.is_empty() {
            (ui::empty("No cases", "What moderators do with /warn, /timeout, /kick and /ban is numbered and stands here."))
        } @else {
            table {
                caption { "The newest first" }
                thead { tr { @for head in ["Case", "Kind", "Who", "Why", "When", "Standing"] { th scope="col" { (head) } } } }
                tbody { @for case in &cases { (line(&visit, case)) } }
            }
        }
        (ui::pager(newest.as_deref(), older.as_deref()))
    }
    .into())
}

fn line(visit: &Visit, case: &Case) -> Markup {
    let href = visit.path(&format!("/moderation/{}", case.number));
    let (tone, word) = standing(case);
    let theirs = format!("{}?person={}", visit.path("/moderation"), case.target);
    html! {
        tr {
            th scope="row" { a href=(href) { (case.number) } }
            td data-label="Kind" { (text::kind(Lang::En, case.kind)) }
            td data-label="Who" { (ui::person(&case.target_name, &case.target.to_string(), Some(&theirs))) }
            td data-label="Why" { (words::shortened(case.reason.as_deref().unwrap_or("–"), 120)) }
            td data-label="When" { (ui::when(Time::from_millis(case.created_at), visit.now)) }
            td data-label="Standing" { (ui::badge(tone, word)) }
        }
    }
}

fn standing(case: &Case) -> (Tone, &'static str) {
    let over = matches!(case.kind, Kind::Kick | Kind::Untimeout | Kind::Unban | Kind::Lift);
    match (case.state, case.resolution) {
        (State::Planned, _) => (Tone::Warning, "under way"),
        (State::Failed, _) => (Tone::Bad, "failed"),
        (State::Done, Resolution::Open) if over => (Tone::Plain, "done"),
        (State::Done, Resolution::Open) => (Tone::Good, "stands"),
        (State::Done, Resolution::Expired) => (Tone::Plain, "over"),
        (State::Done, Resolution::Undone) => (Tone::Plain, "taken back"),
        (State::Done, Resolution::Appealed) => (Tone::Plain, "accepted on appeal"),
    }
}

fn number(visit: &Visit) -> i64 {
    visit.param("case").parse().unwrap_or_default()
}

async fn one(visit: Visit) -> Result<View> {
    let rows = visit
        .read(vec![sql::find_case(visit.guild, number(&visit)), sql::list_notes(visit.guild, number(&visit))])
        .await?;
    let case: Option<Case> = rows.first().map(Rows::first).transpose()?.flatten();
    let case = case.ok_or_else(|| Error::Refused(text::no_such_case(Lang::En, number(&visit))))?;
    let notes: Vec<CaseNote> = rows.get(1).map(Rows::all).transpose()?.unwrap_or_default();
    Ok(shown(&visit, &case, &notes))
}

fn shown(visit: &Visit, case: &Case, notes: &[CaseNote]) -> View {
    let at = |millis: i64| ui::when(Time::from_millis(millis), visit.now);
    let (tone, word) = standing(case);
    let theirs = format!("{}?person={}", visit.path("/moderation"), case.target);
    let by = match (case.moderator, case.rule.as_deref()) {
        (Some(moderator), _) => html! { code { (moderator) } },
        (None, Some(rule)) => html! { "rule: " (rule) },
        (None, None) => html! { "by itself" },
    };
    let mut list = vec![
        Fact("Who", ui::person(&case.target_name, &case.target.to_string(), Some(&theirs))),
        Fact("By", by),
        Fact("When", at(case.created_at)),
        Fact("Standing", ui::badge(tone, word)),
    ];
    list.extend(case.expires_at.map(|until| Fact("Ends", at(until))));
    list.extend(case.resolved_at.map(|when| Fact("Resolved", at(when))));
    let body = html! {
        (ui::facts(&list))
        @if let Some(reason) = &case.reason { h2 { "Why" } p class="quote" { (reason) } }
        @if let Some(link) = &case.evidence_link {
            h2 { "Message" }
            @if let Some(said) = &case.evidence_text { p class="quote" { (said) } }
            p { a href=(link) rel="noreferrer" { "Open it in Discord" } }
        }
        h2 { "Notes" }
        @if notes.is_empty() { p class="soft" { "None yet." } }
        ul class="plain-list" { @for note in notes { li { p class="quote" { (note.text) } span class="soft" { code { (note.author) } " · " (at(note.at)) } } } }
        h2 { "Change it" }
        form class="fields" method="post" action=(visit.path(&format!("/moderation/{}/edit", case.number))) {
            (visit.mark())
            label { "Reason" span class="help" { "What stands in the case, and what the person was told where they ask again." }
                textarea name="reason" rows="3" maxlength="400" { (case.reason.as_deref().unwrap_or_default()) } }
            label { "Add a note" span class="help" { "Only moderators see it." } textarea name="note" rows="2" maxlength="400" {} }
            div { button class="main" { "Save" } }
        }
    };
    View { title: Some(format!("Case {} · {}", case.number, text::kind(Lang::En, case.kind))), body }
}

async fn edit(visit: Visit) -> Result<Acted> {
    let given = |name: &str| Some(words::plain(visit.field(name))).filter(|text| !text.is_empty());
    let (reason, note) = (given("reason"), given("note"));
    act::edit(&visit.ctx, number(&visit), reason, note, Origin::Dashboard).await?;
    Ok(Acted::Done { to: format!("/moderation/{}", number(&visit)), said: "Saved.".to_owned() })
}
