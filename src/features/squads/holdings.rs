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
                    // The role goes on Discord too, by the next tick.
                    "INSERT INTO role_wishes (guild, user, role, wanted, origin, state, set_at, due_at) \
                     SELECT s.guild, ?2, s.role, 0, 'squads', 'planned', 0, 0 FROM json_each(?1) AS one CROSS JOIN squad_members AS m \
                     ON m.guild = one.value AND m.user = ?2 CROSS JOIN squads AS s ON s.guild = m.guild AND s.id = m.squad \
                     WHERE s.role IS NOT NULL ON CONFLICT (guild, user, role) DO UPDATE SET wanted = 0, state = 'planned', \
                     reason = NULL, attempts = 0, due_at = excluded.due_at",
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
