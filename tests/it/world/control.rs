//! What the runtime program offers: logs, cron, the database, faults.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{World, runtime};

/// An `end` line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct End {
    pub correlation: String,
    pub kind: String,
    pub command: String,
    pub outcome: String,
    pub trips: u64,
    pub trips_to_answer: u64,
    pub statements: u64,
    pub rows_read: u64,
    pub rows_written: u64,
    pub subrequests: u64,
    pub deferred: bool,
    pub over_budget: bool,
}

impl World {
    pub(super) async fn control(&self, path: &str, body: &Value) -> Value {
        let request = self.with_runtime(|runtime| runtime.http.post(format!("{}{path}", runtime.control)).json(body));
        runtime::ask(request).await
    }

    /// Rows of a statement, straight from the database: the only way around the front door.
    pub async fn db(&self, sql: &str, params: &[Value]) -> Vec<Value> {
        let answer = self.control("/d1", &json!({ "sql": sql, "params": params })).await;
        answer["results"].as_array().cloned().unwrap_or_default()
    }

    /// What the next D1 calls do.
    pub async fn db_faults(&self, faults: Value) {
        self.control("/faults", &json!({ "d1": faults })).await;
    }

    /// Kills workerd and starts it again on the same data.
    pub async fn restart(&self) {
        let answer = self.control("/restart", &json!({})).await;
        let worker = answer["worker"].as_str().unwrap_or_default().to_owned();
        self.sim.set_worker(&worker);
    }

    pub(super) async fn run_cron(&self, at: u64) -> End {
        self.read_logs(0).await;
        let before = self.ends.borrow().iter().filter(|end| end.kind == "cron").count();
        self.control("/scheduled", &json!({ "cron": "* * * * *", "time": at })).await;
        for _ in 0..50 {
            let end = self.ends.borrow().iter().filter(|end| end.kind == "cron").nth(before).cloned();
            if let Some(end) = end {
                return end;
            }
            self.read_logs(1_000).await;
        }
        panic!("the tick never logged its end");
    }

    /// Waits for the `count`th `end` line of an event.
    pub async fn ended(&self, correlation: &str, count: usize) -> End {
        for _ in 0..40 {
            let end = self.ends.borrow().iter().filter(|end| end.correlation == correlation).nth(count - 1).cloned();
            if let Some(end) = end {
                return end;
            }
            self.read_logs(1_000).await;
        }
        panic!("{correlation} never logged its end; errors: {:?}", self.errors.borrow());
    }

    /// The `end` line of the last page of a place, such as `GET /g/*/members`.
    pub async fn page_end(&self, place: &str) -> End {
        for _ in 0..40 {
            self.read_logs(100).await;
            let end = self.ends.borrow().iter().rfind(|end| end.kind == "page" && end.command == place).cloned();
            if let Some(end) = end {
                return end;
            }
        }
        panic!("no page of {place} logged its end");
    }

    /// Waits until so many `end` lines of a kind were logged; what they count is written by then.
    pub async fn ended_of(&self, kind: &str, count: usize) {
        for _ in 0..40 {
            if self.ends.borrow().iter().filter(|end| end.kind == kind).count() >= count {
                return;
            }
            self.read_logs(1_000).await;
        }
        panic!("{count} ends of {kind} were never logged");
    }

    /// Reads what the Worker has logged, waiting up to so many milliseconds for a line.
    pub(super) async fn read_logs(&self, wait: u64) {
        let request = self.with_runtime(|runtime| {
            runtime.http.get(format!("{}/logs?after={}&wait={wait}", runtime.control, runtime.logs))
        });
        let answer: Value = request.send().await.expect("the control port answers").json().await.expect("JSON");
        if let Some(runtime) = self.runtime.borrow_mut().as_mut() {
            runtime.logs = answer["next"].as_u64().unwrap_or(runtime.logs);
        }
        for line in answer["logs"].as_array().into_iter().flatten() {
            let message = line["message"].as_str().unwrap_or_default();
            let parsed: Value = serde_json::from_str(message).unwrap_or(Value::Null);
            if parsed["end"] == true {
                let end: End = serde_json::from_value(parsed).unwrap_or_default();
                if end.over_budget {
                    self.over_budget.borrow_mut().push(end.clone());
                }
                self.ends.borrow_mut().push(end);
            } else if line["level"] == "error" {
                self.errors.borrow_mut().push(message.to_owned());
            }
        }
    }
}
