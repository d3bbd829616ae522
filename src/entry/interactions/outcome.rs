//! What becomes of a task once its work was taken out: its errors in words, what comes after the
//! answer, and the one `end` line.

use crate::{
    app::{After, text},
    base::{
        error::Error,
        time::{SECOND, Time},
    },
    discord::{interaction::kind, reply::Reply},
    features::people,
    platform::{
        clock,
        log::{self, End},
    },
};

use super::{deliver, route::Task};

/// Our own deadline for deferred work; Cloudflare ends `wait_until` after 30 s.
pub const DEADLINE: i64 = 20 * SECOND;

/// What remains of a task once its work was taken out.
pub struct Underway {
    pub task: Task,
    pub started: Time,
    pub deferred: bool,
}

impl Underway {
    /// The one `end` line, when everything is done and was counted.
    pub async fn end(&self, outcome: &str) {
        let totals = self.task.meter.totals();
        let budget = self.task.budget;
        // A deferred answer itself costs up to two calls, each tried again while Discord has not read
        // the deferral yet, and one row with its index when it must be kept for the tick.
        let (statements, rows, calls) = if self.deferred { (1, 2, 4) } else { (0, 0, 0) };
        let noted = self.task.noted as u64;
        let (statements, rows) = (statements + u32::from(noted > 0), rows + noted * people::ROWS);
        let over = totals.statements > budget.statements + statements
            || totals.rows_written > budget.rows_written + rows
            || totals.subrequests > budget.subrequests + calls;
        let (at, correlation) = (crate::base::ids::time_of(self.task.id), self.task.id.to_string());
        let end = End {
            at,
            correlation: &correlation,
            kind: "interaction",
            guild: self.task.guild.map(|guild| guild.to_string()),
            command: &self.task.name,
            outcome,
            totals,
            deferred: self.deferred,
            over_budget: over,
            took: clock::now().millis() - self.started.millis(),
            is_use: self.task.kind != kind::AUTOCOMPLETE,
            asked: &self.task.asked,
        };
        super::super::counted(self.task.db.as_ref().ok(), &end).await;
        log::end(&end);
    }
}

/// What the person reads of an error. Ours are logged here, once.
pub fn sentence(task: &Task, error: Error) -> (String, &'static str) {
    match error {
        Error::Refused(sentence) => (sentence, "refused"),
        Error::Without(missing) => (text::without(task.lang, missing), "without"),
        Error::Internal(cause) => {
            let correlation = task.id.to_string();
            log::error(&correlation, &task.name, &cause);
            (text::internal(task.lang, &correlation), "failed")
        }
    }
}

/// Acts whose outcome the answer, which has been given, does not wait for; where it turns out to be untrue
/// it is corrected.
pub async fn afterwards(underway: &Underway, reply: &Reply, after: After, outcome: &'static str) -> &'static str {
    let done =
        clock::within(DEADLINE, after).await.unwrap_or_else(|_| Err(Error::Internal("not done in time".to_owned())));
    match done {
        Ok(None) => outcome,
        Ok(Some(word)) => {
            deliver::correct(underway, reply, word).await;
            outcome
        }
        Err(error) => {
            log::error(&underway.task.id.to_string(), &underway.task.name, &error.to_string());
            "failed"
        }
    }
}
