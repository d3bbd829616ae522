//! The answer to deferred work: an edit of what was promised, or a message after it.

use crate::{
    app::{Answer, Done, Work},
    base::{error::Error, time::Time},
    discord::{
        reply::{Message, Reply},
        rest::{self, Call, RestError, code},
    },
    features::replies,
    platform::{clock, log},
};

use super::answer::{DEADLINE, Rest, afterwards, sentence};

/// Finishes deferred work and delivers its answer.
pub async fn finish(rest: Rest, work: Work<Done>) {
    let done =
        clock::within(DEADLINE, work).await.unwrap_or_else(|_| Err(Error::Internal("not done in time".to_owned())));
    let (outcome, after) = match done {
        Ok(done) => {
            say(&rest, &done.reply).await;
            ("ok", done.after)
        }
        Err(error) => {
            let (text, outcome) = sentence(&rest.task, error);
            refuse(&rest, Message::text(text)).await;
            (outcome, None)
        }
    };
    let outcome = match after {
        Some(after) => afterwards(&rest, after, outcome).await,
        None => outcome,
    };
    rest.end(outcome);
}

/// Says what was promised. A press that changes its message may also answer beside it.
async fn say(rest: &Rest, reply: &Reply) {
    let Some(message) = reply.message() else {
        log::error(&rest.task.id.to_string(), &rest.task.name, "a modal or choices cannot follow a deferral");
        return;
    };
    let updates = matches!(rest.task.answer, Answer::Update | Answer::SlowUpdate);
    match reply {
        Reply::Ephemeral(_) if updates => follow(rest, message, true).await,
        Reply::Public(_) if updates => follow(rest, message, false).await,
        _ => edit(rest, message).await,
    }
}

/// A refusal is for the one who asked: where everybody was promised an answer, the promise is
/// taken back first.
async fn refuse(rest: &Rest, message: Message) {
    match rest.task.answer {
        Answer::Update | Answer::SlowUpdate => follow(rest, &message, true).await,
        Answer::Public => {
            if let Some(application) = rest.task.application {
                send(rest, rest::delete_original(application, &rest.task.token)).await.ok();
            }
            follow(rest, &message, true).await;
        }
        Answer::Ephemeral | Answer::Slow | Answer::Modal => edit(rest, &message).await,
    }
}

async fn edit(rest: &Rest, message: &Message) {
    let Some(application) = rest.task.application else {
        return;
    };
    let sent = send(rest, rest::edit_original(application, &rest.task.token, message)).await;
    if sent.is_err_and(|error| error.is_passing() || is_too_early(&error)) {
        keep(rest, message, clock::now()).await;
    }
}

async fn follow(rest: &Rest, message: &Message, ephemeral: bool) {
    let Some(application) = rest.task.application else {
        return;
    };
    send(rest, rest::follow_up(application, &rest.task.token, message, ephemeral)).await.ok();
}

/// Pauses, in milliseconds, before a call is tried again that came before our own first answer
/// did: deferred work may be done sooner than Discord has read "thinking …".
const AHEAD: [i64; 3] = [250, 500, 1_000];

async fn send(rest: &Rest, call: Call) -> Result<(), RestError> {
    let route = call.route();
    let mut sent = rest.task.discord.send(call.clone()).await;
    for pause in AHEAD {
        if !sent.as_ref().is_err_and(is_too_early) {
            break;
        }
        clock::wait(pause).await;
        sent = rest.task.discord.send(call.clone()).await;
    }
    if let Err(error) = &sent {
        log::error(&rest.task.id.to_string(), &route, &error.to_string());
    }
    sent
}

/// An old token is none, because deferred work has its deadline.
fn is_too_early(error: &RestError) -> bool {
    error.code() == code::UNKNOWN_WEBHOOK
}

/// For the minute tick to deliver while the token lives.
async fn keep(rest: &Rest, message: &Message, now: Time) {
    let task = &rest.task;
    let (Ok(db), Some(guild)) = (&task.db, task.guild) else {
        return;
    };
    if let Err(error) = replies::keep(db, &task.config, task.id, guild, &task.token, message, now).await {
        log::error(&task.id.to_string(), "keeping an answer", &error.to_string());
    }
}
