//! A guild that came, and who heard of it.

use crate::base::{
    ids::{ChannelId, GuildId, UserId},
    lang::Lang,
    time::Time,
};

/// A guild to which somebody has added the bot.
#[derive(Clone, Debug)]
pub struct Added {
    pub guild: GuildId,
    pub name: String,
    /// The guild's preferred language.
    pub lang: Lang,
    /// Where Discord itself tells who joined, if anywhere.
    pub system_channel: Option<ChannelId>,
    pub by: UserId,
    pub at: Time,
}

/// Who heard the first steps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Heard {
    /// They were told before, or by the same event.
    Before,
    /// Who added the bot.
    Directly,
    /// Who reads the system channel.
    InChannel,
    Nobody,
}

impl Heard {
    /// For the log.
    pub const fn word(self) -> &'static str {
        match self {
            Heard::Before => "known",
            Heard::Directly => "told",
            Heard::InChannel => "told in channel",
            Heard::Nobody => "unheard",
        }
    }

    /// What is kept of it; nothing where something was kept before.
    pub const fn state(self) -> Option<&'static str> {
        match self {
            Heard::Before => None,
            Heard::Directly => Some("dm"),
            Heard::InChannel => Some("channel"),
            Heard::Nobody => Some("unheard"),
        }
    }
}
