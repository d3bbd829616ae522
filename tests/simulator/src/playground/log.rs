//! The log panel's lines: each interaction, cron run and REST call, joined with what the Worker says of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::interact::Exchange;
use crate::playground::Playground;
use crate::playground::feed::Feed;
use crate::playground::runtime::Control;
use crate::record::Recorded;

/// How long an answered act may take to log its end.
const ANSWERED: Duration = Duration::from_secs(3);
/// How long deferred work may take: the Worker's own deadline and a little more.
const DEFERRED: Duration = Duration::from_secs(25);

pub(crate) struct Log {
    feed: Arc<Feed>,
    control: Control,
    /// The Worker's `end` lines so far.
    ends: Arc<Mutex<Vec<Value>>>,
    grown: Arc<watch::Sender<usize>>,
}

impl Log {
    pub(super) fn new(feed: Arc<Feed>, control: Control) -> Log {
        Log { feed, control, ends: Arc::default(), grown: Arc::new(watch::Sender::new(0)) }
    }

    /// Where the list of ends stands, to look only at later ones.
    pub(super) fn mark(&self) -> usize {
        *self.grown.borrow()
    }

    async fn end(&self, after: usize, patience: Duration, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        let find = || {
            let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
            ends.iter().skip(after).find(|end| fits(end)).cloned()
        };
        let mut signal = self.grown.subscribe();
        // Running out of patience is the other way this ends.
        let _ = tokio::time::timeout(patience, signal.wait_for(|_| find().is_some())).await;
        find()
    }

    /// Tells of an interaction once the Worker has wholly finished with it.
    pub(super) async fn interaction(&self, at: u64, exchange: &Exchange, command: Option<String>) {
        let callback = exchange.response.as_ref().and_then(|answer| answer["type"].as_u64());
        let patience = if matches!(callback, Some(5 | 6)) { DEFERRED } else { ANSWERED };
        let correlation = exchange.correlation.clone().unwrap_or_else(|| exchange.id.to_string());
        let end = self.end(0, patience, |end| end["correlation"] == correlation.as_str()).await;
        let mut line = joined(end);
        line["at"] = json!(at);
        line["what"] = json!("POST /interactions");
        line["command"] = json!(command.or_else(|| line["command"].as_str().map(str::to_owned)));
        line["status"] = json!(exchange.status);
        line["ms"] = json!(exchange.ms);
        line["correlation"] = json!(correlation);
        if !exchange.wrong.is_empty() {
            line["outcome"] = json!("rejected by Discord");
            line["wrong"] = json!(exchange.wrong);
        }
        self.feed.tell("log", line);
    }

    /// Runs the cron and tells of it; of a run by the way only when it wrote something or failed.
    pub(super) async fn cron(&self, at: u64, by_the_way: bool) -> Result<(), String> {
        let mark = self.mark();
        let started = std::time::Instant::now();
        let outcome = self.control.scheduled(at).await;
        let ms = started.elapsed().as_secs_f64() * 1_000.0;
        let end = self.end(mark, ANSWERED, |end| end["kind"] == "cron").await;
        let mut line = joined(end);
        line["at"] = json!(at);
        line["what"] = json!("cron * * * * *");
        line["ms"] = json!(ms);
        line["status"] = json!(if outcome.is_ok() { 200 } else { 500 });
        if line["outcome"].is_null() {
            line["outcome"] = json!(if outcome.is_ok() { "ok" } else { "failed" });
        }
        if !by_the_way || outcome.is_err() || line["rows_written"].as_f64().is_some_and(|rows| rows > 0.0) {
            self.feed.tell("log", line);
        }
        outcome.map(|_| ())
    }

    fn call(&self, call: &Recorded) {
        let path = if call.route.is_empty() { &call.path } else { &call.route };
        self.feed.tell(
            "log",
            json!({
                "at": call.at, "what": format!("{} {path}", call.method), "status": call.status, "command": null,
                "ms": null, "trips": null, "rows_read": null, "rows_written": null, "correlation": null,
                "outcome": call.code.map_or_else(|| "ok".to_owned(), |code| format!("error {code}")),
            }),
        );
    }
}

/// The Worker's figures, all null when it said nothing.
fn joined(end: Option<Value>) -> Value {
    let end = end.unwrap_or_default();
    let fields = ["command", "trips", "statements", "rows_read", "rows_written", "outcome", "correlation", "deferred"];
    let pairs = fields.into_iter().map(|name| (name.to_owned(), end[name].clone()));
    Value::Object(pairs.collect())
}

/// Follows what the Worker prints, and the REST calls it makes.
pub(super) fn follow(playground: Arc<Playground>) {
    tokio::spawn(printed(playground.clone()));
    tokio::spawn(called(playground));
}

async fn printed(playground: Arc<Playground>) {
    let log = &playground.log;
    let mut after = 0;
    // The control port goes away with the runtime program, and the playground with it.
    while let Ok(page) = log.control.logs(after, Duration::from_secs(10)).await {
        after = page["next"].as_u64().unwrap_or(after);
        for line in page["logs"].as_array().into_iter().flatten() {
            let text = line["message"].as_str().unwrap_or_default();
            let parsed: Value = serde_json::from_str(text).unwrap_or_default();
            if parsed["end"] == true {
                let mut ends = log.ends.lock().unwrap_or_else(PoisonError::into_inner);
                ends.push(parsed);
                let count = ends.len();
                drop(ends);
                log.grown.send_replace(count);
            } else {
                eprintln!("worker: {text}");
            }
        }
    }
}

async fn called(playground: Arc<Playground>) {
    let mut signal = playground.simulator.inner.called.subscribe();
    let mut told = *signal.borrow();
    while signal.wait_for(|count| *count > told).await.is_ok() {
        let calls = playground.simulator.records(|records| records.requests.get(told..).map(<[_]>::to_vec));
        let calls = calls.unwrap_or_default();
        told += calls.len();
        for call in &calls {
            playground.log.call(call);
        }
    }
}
