//! `/jobs`: what the minute tick works on, when it ran last, and *Run now*.

use maud::{Markup, Render, html};

use super::{
    logic::{self, Row as JobRow, Run},
    sql,
};
use crate::{
    app::{Acted, Form, Job, Level, NavGroup, Page, Schedule, View, Visit},
    base::{
        error::{Error, Result},
        lang::Lang,
        list,
        time::{HOUR, Time},
        words,
    },
    features::audit::{self, Entry, Origin},
    platform::db,
    ui::{Badge, Button, Card, Column, Empty, Icon, Notice, Row, Table, Tone, When},
};

pub const PAGES: &[Page] = &[Page {
    path: "/jobs",
    title: "Jobs",
    level: Level::Admin,
    nav: Some(NavGroup::Deployment),
    icon: Icon::Clock,
    show: |visit| Box::pin(jobs(visit)),
    forms: &[Form { name: "run", level: Level::Operator, act: |visit| Box::pin(run(visit)) }],
}];

/// Runs that are listed.
const LISTED: usize = 30;

async fn jobs(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::list_jobs()]).await?;
    let rows: Vec<JobRow> = db::all(&rows, 0)?;
    let tick = rows.iter().find(|row| row.name == logic::TICK);
    let columns = ["Job", "Asked", "State", "Last run"].map(Column::new).into_iter();
    let columns = columns.chain(["Rows", "Took"].map(Column::number)).chain([Column::new("Next run")]);
    let all: Vec<&Job> = visit.features.iter().flat_map(|feature| feature.jobs).collect();
    let lines = all.iter().map(|job| line(&visit, job, rows.iter().find(|row| row.name == job.name)));
    Ok(html! {
        p { "Work that nobody waits for is done by a tick each minute, in slices." }
        @if logic::tick_is_stale(tick, visit.now.plus(-HOUR)) {
            (Notice::danger("No tick has come for over an hour, so nothing here runs. Look at the Worker's cron trigger, and run scripts/deploy if it has none."))
        }
        (Table::new("Jobs", columns).rows(lines))
        (Card::new("Last runs", last_runs(&visit, &rows)).note("The last ten of each job are remembered."))
    }
    .into())
}

/// When a job is asked whether it has something to do.
fn asked(schedule: Schedule) -> String {
    match schedule {
        Schedule::WhenDue(_) => "when due".to_owned(),
        Schedule::Look { minutes: 1 } => "every minute".to_owned(),
        Schedule::Look { minutes } => format!("every {minutes} minutes"),
        Schedule::Hourly => "every hour".to_owned(),
        Schedule::Nightly { hour } => format!("every night at {hour:02}:00 UTC"),
    }
}

fn line(visit: &Visit, job: &Job, row: Option<&JobRow>) -> Row {
    let when = |at: i64| When { at: Time::from_millis(at), now: visit.now }.render();
    let nothing = || html! { span .soft { "–" } };
    let ran = row.filter(|row| row.last_at > 0);
    let (words, tone) = match row {
        Some(row) if row.last_error.is_some() => ("failed", Tone::Danger),
        Some(row) if logic::is_leased(Some(row), visit.now) => ("running", Tone::Info),
        _ if ran.is_some() => ("fine", Tone::Good),
        _ => ("not yet run", Tone::Neutral),
    };
    let next = match row.filter(|_| job.schedule.is_by_clock()) {
        Some(row) if row.next_at > visit.now.millis() => when(row.next_at),
        Some(_) => html! { "with the next tick" },
        None => nothing(),
    };
    let error = row.and_then(|row| row.last_error.as_deref().zip(row.last_error_at));
    let state = html! {
        (Badge { words, tone })
        @if let Some((error, at)) = error {
            " " (when(at))
            // What failed may be another server's, so only operators read it.
            @if visit.level >= Level::Operator { br; span .soft { (error) } }
        }
    };
    let runs = row.map(JobRow::runs).unwrap_or_default();
    let shown = Row::new([
        name(job.name),
        html! { (asked(job.schedule)) },
        state,
        ran.map_or_else(nothing, |row| when(row.last_at)),
        ran.map_or_else(nothing, |row| html! { (words::number(Lang::En, row.last_rows)) }),
        runs.first().map_or_else(nothing, |run| html! { (took(run)) }),
        next,
    ]);
    let shown = if error.is_some() { shown.tone(Tone::Danger) } else { shown };
    if visit.level < Level::Operator {
        return shown;
    }
    let act = if job.schedule.is_by_clock() {
        let form = visit.form("/jobs/run").keeps("job", job.name).inline();
        form.button(Button::new("Run now").quiet().of(job.name)).render()
    } else {
        Markup::default()
    };
    shown.acts(act)
}

/// A job's name, which breaks between feature and work.
fn name(name: &str) -> Markup {
    let (feature, work) = name.split_once('.').unwrap_or((name, ""));
    html! { code { (feature) @if !work.is_empty() { "." wbr; (work) } } }
}

fn took(run: &Run) -> String {
    format!("{}\u{A0}ms", words::number(Lang::En, run.took))
}

fn last_runs(visit: &Visit, rows: &[JobRow]) -> Markup {
    let mut runs: Vec<(&str, Run)> =
        rows.iter().flat_map(|row| row.runs().into_iter().map(|run| (row.name.as_str(), run))).collect();
    list::sort_by_key(&mut runs, |(_, run)| std::cmp::Reverse(run.at));
    let lines = runs.iter().take(LISTED).map(|(name, run)| {
        let result = match &run.error {
            None => html! { "done" },
            Some(error) if visit.level >= Level::Operator => html! { (error) },
            Some(_) => html! { "failed" },
        };
        let when = When { at: run.at, now: visit.now }.render();
        let cells =
            [self::name(name), when, html! { (words::number(Lang::En, run.rows)) }, html! { (took(run)) }, result];
        let line = Row::new(cells);
        if run.error.is_some() { line.tone(Tone::Danger) } else { line }
    });
    let columns = ["Job", "When"].map(Column::new).into_iter();
    let columns = columns.chain(["Rows", "Took"].map(Column::number)).chain([Column::new("Result")]);
    let nothing = Empty::new("Nothing has run yet", "Jobs run when there is something to do, and at night.");
    Table::new("Last runs, the latest first", columns).rows(lines).empty(nothing.icon(Icon::Clock)).render()
}

async fn run(visit: Visit) -> Result<Acted> {
    let name = visit.field("job");
    let job = visit.features.iter().flat_map(|feature| feature.jobs).find(|job| job.name == name);
    let job = job.filter(|job| job.schedule.is_by_clock());
    let job = job.ok_or_else(|| Error::Refused("There is no such job to run by hand.".to_owned()))?;
    let entry = Entry {
        action: "jobs.run",
        origin: Origin::Dashboard,
        subject: Some(job.name.to_owned()),
        before: None,
        after: None,
    };
    visit.db.batch(vec![audit::record(&visit.ctx, entry), sql::set_next(job.name, visit.now)]).await?;
    Ok(Acted::Done { to: "/jobs".to_owned(), said: format!("{} runs with the next tick, within a minute.", job.name) })
}
