//! `/usage`: which commands are used and what they take; for operators also pages and faults of the deployment.

use maud::{Markup, Render, html};

use super::{
    logic,
    model::{Counted, DayCount, Known, Usage},
    sql,
};
use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::{error::Result, lang::Lang, list, money::MAX, time::Time, words},
    platform::{
        db::{Rows, Stmt},
        tally,
    },
    ui::{self, Badge, Card, Column, Empty, Icon, Link, Pager, Row, Table, Tone, When, chart::Bars},
};

pub const PAGES: &[Page] = &[Page {
    path: "/usage",
    title: "Usage and errors",
    level: Level::Admin,
    nav: Some(NavGroup::SetUp),
    icon: Icon::Chart,
    show: |visit| Box::pin(usage(visit)),
    forms: &[],
}];

/// Days that can be looked at.
const SPANS: [(&str, i64); 3] = [("7", 7), ("30", 30), ("90", 90)];
const COMMANDS: i64 = 100;
const ERRORS: i64 = 50;
const PATHS: i64 = 60;

async fn usage(visit: Visit) -> Result<View> {
    let asked = visit.asked("days").unwrap_or("30");
    let (name, days) = SPANS.into_iter().find(|(name, _)| *name == asked).unwrap_or(SPANS[1]);
    let today = logic::day(visit.now);
    let since = today - days + 1;
    let mut facts = vec![sql::list_days(visit.guild, since), sql::list_usage(visit.guild, since, COMMANDS)];
    let operates = visit.level >= Level::Operator;
    if operates {
        facts.extend(of_deployment(&visit, since));
    }
    let rows = visit.read(facts).await?;
    let by_day: Vec<DayCount> = list(&rows, 0, Rows::all)?;
    let commands: Vec<Usage> = list(&rows, 1, Rows::all)?;
    let uses = logic::filled(by_day.into_iter().map(|one| (one.day, one.count)), since, today);
    let span = |days: &str| visit.path(&format!("/usage?days={days}"));
    let tabs = SPANS.map(|(days, _)| Link::new(format!("{days} days"), span(days)));
    let deployment = if operates { deployment(&visit, &rows, since, today)? } else { Markup::default() };
    Ok(html! {
        (ui::tabs("Days", &tabs, &format!("{name} days")))
        (Bars { title: "Commands and buttons", unit: "uses a day", days: &uses, today: Some(today) })
        (Card::new("By command", usage_table(&commands))
            .note("Milliseconds until everything was done, also what came after the answer. Half of the uses (p50) and 99 of \
                   100 (p99) took at most so long, give or take 26 %."))
        (deployment)
    }
    .into())
}

fn list<T>(rows: &[Rows], place: usize, read: fn(&Rows) -> Result<Vec<T>>) -> Result<Vec<T>> {
    rows.get(place).map_or_else(|| Ok(Vec::new()), read)
}

fn number(value: i64) -> Markup {
    html! { (words::number(Lang::En, value)) }
}

/// How long half of the uses and 99 of 100 took at most.
pub fn times(usage: &Usage) -> [String; 2] {
    let buckets = usage.buckets();
    [50, 99].map(|per_cent| logic::quantile(&buckets, &tally::BUCKETS, per_cent))
}

/// Commands with what they took.
pub fn usage_table(commands: &[Usage]) -> Markup {
    let columns = ["Uses", "p50", "p99", "Refused", "Failed", "D1 trips", "Rows written"].map(Column::number);
    let columns = [Column::new("Command")].into_iter().chain(columns);
    let rows = commands.iter().map(|usage| {
        let [half, most] = times(usage);
        let failed = html! {
            @if usage.failed > 0 { (Badge { words: &usage.failed.to_string(), tone: Tone::Danger }) } @else { "0" }
        };
        Row::new([
            ui::code(&usage.command),
            number(usage.count),
            html! { (half) },
            html! { (most) },
            number(usage.refused),
            failed,
            html! { (usage.mean(usage.trips)) },
            html! { (usage.mean(usage.rows_written)) },
        ])
    });
    let nothing = Empty::new("Nothing was used yet", "Commands and buttons stand here from their first use on.");
    Table::new("Commands, the most used first", columns).rows(rows).empty(nothing.icon(Icon::Chart)).render()
}

/// Where a page of a table begins: a number and a text, after everything where none is asked for.
fn begins<'a>(visit: &'a Visit, name: &str) -> (i64, &'a str) {
    let asked = visit.asked(name).and_then(|text| text.split_once('-'));
    asked.and_then(|(number, key)| Some((number.parse().ok()?, key))).unwrap_or((MAX, ""))
}

/// The way from page to page of a table, of which a row more than shown was read.
fn pager<T>(visit: &Visit, name: &str, rows: &mut Vec<T>, most: i64, key: impl Fn(&T) -> (i64, &str)) -> Pager {
    let more = list::cut(rows, most);
    let days = visit.asked("days").unwrap_or("30");
    let older = rows.last().filter(|_| more).map(|last| {
        let (number, key) = key(last);
        let pairs = [("days", days), (name, &format!("{number}-{key}"))];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        visit.path(&format!("/usage?{query}"))
    });
    let newest = visit.asked(name).map(|_| visit.path(&format!("/usage?days={days}")));
    Pager { newest, older, shown: String::new() }
}

fn of_deployment(visit: &Visit, since: i64) -> [Stmt; 3] {
    let after = visit.now.plus(-90 * crate::base::time::DAY);
    [
        sql::list_errors(after, begins(visit, "errors"), ERRORS + 1),
        sql::list_by_day("", "page", since),
        sql::list_sums_below("", "page", since, begins(visit, "pages"), PATHS + 1),
    ]
}

/// What only operators see.
fn deployment(visit: &Visit, rows: &[Rows], since: i64, today: i64) -> Result<Markup> {
    let mut errors: Vec<Known> = list(rows, 2, Rows::all)?;
    let by_day: Vec<Counted> = list(rows, 3, Rows::all)?;
    let mut paths: Vec<Counted> = list(rows, 4, Rows::all)?;
    let of_errors = pager(visit, "errors", &mut errors, ERRORS, |one| (one.last_at, &one.id));
    let of_paths = pager(visit, "pages", &mut paths, PATHS, |one| (one.count, &one.key));
    let views = logic::filled(by_day.iter().map(|one| (one.day, one.count)), since, today);
    Ok(html! {
        (Card::new("Errors of the deployment", error_table(visit, &errors, of_errors))
            .note("Faults of ours in the last 90 days, of every server, each cause once. What was asked is kept without its values."))
        (Bars { title: "Pages of the deployment", unit: "views a day", days: &views, today: Some(today) })
        (Card::new("By page", path_table(&paths, of_paths))
            .note("Counted by path, status and kind of browser. Addresses are not kept."))
    })
}

fn error_table(visit: &Visit, errors: &[Known], pager: Pager) -> Markup {
    let columns =
        [Column::new("Where"), Column::new("Why"), Column::number("Times"), Column::new("First"), Column::new("Last")];
    let columns = columns.into_iter().chain([Column::new("Correlation ids")]);
    let rows = errors.iter().map(|error| {
        let when = |at: i64| When { at: Time::from_millis(at), now: visit.now }.render();
        let place = html! {
            (ui::code(&error.doing)) " " span .soft {
                (error.place)
                @if !error.request.is_empty() { ", with " (error.request) }
                @if let Some(guild) = error.guild { ", last in " (guild) }
            }
        };
        let ids = html! { @for id in error.correlations.split(' ').take(3) { (ui::code(id)) " " } };
        Row::new([place, html! { (error.chain) }, number(error.count), when(error.first_at), when(error.last_at), ids])
    });
    let nothing = Empty::new(
        "No errors",
        "A fault of ours stands here with its cause, how often it came, and the ids that find it in the log.",
    );
    Table::new("Errors, the latest first", columns).rows(rows).empty(nothing.icon(Icon::Check)).pager(pager).render()
}

fn path_table(paths: &[Counted], pager: Pager) -> Markup {
    let columns = [Column::new("Page"), Column::new("Method"), Column::new("Status"), Column::new("By")];
    let columns = columns.into_iter().chain(["Views", "Mean ms"].map(Column::number));
    let rows = paths.iter().filter_map(|path| {
        let [method, pattern, status, agent] = <[String; 4]>::try_from(path.parts()).ok()?;
        let mean = path.total / path.count.max(1);
        let cells = [ui::code(&pattern), html! { (method) }, html! { (status) }, html! { (agent) }];
        Some(Row::new(cells.into_iter().chain([number(path.count), number(mean)])))
    });
    let nothing = Empty::new("No page was opened yet", "Views are counted from now on.");
    Table::new("Pages, the most viewed first", columns).rows(rows).empty(nothing).pager(pager).render()
}
