//! How a server goes: tiles with where they came from, and charts of the last sixty days.

use maud::{Markup, html};

use crate::{
    app::Visit,
    base::{
        error::Result,
        json::FromJson,
        lang::Lang,
        time::{DAY, Day},
        words,
    },
    features::{
        counters::{
            self, day, filled,
            model::{Counted, DayCount, Usage},
        },
        jobs::{self, JobRow},
        moderation,
    },
    platform::db::{self, Rows, Stmt},
    ui::{
        self, Stat, Tone,
        chart::{Bars, Line, Lines, Part, Share, Sparkline, largest},
    },
};

/// What waits is shown up to this.
pub const MOST: i64 = 100;
/// Days of the charts, of the sparklines, and of the commands' table.
const DAYS: i64 = 60;
const SPARK: usize = 14;
const WEEK: i64 = 7;
const COMMANDS: i64 = 8;

/// Everything that the page reads of a guild but the open alerts, in the order of [`Figures::of`].
pub fn facts(visit: &Visit) -> Vec<Stmt> {
    let (guild, today) = (visit.guild, day(visit.now));
    let (since, scope) = (today - DAYS + 1, guild.to_string());
    vec![
        counters::list_days(guild, since),
        counters::list_counted(&scope, "bytes", since),
        counters::list_by_day(&scope, "newcomers", since),
        moderation::count_by_day(guild, crate::base::time::Time::from_millis(since * DAY)),
        counters::list_usage(guild, today - WEEK + 1, COMMANDS),
        jobs::list_jobs(),
        counters::list_sums("", "run", today, 10),
    ]
}

pub struct Figures {
    pub open: i64,
    pub today: Day,
    commands: Vec<(Day, i64)>,
    /// Bytes by kind and day.
    moved: Vec<Counted>,
    newcomers: Vec<(Day, i64)>,
    cases: Vec<Counted>,
    pub usage: Vec<Usage>,
    pub jobs: Vec<JobRow>,
    /// What ran today, with the rows that it wrote.
    pub runs: Vec<Counted>,
}

#[derive(FromJson)]
struct Count {
    count: i64,
}

impl Figures {
    pub fn of(visit: &Visit, rows: &[Rows]) -> Result<Figures> {
        let today = day(visit.now);
        let since = today - DAYS + 1;
        let counted =
            |place: usize| -> Result<Vec<Counted>> { rows.get(place).map_or_else(|| Ok(Vec::new()), Rows::all) };
        let open: Option<Count> = db::first(rows, 0)?;
        let commands: Vec<DayCount> = rows.get(1).map_or_else(|| Ok(Vec::new()), Rows::all)?;
        Ok(Figures {
            open: open.map_or(0, |open| open.count),
            today,
            commands: filled(commands.iter().map(|one| (one.day, one.count)), since, today),
            moved: counted(2)?,
            newcomers: filled(counted(3)?.iter().map(|one| (one.day, one.count)), since, today),
            cases: counted(4)?,
            usage: rows.get(5).map_or_else(|| Ok(Vec::new()), Rows::all)?,
            jobs: rows.get(6).map_or_else(|| Ok(Vec::new()), Rows::all)?,
            runs: counted(7)?,
        })
    }

    fn since(&self) -> Day {
        self.today - DAYS + 1
    }

    /// The bytes of some kinds by day.
    fn bytes(&self, kinds: &[&str]) -> Vec<i64> {
        let moved = self.moved.iter().filter(|one| kinds.contains(&one.key.as_str()));
        values(&filled(moved.map(|one| (one.day, one.total)), self.since(), self.today))
    }

    fn cases(&self) -> Vec<(Day, i64)> {
        filled(self.cases.iter().map(|one| (one.day, one.count)), self.since(), self.today)
    }
}

fn values(days: &[(Day, i64)]) -> Vec<i64> {
    days.iter().map(|(_, value)| *value).collect()
}

const EARNED: [&str; 4] = ["daily", "open", "grant", "import"];
const SENT: [&str; 1] = ["transfer"];
const TAKEN: [&str; 2] = ["squad_fee", "revoke"];

/// The last week beside the one before, with a line of the last fourteen days.
fn tile(label: &str, days: &[i64]) -> Stat {
    let last = days.get(days.len().saturating_sub(SPARK)..).unwrap_or_default();
    let (before, week) = last.split_at(last.len().saturating_sub(WEEK as usize));
    let (before, week): (i64, i64) = (before.iter().sum(), week.iter().sum());
    let change = match (before, week) {
        (0, 0) => "none in two weeks".to_owned(),
        (0, _) => "none the week before".to_owned(),
        _ => format!("{} the week before", words::number(Lang::En, before)),
    };
    let spark = Sparkline { label: &format!("{label}, day by day for two weeks"), values: last };
    Stat::new(format!("{label}, 7 days"), words::number(Lang::En, week)).change(change, Tone::Neutral).spark(spark)
}

pub fn tiles(visit: &Visit, figures: &Figures) -> Markup {
    let count = if figures.open >= MOST { format!("{MOST}+") } else { figures.open.to_string() };
    let moved: Vec<i64> = figures.bytes(&[&EARNED[..], &SENT, &TAKEN].concat());
    ui::tiles([
        Stat::new("waiting in the inbox", count).link("Open the inbox", visit.path("/inbox")),
        tile("commands", &values(&figures.commands)),
        tile("bytes moved", &moved),
        tile("cases", &values(&figures.cases())),
        tile("let in", &values(&figures.newcomers)),
    ])
}

pub fn charts(figures: &Figures) -> Markup {
    let today = Some(figures.today);
    let (earned, sent, taken) = (figures.bytes(&EARNED), figures.bytes(&SENT), figures.bytes(&TAKEN));
    let lines = [("earned", &earned), ("sent", &sent), ("spent", &taken)].map(|(name, values)| Line { name, values });
    let cases = figures.cases();
    html! {
        (ui::columns([
            html! { (Bars { title: "Commands and buttons", unit: "uses a day", days: &figures.commands, today }) },
            html! { (Lines { title: "Bytes", unit: "bytes a day", first: figures.since(), lines: &lines }) },
            html! { (Bars { title: "Cases", unit: "cases a day", days: &cases, today }) (kinds(figures)) },
            html! { (Bars { title: "Let in at the gate", unit: "newcomers a day", days: &figures.newcomers, today }) },
        ]))
        p .soft { "Messages are not counted: that begins with the gateway, which is not in use." }
    }
}

/// The cases of the chart by kind, the rarest together.
fn kinds(figures: &Figures) -> Markup {
    if figures.cases.is_empty() {
        return Markup::default();
    }
    let sums = largest(figures.cases.iter().map(|case| (case.key.clone(), case.count)));
    let parts: Vec<Part<'_>> = sums.iter().map(|(name, value)| Part { name, value: *value }).collect();
    html! { (Share { title: "Cases by kind", parts: &parts }) }
}
