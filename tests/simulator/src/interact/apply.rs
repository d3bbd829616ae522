//! What an answer changes: messages appear, change, modals open, or the person sees that nothing came.

use serde_json::{Value, json};

use crate::events::{Event, EventKind};
use crate::interact::{Exchange, is_answered, payload};
use crate::state::message::{flag, kind};
use crate::state::talk::Draft;
use crate::state::{Answer, OpenModal, Origin, Sent, State};

pub(super) fn run(state: &mut State, sent: &Sent, exchange: &mut Exchange) {
    let earlier = state.interactions.get(&sent.id).map_or(Answer::Failed, |sent| sent.answer);
    if is_answered(earlier) {
        // A second answer to the same interaction changes nothing; what the first did is reported again.
        exchange.message = state.interactions.get(&sent.id).and_then(|sent| sent.original);
        return;
    }
    if !exchange.wrong.is_empty() {
        set_answer(state, sent, Answer::Failed);
        let event = Event::new(EventKind::InteractionFailed).data(json!({"wrong": exchange.wrong}));
        state.happened(placed(event, sent));
        return;
    }
    let answer = exchange.response.clone().unwrap_or_default();
    let callback = answer["type"].as_u64().unwrap_or(0) as u8;
    let data = &answer["data"];
    let ephemeral = data["flags"].as_u64().unwrap_or(0) & flag::EPHEMERAL != 0;
    set_answer(state, sent, Answer::Given { callback, ephemeral });
    if sent.kind == 5 {
        state.modals.remove(&sent.user);
    }
    match callback {
        4 => exchange.message = Some(first(state, sent, data, ephemeral, 0)),
        5 => {
            exchange.message = Some(first(state, sent, &json!({}), ephemeral, flag::LOADING));
            let event = Event::new(EventKind::InteractionDeferred).data(json!({"ephemeral": ephemeral}));
            state.happened(placed(event, sent));
        }
        6 => set_original(state, sent),
        7 => {
            set_original(state, sent);
            if let Some(source) = sent.source {
                state.edit(source, data, Vec::new());
                exchange.message = Some(source);
            }
        }
        8 => exchange.choices = data["choices"].as_array().cloned(),
        9 => open(state, sent, data, exchange),
        _ => {}
    }
}

/// The message that answers first, with its marks.
fn first(state: &mut State, sent: &Sent, data: &Value, ephemeral: bool, extra: u64) -> u64 {
    let private = if ephemeral { flag::EPHEMERAL } else { 0 };
    let draft = Draft {
        kind: match (sent.kind, sent.payload["data"]["type"].as_u64()) {
            (2, Some(1)) => kind::CHAT_INPUT_COMMAND,
            (2, _) => kind::CONTEXT_MENU_COMMAND,
            _ => kind::DEFAULT,
        },
        only_for: ephemeral.then_some(sent.user),
        interaction: Some(origin(sent)),
        flags: private | extra,
        mask: None,
        attachments: Vec::new(),
    };
    let id = state.post(sent.channel, state.bot_id, data, draft);
    if let Some(sent) = state.interactions.get_mut(&sent.id) {
        sent.original = Some(id);
    }
    id
}

/// What a message says about the interaction it came from.
pub(crate) fn origin(sent: &Sent) -> Origin {
    Origin {
        id: sent.id,
        kind: sent.kind,
        user: sent.user,
        command: sent.command.clone(),
        command_type: sent.payload["data"]["type"].as_u64().filter(|_| sent.kind == 2).map(|kind| kind as u8),
        original: None,
        interacted: sent.source.filter(|_| sent.kind == 3),
        owners: payload::owners(sent.guild),
    }
}

fn open(state: &mut State, sent: &Sent, data: &Value, exchange: &mut Exchange) {
    exchange.modal = Some(data.clone());
    let modal = OpenModal { opened_by: sent.id, channel: sent.channel, form: data.clone(), source: sent.source };
    state.modals.insert(sent.user, modal);
    let event = Event::new(EventKind::ModalOpened).data(data.clone());
    state.happened(placed(event, sent));
}

fn set_answer(state: &mut State, sent: &Sent, answer: Answer) {
    if let Some(sent) = state.interactions.get_mut(&sent.id) {
        sent.answer = answer;
    }
}

fn set_original(state: &mut State, sent: &Sent) {
    if let Some(known) = state.interactions.get_mut(&sent.id) {
        known.original = sent.source;
    }
}

fn placed(event: Event, sent: &Sent) -> Event {
    event.guild(sent.guild).channel(sent.channel).user(sent.user).only_for(sent.user).interaction(sent.id)
}
