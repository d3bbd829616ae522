//! Interactions that were sent, each with its token's life.

use std::time::Duration;

use serde_json::Value;

use crate::Id;
use crate::clock::time_of;

/// How long a token lives.
pub const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

/// One interaction that was sent to the application.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Snowflake.
    pub id: Id,
    /// The token for edits and follow-ups.
    pub token: String,
    /// 1 ping, 2 command, 3 component, 4 autocomplete, 5 modal submit.
    pub kind: u8,
    /// Guild, none in DMs.
    pub guild: Option<Id>,
    /// Channel.
    pub channel: Id,
    /// Who acted.
    pub user: Id,
    /// The whole payload, for redelivery.
    pub payload: Value,
    /// `bytes send` for commands.
    pub command: Option<String>,
    /// The message a component sits on, also of the modal it opened.
    pub source: Option<Id>,
    /// What became of it.
    pub answer: Answer,
    /// The message that `@original` means.
    pub original: Option<Id>,
    /// Messages made by follow-ups.
    pub followups: Vec<Id>,
}

/// Where the first answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Sent, nothing came back yet.
    Waiting,
    /// The answer arrived and is being looked at; requests on the token wait for that.
    Judging,
    /// None came, or none that Discord would take.
    Failed,
    /// Taken.
    Given {
        /// The callback type.
        callback: u8,
        /// Whether the answer is for its user only.
        ephemeral: bool,
    },
}

impl Sent {
    /// Whether the token's 15 minutes are over.
    pub fn expired(&self, now: u64) -> bool {
        now >= time_of(self.id) + TOKEN_LIFE.as_millis() as u64
    }
}

/// A modal that stands open in someone's client.
#[derive(Clone, Debug)]
pub struct OpenModal {
    /// The interaction that opened it.
    pub opened_by: Id,
    /// Where.
    pub channel: Id,
    /// The `data` of the callback.
    pub form: Value,
    /// The message whose component opened it.
    pub source: Option<Id>,
}
