//! What became of a direct message.

use crate::base::{
    ids::{ChannelId, MessageId},
    json::FromJson,
};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Told {
    Delivered {
        channel: ChannelId,
        message: MessageId,
    },
    /// The person takes no messages from the bot, or shares no server with it.
    Closed,
    /// Too many were opened lately.
    Rationed,
    /// Discord complained; none is opened for a day.
    Stopped,
    /// Nobody of the guild is told at the moment.
    Quiet,
    /// Discord did not answer.
    Unreachable,
}

/// What is kept of it, by a word.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Nobody was to be told.
    Silent,
    Told,
    Closed,
    Rationed,
    /// A raid lasted, in which nobody is told.
    Quiet,
    /// Discord did not answer.
    Unreachable,
    /// Tried again for an hour.
    Later,
}

impl Notice {
    pub const fn word(self) -> &'static str {
        match self {
            Notice::Silent => "silent",
            Notice::Told => "told",
            Notice::Closed => "closed",
            Notice::Rationed => "rationed",
            Notice::Quiet => "quiet",
            Notice::Unreachable => "unreachable",
            Notice::Later => "later",
        }
    }
}

/// What became of a message that was kept: a row of [`super::find_later`].
#[derive(FromJson)]
pub struct Later {
    state: String,
}

impl Later {
    pub fn notice(self) -> Notice {
        match self.state.as_str() {
            "done" => Notice::Told,
            "failed" => Notice::Unreachable,
            _ => Notice::Later,
        }
    }
}

impl Told {
    /// Whether trying again within the hour may help.
    pub const fn is_passing(self) -> bool {
        matches!(self, Told::Rationed | Told::Quiet | Told::Unreachable)
    }

    pub const fn notice(self) -> Notice {
        match self {
            Told::Delivered { .. } => Notice::Told,
            Told::Closed => Notice::Closed,
            Told::Quiet => Notice::Quiet,
            Told::Rationed | Told::Stopped => Notice::Rationed,
            Told::Unreachable => Notice::Unreachable,
        }
    }
}
