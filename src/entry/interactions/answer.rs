//! Answering in time: inline when the work is done soon, deferred when it is not.

use worker::{Context, Response, Result};

use crate::{
    app::{Answer, Done, Work, text},
    base::{
        error::{self, Error},
        time::{SECOND, Time},
    },
    discord::{
        interaction::kind,
        reply::{self, Message, Reply},
    },
    platform::{
        clock,
        log::{self, End},
    },
};

use super::{deliver, json, route::Task};

/// After so long an answer is given for a handler that is still at work. Discord waits 3 s.
const PATIENCE: i64 = 1_500;
/// Our own deadline for deferred work; Cloudflare ends `wait_until` after 30 s.
pub const DEADLINE: i64 = 20 * SECOND;

/// What remains of a task once its work was taken out.
pub struct Rest {
    pub task: Task,
    pub started: Time,
    pub deferred: bool,
}

impl Rest {
    /// The one `end` line, when everything is done.
    pub fn end(&self, outcome: &str) {
        let totals = self.task.meter.totals();
        let budget = self.task.budget;
        // A deferred answer itself costs up to two calls, each tried again while Discord has not read
        // the deferral yet, and one row with its index when it must be kept for the tick.
        let (statements, rows, calls) = if self.deferred { (1, 2, 4) } else { (0, 0, 0) };
        let over = totals.statements > budget.statements + statements
            || totals.rows_written > budget.rows_written + rows
            || totals.subrequests > budget.subrequests + calls;
        log::end(&End {
            at: crate::base::ids::time_of(self.task.id),
            correlation: &self.task.id.to_string(),
            kind: "interaction",
            guild: self.task.guild.map(|guild| guild.to_string()),
            command: &self.task.name,
            outcome,
            totals,
            deferred: self.deferred,
            over_budget: over,
            took: clock::now().millis() - self.started.millis(),
        });
    }
}

/// Answers a task and leaves to `wait_until` what comes after.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn answer(mut task: Task, context: &Context, started: Time) -> Result<Response> {
    let correlation = task.id.to_string();
    let work = std::mem::replace(&mut task.work, Box::pin(async { Err(Error::Internal("taken".to_owned())) }));
    let at_once = matches!(task.answer, Answer::Slow | Answer::SlowUpdate);
    let waited = if at_once { Err(work) } else { clock::within(PATIENCE, work).await };
    match waited {
        Ok(done) => {
            let (reply, outcome, after) = said(&task, done);
            task.meter.answered();
            let rest = Rest { task, started, deferred: false };
            match after {
                None => rest.end(outcome),
                Some(after) => context.wait_until(async move {
                    let outcome = afterwards(&rest, after, outcome).await;
                    rest.end(outcome);
                }),
            }
            json(reply.json(), Some(&correlation))
        }
        Err(work) => late(task, work, context, started, &correlation),
    }
}

/// The work is not done in time, or was never going to be.
fn late(task: Task, work: Work<Done>, context: &Context, started: Time, correlation: &str) -> Result<Response> {
    task.meter.answered();
    let instead = match (task.kind, task.answer) {
        (kind::AUTOCOMPLETE, _) => Some(Reply::Choices(Vec::new())),
        (_, Answer::Modal) => Some(Reply::Ephemeral(Message::text(text::press_again(task.lang)))),
        _ => None,
    };
    let answer = match task.answer {
        Answer::Update | Answer::SlowUpdate => reply::deferred_update(),
        Answer::Public => reply::deferred_message(false),
        Answer::Ephemeral | Answer::Slow | Answer::Modal => reply::deferred_message(true),
    };
    let rest = Rest { task, started, deferred: true };
    if let Some(instead) = instead {
        rest.end("late");
        return json(instead.json(), Some(correlation));
    }
    context.wait_until(deliver::finish(rest, work));
    json(answer, Some(correlation))
}

/// The reply to finished work, its name in the log, and what comes after it.
pub fn said(task: &Task, done: error::Result<Done>) -> (Reply, &'static str, Option<Work<()>>) {
    match done {
        Ok(done) => (done.reply, "ok", done.after),
        // While somebody types, only choices may be answered.
        Err(error) if task.kind == kind::AUTOCOMPLETE => {
            let (_, outcome) = sentence(task, error);
            (Reply::Choices(Vec::new()), outcome, None)
        }
        Err(error) => {
            let (text, outcome) = sentence(task, error);
            (Reply::Ephemeral(Message::text(text)), outcome, None)
        }
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

/// Acts whose outcome nobody waits for.
pub async fn afterwards(rest: &Rest, after: Work<()>, outcome: &'static str) -> &'static str {
    let done =
        clock::within(DEADLINE, after).await.unwrap_or_else(|_| Err(Error::Internal("not done in time".to_owned())));
    match done {
        Ok(()) => outcome,
        Err(error) => {
            log::error(&rest.task.id.to_string(), &rest.task.name, &error.to_string());
            "failed"
        }
    }
}
