//! What is kept of people and of guilds.

use crate::app::{Fate, Holding, OfGuild, Person};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "squad_members",
        what: "which squad you are in, and since when",
        until: "until you leave it",
        key: "guild, user",
        guild: OfGuild::Goes,
        people: &[Person {
            column: "user",
            told: "guild, squad, joined_at",
            rows: "",
            index: "",
            fate: Fate::Does(
                &[
                    "UPDATE squads SET members = members - 1 WHERE (guild, id) IN \
                     (SELECT guild, squad FROM squad_members WHERE (guild, user) IN (SELECT value, ?2 FROM json_each(?1)))",
                    "DELETE FROM squad_members WHERE (guild, user) IN (SELECT value, ?2 FROM json_each(?1))",
                ],
                None,
            ),
        }],
    },
    Holding::of_guild("squads", "guild, id"),
    Holding::of_guild("squad_sales", "guild, id"),
];
