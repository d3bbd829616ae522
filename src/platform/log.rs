//! Structured log lines: one JSON object each, picked up by Workers Logs and by the tests.

use serde_json::{Value, json};

use super::{meter::Totals, tally};
use crate::base::{config::LogLevel, time::Time};

/// What a request, cron run or deferred work came to.
pub struct End<'a> {
    pub at: Time,
    pub correlation: &'a str,
    /// interaction, event, cron or http.
    pub kind: &'static str,
    pub guild: Option<String>,
    pub command: &'a str,
    /// ok, refused, failed and the like.
    pub outcome: &'a str,
    pub totals: Totals,
    pub deferred: bool,
    pub over_budget: bool,
    /// Milliseconds by the runtime's clock.
    pub took: i64,
    /// Whether it counts as the use of a command: not while somebody types.
    pub is_use: bool,
    /// What was asked for, without values: names of options or fields.
    pub asked: &'a str,
}

/// Writes the one `end` line.
pub fn end(end: &End<'_>) {
    let totals = end.totals;
    print(&json!({
        "end": true, "at": end.at.millis(), "correlation": end.correlation, "kind": end.kind, "guild": end.guild,
        "command": end.command, "outcome": end.outcome, "trips": totals.trips, "trips_to_answer": totals.trips_to_answer,
        "statements": totals.statements, "rows_read": totals.rows_read, "rows_written": totals.rows_written,
        "subrequests": totals.subrequests, "deferred": end.deferred, "over_budget": end.over_budget, "ms": end.took,
    }));
}

/// Something is wrong with us or with what we rely on. Never with values of secrets or tokens.
pub fn error(correlation: &str, doing: &str, cause: &str) {
    tally::told(correlation, doing, cause);
    worker::console_error!("{}", json!({ "error": cause, "doing": doing, "correlation": correlation }));
}

/// Something that came in and could not be understood; nobody's fault of ours.
pub fn note(correlation: &str, what: &Value) {
    print(&json!({ "note": what, "correlation": correlation }));
}

/// A detail that only `LOG_LEVEL=debug` shows.
pub fn debug(level: LogLevel, correlation: &str, detail: &Value) {
    if level >= LogLevel::Debug {
        print(&json!({ "debug": detail, "correlation": correlation }));
    }
}

fn print(line: &Value) {
    worker::console_log!("{line}");
}
