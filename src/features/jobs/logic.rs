//! Which job is due, and when it is due next.

use crate::{
    app::{Job, Schedule, Slice},
    base::{
        json::{self, FromJson, Value},
        list,
        time::{DAY, HOUR, MINUTE, Time},
    },
};

/// How long a slice may take before another tick may take the job over.
pub const LEASE: i64 = 2 * MINUTE;
/// The tick's own row, written hourly so that `/status` can tell that ticks come.
pub const TICK: &str = "tick";
/// One tick hands out slices until so many statements, or so many subrequests, are used.
pub const ENOUGH: u32 = 30;

/// A row of `jobs`.
#[derive(Clone, Debug, Default, FromJson)]
pub struct Row {
    pub name: String,
    pub lease_until: i64,
    pub next_at: i64,
    pub cursor: String,
    pub last_at: i64,
    pub last_rows: i64,
    pub last_error: Option<String>,
    pub last_error_at: Option<i64>,
    /// The last runs, newest first: a JSON array of [`Run`]'s parts.
    #[serde(default)]
    pub runs: String,
}

/// One slice that ran.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Run {
    pub at: Time,
    pub rows: i64,
    /// Milliseconds by the runtime's clock.
    pub took: i64,
    pub error: Option<String>,
}

/// Runs that are remembered of a job.
const RUNS: usize = 10;

impl Row {
    pub fn runs(&self) -> Vec<Run> {
        let runs: Vec<Value> = json::parse(&self.runs).unwrap_or_default();
        let run = |run: Value| {
            let number = |place: usize| run[place].as_i64().unwrap_or_default();
            let error = run[3].as_str().map(str::to_owned);
            Run { at: Time::from_millis(number(0)), rows: number(1), took: number(2), error }
        };
        runs.into_iter().map(run).collect()
    }
}

/// The remembered runs with one more.
pub fn with_run(row: Option<&Row>, run: Run) -> String {
    let before = row.map(Row::runs).unwrap_or_default();
    let all = std::iter::once(run).chain(before).take(RUNS);
    let all: Vec<Value> = all.map(|run| serde_json::json!([run.at.millis(), run.rows, run.took, run.error])).collect();
    Value::Array(all).to_string()
}

/// Whether a job that goes by the clock has something to do.
pub fn is_due(schedule: Schedule, row: Option<&Row>, now: Time) -> bool {
    match (schedule, row) {
        (Schedule::WhenDue(_), _) => false,
        (Schedule::Look { minutes }, _) => now.millis().div_euclid(MINUTE) % minutes.max(1) == 0,
        (Schedule::Hourly, None) => true,
        (Schedule::Nightly { hour }, None) => now.millis() >= now.utc_midnight().plus(hour * HOUR).millis(),
        (Schedule::Nightly { .. } | Schedule::Hourly, Some(row)) => row.next_at <= now.millis(),
    }
}

/// Jobs in the order of a tick: what people wait for before what the clock asks for, and of each kind
/// the one first that ran longest ago, so that what a full tick left comes first in the next.
pub fn by_urgency(mut jobs: Vec<&'static Job>, rows: &[Row]) -> Vec<&'static Job> {
    let last = |job: &Job| rows.iter().find(|row| row.name == job.name).map_or(0, |row| row.last_at);
    list::sort_by_key(&mut jobs, |job| {
        let kind = match job.schedule {
            Schedule::WhenDue(_) => 0,
            Schedule::Look { .. } => 1,
            Schedule::Hourly => 2,
            Schedule::Nightly { .. } => 3,
        };
        (kind, last(job))
    });
    jobs
}

pub fn is_leased(row: Option<&Row>, now: Time) -> bool {
    row.is_some_and(|row| row.lease_until > now.millis())
}

/// When a job is due again after a slice: at once while its run is not complete.
pub fn next_at(schedule: Schedule, slice: &Slice, now: Time) -> Time {
    match schedule {
        Schedule::Nightly { hour } if slice.cursor.is_none() || slice.until_next_night => {
            let today = now.utc_midnight().plus(hour * HOUR);
            if today > now { today } else { today.plus(DAY) }
        }
        Schedule::Hourly if slice.cursor.is_none() => Time::from_millis((now.millis().div_euclid(HOUR) + 1) * HOUR),
        _ => now,
    }
}

pub fn tick_is_stale(row: Option<&Row>, now: Time) -> bool {
    row.is_none_or(|row| now.millis() - row.last_at >= HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NIGHTLY: Schedule = Schedule::Nightly { hour: 3 };

    #[test]
    fn a_nightly_job_runs_once_a_night() {
        let at = |hours: i64| Time::from_millis(20_000 * DAY + hours * HOUR);
        assert!(!is_due(NIGHTLY, None, at(2)));
        assert!(is_due(NIGHTLY, None, at(3)), "the first night");
        let done = Slice { rows: 5, ..Slice::default() };
        let next = next_at(NIGHTLY, &done, at(3));
        assert_eq!(next, at(27));
        let row = Row { next_at: next.millis(), ..Row::default() };
        assert!(!is_due(NIGHTLY, Some(&row), at(4)), "a second tick of the same night");
        assert!(is_due(NIGHTLY, Some(&row), at(30)), "also after an outage");
    }

    #[test]
    fn an_hourly_job_runs_once_an_hour_and_a_look_every_few_minutes() {
        let at = |minutes: i64| Time::from_millis(20_000 * DAY + minutes * MINUTE);
        assert!(is_due(Schedule::Hourly, None, at(17)), "the first time at once");
        let next = next_at(Schedule::Hourly, &Slice::default(), at(17));
        assert_eq!(next, at(60));
        let row = Row { next_at: next.millis(), ..Row::default() };
        assert!(!is_due(Schedule::Hourly, Some(&row), at(59)));
        assert!(is_due(Schedule::Hourly, Some(&row), at(60)));
        let look = Schedule::Look { minutes: 5 };
        let due = (0..15).filter(|minute| is_due(look, Some(&row), at(*minute))).collect::<Vec<_>>();
        assert_eq!(due, [0, 5, 10]);
    }

    #[test]
    fn what_people_wait_for_comes_first() {
        fn nothing(_: crate::app::JobCtx) -> crate::app::Work<Slice> {
            Box::pin(async { Ok(Slice::default()) })
        }
        const fn job(name: &'static str, schedule: Schedule) -> Job {
            Job { name, schedule, needs: crate::app::Needs::most(1, 0), run: nothing }
        }
        static NIGHT: Job = job("a.night", NIGHTLY);
        static LOOK: Job = job("a.look", Schedule::Look { minutes: 1 });
        static OTHER: Job = job("a.other", Schedule::Look { minutes: 1 });
        let rows = [Row { name: "a.look".into(), last_at: 5, ..Row::default() }];
        let order: Vec<&str> = by_urgency(vec![&NIGHT, &LOOK, &OTHER], &rows).iter().map(|job| job.name).collect();
        assert_eq!(order, ["a.other", "a.look", "a.night"], "what ran longest ago is first of its kind");
    }

    #[test]
    fn the_last_runs_are_remembered() {
        let run = |rows| Run { at: Time::from_millis(5), rows, took: 7, error: None };
        let mut row = Row::default();
        for rows in 0..12 {
            row.runs = with_run(Some(&row), run(rows));
        }
        assert_eq!(row.runs().len(), 10);
        assert_eq!(row.runs()[0], run(11));
        let failed = Run { error: Some("no \"x\"".into()), ..run(0) };
        row.runs = with_run(None, failed.clone());
        assert_eq!(row.runs(), [failed]);
    }

    #[test]
    fn an_unfinished_run_goes_on_at_once() {
        let now = Time::from_millis(20_000 * DAY + 3 * HOUR);
        let part = Slice { rows: 5, cursor: Some("x".into()), until_next_night: false };
        assert_eq!(next_at(NIGHTLY, &part, now), now);
        let enough = Slice { until_next_night: true, ..part };
        assert_eq!(next_at(NIGHTLY, &enough, now), now.plus(DAY));
    }
}
