//! What is kept of people and of guilds.

use crate::app::{Holding, OfGuild, holding::goes};

pub const HOLDINGS: &[Holding] = &[Holding {
    table: "people",
    what: "your names, when you joined, when you were last active, on how many days and by which command",
    until: "until you delete it; you are known again when you use a command, and at night while you are a member",
    key: "guild, user",
    guild: OfGuild::Goes,
    people: &[goes("user", "guild, name, username, joined_at, seen_at, left_at, days, command")],
}];
