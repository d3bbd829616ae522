//! Everything that became visible on the simulated Discord, in order: what tests wait for and pages follow.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use crate::Id;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A message appeared (`message` holds it).
    MessageCreated,
    /// A message changed (`message` holds it as it now is).
    MessageUpdated,
    /// A message is gone (`message` holds it as it last was).
    MessageDeleted,
    /// `user` got `role`.
    RoleAdded,
    /// `user` lost `role`.
    RoleRemoved,
    /// `user` came into `guild`.
    MemberJoined,
    /// `user` left, was kicked or banned (`data.reason` says which).
    MemberLeft,
    /// Nickname, time-out or flags of `user` changed.
    MemberUpdated,
    /// A channel was made.
    ChannelCreated,
    /// A channel changed.
    ChannelUpdated,
    /// A channel is gone.
    ChannelDeleted,
    /// A role was made.
    RoleCreated,
    /// The bot came into a guild.
    GuildJoined,
    /// The bot left a guild.
    GuildLeft,
    /// The registered commands changed.
    CommandsChanged,
    /// The person sees "thinking …": a deferred answer.
    InteractionDeferred,
    /// A modal opened for `user` (`data`).
    ModalOpened,
    /// The person sees "The application did not respond" (`data.wrong` says why).
    InteractionFailed,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Counts from 1, without gaps.
    pub seq: u64,
    /// Simulator time, Unix milliseconds.
    pub at: u64,
    /// What happened.
    pub kind: EventKind,
    /// Where, when it was in a guild.
    pub guild: Option<Id>,
    /// The channel it concerns.
    pub channel: Option<Id>,
    /// The person or bot it concerns (author of a message, member of a role change).
    pub user: Option<Id>,
    /// The role it concerns.
    pub role: Option<Id>,
    /// The message it concerns.
    pub message_id: Option<Id>,
    /// The message as Discord shows it at this moment.
    pub message: Option<Value>,
    /// Set when only this user can see it (ephemeral messages, modals, failures).
    pub only_for: Option<Id>,
    /// The interaction that caused it.
    pub interaction: Option<Id>,
    /// What else belongs to it.
    pub data: Value,
}

impl Event {
    pub(crate) fn new(kind: EventKind) -> Event {
        Event {
            seq: 0,
            at: 0,
            kind,
            guild: None,
            channel: None,
            user: None,
            role: None,
            message_id: None,
            message: None,
            only_for: None,
            interaction: None,
            data: Value::Null,
        }
    }

    pub(crate) fn guild(mut self, guild: impl Into<Option<Id>>) -> Event {
        self.guild = guild.into();
        self
    }

    pub(crate) fn channel(mut self, channel: impl Into<Option<Id>>) -> Event {
        self.channel = channel.into();
        self
    }

    pub(crate) fn user(mut self, user: Id) -> Event {
        self.user = Some(user);
        self
    }

    pub(crate) fn role(mut self, role: Id) -> Event {
        self.role = Some(role);
        self
    }

    pub(crate) fn only_for(mut self, user: Id) -> Event {
        self.only_for = Some(user);
        self
    }

    pub(crate) fn interaction(mut self, id: Id) -> Event {
        self.interaction = Some(id);
        self
    }

    pub(crate) fn data(mut self, data: Value) -> Event {
        self.data = data;
        self
    }
}

/// The list of events, and a signal that rises with each.
pub(crate) struct EventLog {
    list: Vec<Event>,
    seen: Arc<watch::Sender<u64>>,
}

impl EventLog {
    pub(crate) fn new() -> EventLog {
        EventLog { list: Vec::new(), seen: Arc::new(watch::Sender::new(0)) }
    }

    pub(crate) fn push(&mut self, mut event: Event, at: u64) {
        event.seq = self.list.len() as u64 + 1;
        event.at = at;
        self.list.push(event);
        self.seen.send_replace(self.list.len() as u64);
    }

    pub(crate) fn after(&self, seq: u64) -> &[Event] {
        self.list.get(seq as usize..).unwrap_or_default()
    }

    pub(crate) fn last(&self) -> u64 {
        self.list.len() as u64
    }

    pub(crate) fn signal(&self) -> watch::Receiver<u64> {
        self.seen.subscribe()
    }
}
