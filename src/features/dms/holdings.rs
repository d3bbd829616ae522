//! What is kept of people and of guilds.

use crate::app::{Fate, Holding, OfGuild, Person, holding::stays};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "dm_channels",
        what: "the channel of our direct messages",
        until: "until you delete everything",
        key: "user",
        guild: OfGuild::Not,
        people: &[Person {
            column: "user",
            told: "channel, opened_at",
            rows: "user = ?2",
            index: "",
            fate: Fate::Goes,
        }],
    },
    Holding {
        what: "a message to you that could not be delivered yet",
        until: "some days",
        people: &[Person {
            told: "guild, body, state, expires_at",
            index: "INDEXED BY dm_pending_user",
            ..stays("user", "a message that could not be delivered yet, for some days")
        }],
        ..Holding::of_guild("dm_pending", "guild, id")
    },
    Holding::of_guild("dm_quiets", "guild"),
];
