//! What is kept of people and of guilds.

use crate::app::{
    Holding, OfGuild,
    holding::{OFFICE, stays},
};

pub const HOLDINGS: &[Holding] = &[Holding {
    table: "links",
    what: "short addresses of the deployment, with who made them",
    until: "until an operator deletes them",
    key: "slug",
    guild: OfGuild::Not,
    people: &[stays("made_by", OFFICE)],
}];
