//! What is kept of people and of guilds.

use crate::app::{
    Fate, Holding, OfGuild, Person,
    holding::{OFFICE, stays},
};

pub const HOLDINGS: &[Holding] = &[Holding {
    table: "appeals",
    what: "what you said against a case, and what became of it",
    until: "as long as the case",
    key: "guild, number",
    guild: OfGuild::Goes,
    people: &[
        // Those of cases that stay for now stay with them.
        Person {
            column: "target",
            told: "guild, number, text, at, question, answer, verdict, words, decided_at",
            rows: "(guild, number) IN (SELECT guild, number FROM cases INDEXED BY cases_target \
                   WHERE (guild, target) IN (SELECT value, ?2 FROM json_each(?1)))",
            index: "",
            fate: Fate::GoesUnless(
                "EXISTS (SELECT 1 FROM cases AS c WHERE c.guild = appeals.guild AND c.number = appeals.number \
                 AND (c.due_at IS NOT NULL OR (c.resolution = 'open' AND c.kind IN ('ban', 'restrict', 'timeout'))))",
                "with a case that is in force, until it is lifted",
            ),
        },
        stays("asked_by", OFFICE),
        stays("decided_by", OFFICE),
    ],
}];
