//! What pages follow: the simulator's events and the log lines in one order, with one number each.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::Id;
use crate::events::{Event, EventKind};
use crate::playground::{Playground, view};
use crate::state::State;
use crate::state::permission::VIEW_CHANNEL;

/// How many are kept for pages that come back.
const KEPT: usize = 5_000;

/// One thing told to pages.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) seq: u64,
    pub(crate) name: &'static str,
    pub(crate) data: Value,
    only_for: Option<Id>,
    channel: Option<Id>,
}

impl Item {
    /// Whether a person may know of it.
    pub(crate) fn seen_by(&self, state: &State, user: Id) -> bool {
        let mine = self.only_for.is_none_or(|only| only == user);
        mine && self.channel.is_none_or(|channel| state.permissions(channel, user) & VIEW_CHANNEL != 0)
    }
}

pub(crate) struct Feed {
    items: Mutex<VecDeque<Item>>,
    seen: watch::Sender<u64>,
}

impl Default for Feed {
    fn default() -> Feed {
        Feed { items: Mutex::default(), seen: watch::Sender::new(0) }
    }
}

impl Feed {
    /// Tells everyone.
    pub(crate) fn tell(&self, name: &'static str, data: Value) {
        self.push(Item { seq: 0, name, data, only_for: None, channel: None });
    }

    fn push(&self, mut item: Item) {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        item.seq = *self.seen.borrow() + 1;
        let seq = item.seq;
        items.push_back(item);
        if items.len() > KEPT {
            items.pop_front();
        }
        drop(items);
        self.seen.send_replace(seq);
    }

    /// The number of the newest.
    pub(crate) fn last(&self) -> u64 {
        *self.seen.borrow()
    }

    /// The next after a number, as soon as there is one; those that are no longer kept are passed over.
    pub(crate) async fn next(&self, after: u64) -> Item {
        let mut signal = self.seen.subscribe();
        loop {
            // The sender is part of this feed, so waiting cannot fail.
            let _ = signal.wait_for(|last| *last > after).await;
            let items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(item) = items.iter().find(|item| item.seq > after) {
                return item.clone();
            }
        }
    }
}

/// Brings the simulator's events into the feed as they happen.
pub(super) fn follow(playground: Arc<Playground>) {
    let start = playground.simulator.last_event();
    tokio::spawn(async move {
        let mut after = start;
        loop {
            if let Some(event) = playground.simulator.wait_event(after, Duration::from_secs(3_600)).await {
                after = event.seq;
                if let Some(item) = playground.simulator.state(|state| item(state, event)) {
                    playground.feed.push(item);
                }
            }
        }
    });
}

fn item(state: &State, event: Event) -> Option<Item> {
    let name = match event.kind {
        EventKind::MessageCreated => "message_created",
        EventKind::MessageUpdated => "message_updated",
        EventKind::MessageDeleted => "message_deleted",
        EventKind::ModalOpened | EventKind::InteractionDeferred | EventKind::InteractionFailed => return None,
        _ => "state_changed",
    };
    let data = match event.message {
        Some(mut message) => {
            view::decorate(state, &mut message, event.only_for.is_some(), event.interaction);
            message
        }
        None => json!({"kind": event.kind, "user": event.user.map(|id| id.to_string())}),
    };
    let channel = event.channel.filter(|_| event.message_id.is_some());
    Some(Item { seq: 0, name, data, only_for: event.only_for, channel })
}
