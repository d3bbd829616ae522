//! What is kept of people and of guilds.

use crate::app::{
    Holding, Person,
    holding::{OFFICE, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        what: "that you made an API key for the server",
        until: "as long as the server is here",
        people: &[Person {
            told: "guild, id, name, scopes, created_at",
            index: "INDEXED BY api_keys_maker",
            ..stays("created_by", OFFICE)
        }],
        ..Holding::of_guild("api_keys", "guild, id")
    },
    Holding::of_guild("api_makers", "guild, key"),
];
