//! What is kept of people and of guilds.

use crate::app::{
    Holding, OfGuild,
    holding::{goes, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "role_wishes",
        what: "roles that you should have or lose",
        until: "until you delete it",
        key: "guild, user, role",
        guild: OfGuild::Goes,
        people: &[goes("user", "guild, role, wanted, origin, state, set_at")],
    },
    Holding {
        people: &[stays("user", "that you are given no roles while you are kept out, until that is lifted")],
        ..Holding::of_guild("role_holds", "guild, user")
    },
];
