//! What an isolate has counted and not written yet: uses of commands, amounts by day, faults of ours.
//!
//! It is written after the answer, by one invocation at a time: what the others count meanwhile goes with the next
//! batch, so that many at once become few writes. What an isolate still holds when the runtime ends it is lost;
//! uses of commands and amounts are never held back, so that is what came while its last batch was under way.

mod fault;

use std::cell::RefCell;

use serde_json::{Value, json};

pub use fault::Fault;

use super::{clock, log::End};
use crate::base::{
    list::Table,
    time::{DAY, MINUTE, SECOND, Time},
};

/// Uses that are held, and of each batch.
const USES: usize = 200;
/// Amounts that are held under different keys: our own, those of calls, and those of what anybody may cause. Each
/// kind has its own room, so that a flood of one never pushes out another.
const KEYS: usize = 400;
const CALL_KEYS: usize = 100;
const OPEN_KEYS: usize = 50;
/// Under which key the rest of a kind is counted whose room is full: as many parts as any key has.
const OTHER: &str = r#"["other","other","other","other"]"#;
/// Faults that are held, and how many rows of them are written a minute at most: an outage must not use up the
/// day's rows. Those that come meanwhile are counted and written later.
const FAULTS: usize = 50;
const FAULTS_A_MINUTE: usize = 10;
/// Of what anybody may cause, pages and clicks, so many rows are written at once, and one more as time refills it;
/// beyond that it is added up and written later.
const OPEN_WRITES: i64 = 200;
const OPEN_WRITE_EVERY: i64 = 6 * SECOND;
/// How long calls of the API are added up, in milliseconds.
const CALLS: i64 = 30 * SECOND;
/// How long what only the budget needs is added up, in milliseconds, unless so many rows were written.
const QUIET: i64 = 10 * SECOND;
const QUIET_ROWS: i64 = 100;
/// After so long a batch that never came back is given up.
const UNDER_WAY: i64 = 30 * SECOND;

/// Where each bucket of the histogram of durations ends, in milliseconds, the end included; the last has none.
/// Renard's series R5: a step of 10^(1/5), so the middle of a bucket is at most 26 % off.
pub const BUCKETS: [i64; 19] =
    [4, 6, 10, 16, 25, 40, 63, 100, 160, 250, 400, 630, 1_000, 1_600, 2_500, 4_000, 6_300, 10_000, 16_000];

/// Scope, series, day, key.
type Key = (String, &'static str, i64, String);

/// What is written at once.
#[derive(Default)]
pub struct Batch {
    pub uses: Vec<Value>,
    pub counts: Vec<Value>,
    pub faults: Vec<Fault>,
}

#[derive(Default)]
struct Tally {
    uses: Vec<Value>,
    counts: Table<Key, (i64, i64)>,
    /// Correlation, what was being done, why it failed: of invocations that go on.
    told: Vec<(String, String, String)>,
    faults: Vec<Fault>,
    faults_in: (i64, usize),
    open_writes: i64,
    refilled: i64,
    quiet_since: i64,
    calls_since: i64,
    under_way_until: i64,
}

thread_local! {
    static TALLY: RefCell<Tally> = RefCell::new(Tally { open_writes: OPEN_WRITES, ..Tally::default() });
}

fn with<R>(act: impl FnOnce(&mut Tally) -> R) -> R {
    TALLY.with_borrow_mut(act)
}

/// Counts something of a day: once, and so much of it.
pub fn count(scope: &str, series: &'static str, at: Time, key: &str, amount: i64) {
    with(|tally| tally.count(scope, series, at, key, amount));
}

/// A fault, until the invocation that met it ends; one without an identity is counted at once.
pub fn told(correlation: &str, doing: &str, cause: &str) {
    with(|tally| {
        if correlation.is_empty() {
            return tally.merge(Fault::of("http", doing.to_owned(), cause, clock::now()));
        }
        // Those of an invocation that was ended before its time make room.
        if tally.told.len() >= FAULTS {
            tally.told.remove(0);
        }
        tally.told.push((correlation.to_owned(), doing.to_owned(), cause.to_owned()));
    });
}

/// An invocation has ended: what it cost, whether a command was used, and its faults.
pub fn ended(end: &End<'_>) {
    with(|tally| {
        let totals = end.totals;
        tally.count("", "run", end.at, end.kind, totals.rows_written as i64);
        // What the deployment could not do at all, for a server that it does not serve say, is no use.
        let counts = end.is_use && end.outcome != "without" && tally.uses.len() < USES;
        if let Some(guild) = end.guild.as_ref().filter(|_| counts) {
            let bucket = BUCKETS.iter().position(|most| end.took <= *most).unwrap_or(BUCKETS.len());
            let is = |outcome: &str| i64::from(end.outcome == outcome);
            // As `upsert_uses` of the feature `counters` takes it apart.
            tally.uses.push(json!([
                guild,
                day(end.at),
                end.command,
                end.correlation,
                end.took,
                is("refused"),
                is("failed"),
                i64::from(end.deferred),
                totals.trips,
                totals.rows_written,
                bucket,
            ]));
        }
        tally.gather(end);
    });
}

/// What is to be written now, unless another invocation is at it; [`written`] has to follow.
pub fn take(now: Time) -> Option<Batch> {
    with(|tally| tally.take(now, clock::now()))
}

/// A batch has come back; its faults where it was not written.
pub fn written(lost: Vec<Fault>) {
    with(|tally| {
        tally.under_way_until = 0;
        for fault in lost {
            tally.merge(fault);
        }
    });
}

fn day(at: Time) -> i64 {
    at.millis().div_euclid(DAY)
}

impl Tally {
    fn count(&mut self, scope: &str, series: &'static str, at: Time, key: &str, amount: i64) {
        let mut key = (scope.to_owned(), series, day(at), key.to_owned());
        let room = room(series);
        if !self.counts.contains_key(&key) && self.held(room) >= room {
            if room == KEYS {
                return;
            }
            OTHER.clone_into(&mut key.3);
            // One more a link: even of those not without end.
            if !self.counts.contains_key(&key) && self.held(room) >= 2 * room {
                return;
            }
        }
        let entry = self.counts.entry(key);
        *entry = (entry.0 + 1, entry.1.saturating_add(amount));
    }

    /// Keys of the kind with this much room.
    fn held(&self, room: usize) -> usize {
        self.counts.iter().filter(|(key, _)| self::room(key.1) == room).count()
    }

    /// The faults of an invocation, by their cause.
    fn gather(&mut self, end: &End<'_>) {
        let (own, others) = std::mem::take(&mut self.told).into_iter().partition(|told| told.0 == end.correlation);
        self.told = others;
        let own: Vec<(String, String, String)> = own;
        for (correlation, doing, cause) in own {
            let doing = if doing == end.command { doing } else { format!("{}: {doing}", end.command) };
            let (guild, request) = (end.guild.clone(), end.asked.to_owned());
            let fault = Fault::of(end.kind, doing, &cause, end.at);
            self.merge(Fault { guild, request, correlations: vec![correlation], ..fault });
        }
    }

    fn merge(&mut self, fault: Fault) {
        if let Some(known) = self.faults.iter_mut().find(|known| known.id == fault.id) {
            known.count += fault.count;
            known.last = known.last.max(fault.last);
            known.correlations.extend(fault.correlations);
            known.correlations.truncate(5);
        } else if self.faults.len() < FAULTS {
            self.faults.push(fault);
        }
    }

    fn take(&mut self, now: Time, clock: Time) -> Option<Batch> {
        if self.under_way_until > clock.millis() {
            return None;
        }
        self.refill(now);
        let mut open_writes = self.open_writes;
        let run = |key: &Key| key.1 == "run";
        let rows: i64 = self.counts.iter().filter(|(key, _)| run(key)).map(|(_, (_, total))| *total).sum();
        let quiet_over = (now.millis() - self.quiet_since).abs() >= QUIET;
        let writes_quiet = rows >= QUIET_ROWS || (rows > 0 && quiet_over);
        let writes_calls = (now.millis() - self.calls_since).abs() >= CALLS;
        let mut taken = |key: &Key| match (key.1, room(key.1)) {
            ("run", _) => writes_quiet,
            (_, CALL_KEYS) => writes_calls,
            (_, OPEN_KEYS) => {
                open_writes -= 1;
                open_writes >= 0
            }
            _ => true,
        };
        let mut batch = Batch { uses: std::mem::take(&mut self.uses), ..Batch::default() };
        self.counts.retain(|key, (count, total)| {
            let taken = taken(key);
            if taken {
                batch.counts.push(json!([key.0, key.1, key.2, key.3, count, total]));
            }
            !taken
        });
        if writes_quiet {
            self.quiet_since = now.millis();
        }
        self.open_writes = open_writes.max(0);
        if batch.counts.iter().any(|count| count[1] == "call") {
            self.calls_since = now.millis();
        }
        let minute = now.millis().div_euclid(MINUTE);
        if self.faults_in.0 != minute {
            self.faults_in = (minute, 0);
        }
        let room = self.faults.len().min(FAULTS_A_MINUTE - self.faults_in.1);
        batch.faults = self.faults.drain(..room).collect();
        self.faults_in.1 += room;
        let is_empty = batch.uses.is_empty() && batch.counts.is_empty() && batch.faults.is_empty();
        if !is_empty {
            self.under_way_until = clock.plus(UNDER_WAY).millis();
        }
        (!is_empty).then_some(batch)
    }

    fn refill(&mut self, now: Time) {
        let since = now.millis() - self.refilled;
        // A clock that was pretended to be later, in local runs, must not stop the refilling.
        if !(0..OPEN_WRITE_EVERY).contains(&since) {
            let refill = (since / OPEN_WRITE_EVERY).clamp(0, OPEN_WRITES);
            self.open_writes = (self.open_writes + refill).min(OPEN_WRITES);
            self.refilled = now.millis();
        }
    }
}

/// How many keys of a series' kind are held.
fn room(series: &str) -> usize {
    match series {
        "page" | "click" => OPEN_KEYS,
        "call" => CALL_KEYS,
        _ => KEYS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Time = Time::from_millis(20_700 * DAY + DAY / 2);

    fn tally() -> Tally {
        Tally { open_writes: OPEN_WRITES, ..Tally::default() }
    }

    #[test]
    fn what_came_during_a_batch_goes_with_the_next() {
        let mut tally = tally();
        tally.count("1", "bytes", NOON, "daily", 10);
        let first = tally.take(NOON, NOON).expect("something to write");
        assert_eq!(first.counts, [json!(["1", "bytes", 20_700, "daily", 1, 10])]);
        tally.count("1", "bytes", NOON, "daily", 5);
        tally.count("1", "bytes", NOON, "daily", 7);
        assert!(tally.take(NOON, NOON).is_none(), "the first is under way");
        tally.under_way_until = 0;
        let second = tally.take(NOON, NOON).expect("something to write");
        assert_eq!(second.counts, [json!(["1", "bytes", 20_700, "daily", 2, 12])]);
        tally.under_way_until = 0;
        assert!(tally.take(NOON, NOON).is_none(), "nothing is left");
    }

    #[test]
    fn ticks_that_write_nothing_cause_no_write() {
        let mut tally = tally();
        for _ in 0..100 {
            tally.count("", "run", NOON, "cron", 0);
        }
        assert!(tally.take(NOON, NOON).is_none());
        tally.count("", "run", NOON, "cron", 3);
        let batch = tally.take(NOON, NOON).expect("the first rows");
        assert_eq!(batch.counts, [json!(["", "run", 20_700, "cron", 101, 3])]);
        tally.under_way_until = 0;
        tally.count("", "run", NOON, "cron", 3);
        assert!(tally.take(NOON, NOON).is_none(), "added up for a while");
        assert!(tally.take(NOON.plus(QUIET), NOON).is_some());
    }

    #[test]
    fn a_flood_of_pages_is_added_up() {
        let mut tally = tally();
        let mut writes = 0;
        for _ in 0..1_000 {
            tally.count("", "page", NOON, "x", 1);
            if tally.take(NOON, NOON).is_some() {
                writes += 1;
                tally.under_way_until = 0;
            }
        }
        assert_eq!(writes, OPEN_WRITES);
        let rest = tally.take(NOON.plus(OPEN_WRITE_EVERY), NOON).expect("a refill");
        assert_eq!(rest.counts, [json!(["", "page", 20_700, "x", 800, 800])]);
    }

    #[test]
    fn invented_keys_become_one_and_push_nothing_out() {
        let mut tally = tally();
        for number in 0..10_000 {
            tally.count("link/rules", "click", NOON, &format!(r#"["{number}.example","desktop",""]"#), 0);
        }
        tally.count("1", "bytes", NOON, "daily", 10);
        let batch = tally.take(NOON, NOON).expect("something to write");
        let clicks: Vec<&Value> = batch.counts.iter().filter(|count| count[1] == "click").collect();
        assert_eq!(clicks.len(), OPEN_KEYS + 1);
        let other = clicks.iter().find(|count| count[3] == OTHER).expect("the rest together");
        assert_eq!(other[4], 10_000 - OPEN_KEYS as i64);
        assert!(batch.counts.iter().any(|count| count[1] == "bytes"), "{:?}", batch.counts);
    }

    #[test]
    fn a_days_flood_of_invented_keys_writes_few_rows() {
        let mut tally = tally();
        let mut rows = 0;
        for number in 0..DAY / MINUTE {
            for part in 0..60 {
                tally.count("link/rules", "click", NOON, &format!("{number} {part}"), 0);
            }
            tally.under_way_until = 0;
            rows += tally.take(NOON.plus(number * MINUTE), NOON).map_or(0, |batch| batch.counts.len());
        }
        assert!(rows < 15_000, "{rows}");
    }

    #[test]
    fn calls_are_added_up() {
        let mut tally = tally();
        let mut rows = 0;
        for second in 0..120 {
            tally.count("key/k", "call", NOON, "x", 0);
            tally.under_way_until = 0;
            rows += tally.take(NOON.plus(second * SECOND), NOON).map_or(0, |batch| batch.counts.len());
        }
        assert_eq!(rows, 4);
    }

    #[test]
    fn faults_of_one_cause_are_one_and_few_a_minute() {
        let mut tally = tally();
        let fault = |id: usize| Fault {
            id: id.to_string(),
            place: "cron",
            doing: String::new(),
            chain: String::new(),
            guild: None,
            request: String::new(),
            count: 1,
            first: NOON,
            last: NOON,
            correlations: vec!["a".to_owned()],
        };
        for round in 0..30 {
            tally.merge(fault(round % 15));
        }
        let batch = tally.take(NOON, NOON).expect("faults");
        assert_eq!((batch.faults.len(), batch.faults[0].count), (FAULTS_A_MINUTE, 2));
        tally.under_way_until = 0;
        assert!(tally.take(NOON, NOON).is_none(), "enough for this minute");
        assert_eq!(tally.take(NOON.plus(MINUTE), NOON).expect("the rest").faults.len(), 5);
    }
}
