//! What is kept of people and of guilds.

use crate::app::{
    Fate, Holding, OfGuild, Person,
    holding::{goes, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "role_wishes",
        what: "roles that you should have or lose",
        until: "until you delete it",
        key: "guild, user, role",
        guild: OfGuild::Goes,
        people: &[Person {
            fate: Fate::GoesUnless("wanted = 0 AND state = 'planned'", "a role that is taken from you, until it is"),
            ..goes("user", "guild, role, wanted, origin, state, set_at")
        }],
    },
    Holding {
        what: "that you are given no roles for now",
        until: "until that is lifted",
        people: &[Person {
            told: "guild",
            ..stays("user", "that you are given no roles while you are kept out, until that is lifted")
        }],
        ..Holding::of_guild("role_holds", "guild, user")
    },
];
