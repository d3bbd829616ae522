//! The answer to deferred work: an edit of what was promised, or a message after it.

use crate::{
    app::{Afterword, Answer, Done, Work, text},
    base::{error::Error, time::Time},
    discord::{
        reply::{Message, Reply},
        rest::{self, Call, RestError, code},
    },
    features::replies,
    platform::{clock, log},
};

use super::outcome::{DEADLINE, Underway, afterwards, sentence};

/// Finishes deferred work and delivers its answer.
pub async fn finish(underway: Underway, work: Work<Done>) {
    let done =
        clock::within(DEADLINE, work).await.unwrap_or_else(|_| Err(Error::Internal("not done in time".to_owned())));
    let outcome = match done {
        Ok(done) => {
            say(&underway, &done.reply).await;
            match done.after {
                Some(after) => afterwards(&underway, &done.reply, after, "ok").await,
                None => "ok",
            }
        }
        Err(error) => {
            let (text, outcome) = sentence(&underway.task, error);
            refuse(&underway, Message::text(text)).await;
            outcome
        }
    };
    underway.end(outcome).await;
}

/// Corrects an answer that was given.
pub async fn correct(underway: &Underway, reply: &Reply, word: Afterword) {
    let Some(said) = reply.message() else { return };
    let content = match word {
        Afterword::Besides(sentence) if said.content.is_empty() => sentence,
        Afterword::Besides(sentence) => format!("{}\n{sentence}", said.content),
        Afterword::Instead(sentence) => sentence,
    };
    let corrected = Message { content, ..said.clone() };
    let beside = underway.deferred && is_beside(underway, reply);
    match beside {
        true => follow(underway, &corrected, !matches!(reply, Reply::Public(_))).await,
        false => edit(underway, &corrected).await,
    }
}

/// Whether a promised answer came beside the message that was pressed on.
fn is_beside(underway: &Underway, reply: &Reply) -> bool {
    let updates = matches!(underway.task.answer, Answer::Update | Answer::SlowUpdate);
    updates && !matches!(reply, Reply::Update(_))
}

/// Says what was promised. A press that changes its message may also answer beside it.
async fn say(underway: &Underway, reply: &Reply) {
    let Some(message) = reply.message() else {
        // A form cannot follow a promise; the next press, in a better moment, opens it.
        return refuse(underway, Message::text(text::press_again(underway.task.lang))).await;
    };
    match is_beside(underway, reply) {
        true => follow(underway, message, !matches!(reply, Reply::Public(_))).await,
        false => edit(underway, message).await,
    }
}

/// A refusal is for the one who asked: where everybody was promised an answer, the promise is
/// taken back first.
async fn refuse(underway: &Underway, message: Message) {
    match underway.task.answer {
        Answer::Update | Answer::SlowUpdate => follow(underway, &message, true).await,
        Answer::Public => {
            if let Some(application) = underway.task.application {
                send(underway, rest::delete_original(application, &underway.task.token)).await.ok();
            }
            follow(underway, &message, true).await;
        }
        Answer::Ephemeral | Answer::Slow | Answer::Modal => edit(underway, &message).await,
    }
}

async fn edit(underway: &Underway, message: &Message) {
    let Some(application) = underway.task.application else {
        return;
    };
    let sent = send(underway, rest::edit_original(application, &underway.task.token, message)).await;
    if sent.is_err_and(|error| error.is_passing() || is_too_early(&error)) {
        keep(underway, message, clock::now()).await;
    }
}

async fn follow(underway: &Underway, message: &Message, ephemeral: bool) {
    let Some(application) = underway.task.application else {
        return;
    };
    send(underway, rest::follow_up(application, &underway.task.token, message, ephemeral)).await.ok();
}

/// Pauses, in milliseconds, before a call is tried again that came before our own first answer
/// did: deferred work may be done sooner than Discord has read "thinking …".
const AHEAD: [i64; 3] = [250, 500, 1_000];

async fn send(underway: &Underway, call: Call) -> Result<(), RestError> {
    let route = call.route();
    let mut sent = underway.task.discord.send(call.clone()).await;
    for pause in AHEAD {
        if !sent.as_ref().is_err_and(is_too_early) {
            break;
        }
        clock::wait(pause).await;
        sent = underway.task.discord.send(call.clone()).await;
    }
    if let Err(error) = &sent {
        log::error(&underway.task.id.to_string(), &route, &error.to_string());
    }
    sent
}

/// An old token is none, because deferred work has its deadline.
fn is_too_early(error: &RestError) -> bool {
    error.code() == code::UNKNOWN_WEBHOOK
}

/// For the minute tick to deliver while the token lives.
async fn keep(underway: &Underway, message: &Message, now: Time) {
    let task = &underway.task;
    let (Ok(db), Some(guild)) = (&task.db, task.guild) else {
        return;
    };
    if let Err(error) = replies::keep(db, &task.config, task.id, guild, &task.token, message, now).await {
        log::error(&task.id.to_string(), "keeping an answer", &error.to_string());
    }
}
