//! Answering in time: inline when the work is done soon, deferred when it is not.

use worker::{Context, Response, Result};

use crate::{
    app::{After, Answer, Done, Work, text},
    base::{
        error::{self, Error},
        time::Time,
    },
    discord::{
        interaction::kind,
        reply::{self, Message, Reply},
    },
    platform::clock,
};

use super::{
    answer_with, deliver,
    outcome::{Underway, afterwards, sentence},
    route::Task,
};

/// After so long an answer is given for a handler that is still at work. Discord waits 3 s.
const PATIENCE: i64 = 1_500;

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
            let underway = Underway { task, started, deferred: false };
            let answer = answer_with(reply.json(), Some(&correlation));
            context.wait_until(async move {
                let outcome = match after {
                    None => outcome,
                    Some(after) => afterwards(&underway, &reply, after, outcome).await,
                };
                underway.end(outcome).await;
            });
            answer
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
    let underway = Underway { task, started, deferred: true };
    if let Some(instead) = instead {
        context.wait_until(async move { underway.end("late").await });
        return answer_with(instead.json(), Some(correlation));
    }
    context.wait_until(deliver::finish(underway, work));
    answer_with(answer, Some(correlation))
}

/// The reply to finished work, its name in the log, and what comes after it.
pub fn said(task: &Task, done: error::Result<Done>) -> (Reply, &'static str, Option<After>) {
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
