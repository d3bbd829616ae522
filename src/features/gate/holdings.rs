//! What is kept of people and of guilds.

use crate::app::{Fate, Holding, OfGuild, Person};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "restrictions",
        what: "whether you are kept out, since when, and the roles that you get back",
        until: "until it is lifted",
        key: "guild, user",
        guild: OfGuild::Goes,
        people: &[Person {
            column: "user",
            told: "guild, want, taken, since",
            rows: "",
            index: "",
            fate: Fate::GoesUnless(
                "want = 'restricted' OR due_at IS NOT NULL",
                "that you are kept out, until that is lifted",
            ),
        }],
    },
    Holding::of_guild("gate_rollouts", "guild"),
    Holding::of_guild("gate_leaks", "guild"),
    Holding::of_guild("gate_claims", "guild"),
];
