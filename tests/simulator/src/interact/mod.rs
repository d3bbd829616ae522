//! What a person does in a client: it becomes a signed interaction, and the answer is judged and applied.

pub(crate) mod apply;
mod assign;
mod command;
mod component;
mod fields;
mod judge;
mod modal;
mod options;
mod payload;
mod prepare;
mod resolve;
mod send;
mod text;

use serde_json::{Map, Value};

use crate::Id;
use crate::simulator::Simulator;
use crate::state::Answer;

/// Something a person does.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// The guild, none in the DM with the bot.
    pub guild: Option<Id>,
    /// The channel.
    pub channel: Id,
    /// The person.
    pub user: Id,
    /// Their client's language; by default the user's own.
    pub locale: Option<String>,
    /// What they do.
    pub kind: Kind,
    /// The id of an interaction that was sent before, to deliver the very same once more; a new id makes
    /// an interaction with that id.
    pub id: Option<Id>,
}

/// What a person does.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `/bytes send user:@ben amount:50 reason:"two words"`, understood as the client would, by the
    /// commands that are registered.
    Command(String),
    /// The raw `data` of a command: a hostile client.
    CommandData(Value),
    /// A command on a user.
    UserCommand {
        /// Its name.
        name: String,
        /// The user.
        target: Id,
    },
    /// A command on a message.
    MessageCommand {
        /// Its name.
        name: String,
        /// The message.
        target: Id,
    },
    /// A button.
    Click {
        /// The message it is on.
        message: Id,
        /// Its custom_id.
        custom_id: String,
    },
    /// A select.
    Select {
        /// The message it is on.
        message: Id,
        /// Its custom_id.
        custom_id: String,
        /// The values chosen: option values, or ids for users, roles and channels.
        values: Vec<String>,
    },
    /// Submits the modal that is open for the person.
    Modal {
        /// The modal's custom_id.
        custom_id: String,
        /// Values by the inputs' custom_ids: texts, or lists of texts for selects.
        values: Map<String, Value>,
    },
    /// Typing in an option with autocomplete.
    Autocomplete {
        /// The command as far as it is typed.
        command: String,
        /// The option being typed.
        focused: String,
    },
    /// Anything at all, unchecked: a hostile client.
    Raw {
        /// Interaction type number.
        kind: u8,
        /// Its `data`.
        data: Value,
        /// The message it claims to come from.
        message: Option<Id>,
    },
    /// Discord's own check of the endpoint.
    Ping,
}

/// What was sent and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// The interaction's id; 0 when the client would not have sent it.
    pub id: Id,
    /// HTTP status of the answer; 0 when there was none.
    pub status: u16,
    /// `x-correlation-id` of the answer.
    pub correlation: Option<String>,
    /// How long the answer took.
    pub ms: f64,
    /// The payload sent.
    pub request: Value,
    /// The answer's JSON.
    pub response: Option<Value>,
    /// The message that was made or changed.
    pub message: Option<Id>,
    /// The `data` of a modal that opened.
    pub modal: Option<Value>,
    /// The choices of an autocomplete.
    pub choices: Option<Vec<Value>>,
    /// What Discord (or the client, before sending) would reject; empty when all is well.
    pub wrong: Vec<String>,
}

pub(crate) async fn run(simulator: &Simulator, interaction: Interaction) -> Exchange {
    let prepared = simulator.state(|state| prepare::run(state, &interaction));
    let sent = match prepared {
        Ok(sent) => sent,
        Err(wrong) => {
            return Exchange { wrong, ..Exchange::default() };
        }
    };
    let reply = send::run(simulator, &sent).await;
    let mut exchange = Exchange {
        id: sent.id,
        status: reply.status,
        correlation: reply.correlation,
        ms: reply.ms,
        request: sent.payload.clone(),
        response: reply.body,
        wrong: reply.wrong,
        ..Exchange::default()
    };
    if exchange.wrong.is_empty() {
        exchange.wrong = judge::run(simulator, &sent, exchange.response.as_ref().unwrap_or(&Value::Null));
    }
    simulator.state(|state| apply::run(state, &sent, &mut exchange));
    simulator.inner.judged.send_modify(|count| *count += 1);
    if !exchange.wrong.is_empty() {
        let name = sent.command.as_deref().unwrap_or(kind_name(sent.kind));
        let place = format!("interaction {} ({name})", sent.id);
        for wrong in &exchange.wrong {
            simulator.problem(place.clone(), wrong.clone(), sent.guild);
        }
    }
    exchange
}

fn kind_name(kind: u8) -> &'static str {
    match kind {
        1 => "ping",
        2 => "command",
        3 => "component",
        4 => "autocomplete",
        5 => "modal submit",
        _ => "unknown type",
    }
}

/// Whether an answer was already taken, so that a second one changes nothing.
pub(crate) fn is_answered(answer: Answer) -> bool {
    matches!(answer, Answer::Given { .. })
}
