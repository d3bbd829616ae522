//! People's data: exported, deleted, and told of, from what every feature declares that it keeps; and the
//! removal of guilds that the bot has left. Owns `data_requests`.

mod act;
mod commands;
mod export;
mod jobs;
pub mod model;
mod page;
mod sql;
mod text;

pub use act::{AGAIN_LATER, ASKED, ask, guilds};
pub use export::of_person;
pub use page::told;
pub use sql::{cancel_removals, plan_removals};

use crate::app::{Feature, Holding, Person, holding::stays};

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    pages: page::PAGES,
    jobs: jobs::JOBS,
    holdings: HOLDINGS,
    ..Feature::named("data")
};

const HOLDINGS: &[Holding] = &[Holding {
    what: "that you had your data deleted",
    until: "30 days, and as long as something in force stays",
    people: &[
        Person {
            told: "guild, everywhere, asked_at, finished_at, kept",
            rows: "(guild, id) IN (SELECT value, 'person:' || ?2 FROM json_each(?1))",
            ..stays("user", "that you had your data deleted, for 30 days, so that nobody collects first bytes twice")
        },
        stays("asked_by", "who asked for a deletion, for 30 days"),
    ],
    ..Holding::of_guild("data_requests", "guild, id")
}];
