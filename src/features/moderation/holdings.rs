//! What is kept of people and of guilds.

use crate::app::{
    Fate, Holding, OfGuild, Person,
    holding::{OFFICE, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "case_notes",
        what: "what moderators added to cases about you",
        until: "as long as the case",
        key: "guild, number, at, cause",
        guild: OfGuild::Goes,
        people: &[
            Person {
                column: "number",
                told: "guild, number, at, text",
                rows: "(guild, number) IN (SELECT guild, number FROM cases INDEXED BY cases_target WHERE (guild, target) IN (SELECT value, ?2 FROM json_each(?1)) \
                       AND NOT (due_at IS NOT NULL OR (resolution = 'open' AND kind IN ('ban', 'restrict', 'timeout'))))",
                index: "",
                fate: Fate::Goes,
            },
            stays("author", OFFICE),
        ],
    },
    Holding {
        table: "cases",
        what: "warnings, timeouts, kicks and bans, with their reasons",
        until: "until you delete it, and what is in force until it is lifted",
        key: "guild, number",
        guild: OfGuild::Goes,
        people: &[
            Person {
                column: "target",
                told: "guild, number, kind, target_name, reason, created_at, expires_at, state, resolution, resolved_at, evidence_link, evidence_text",
                rows: "",
                index: "INDEXED BY cases_target",
                fate: Fate::GoesUnless(
                    "due_at IS NOT NULL OR (resolution = 'open' AND kind IN ('ban', 'restrict', 'timeout'))",
                    "bans, restrictions and timeouts that are in force, by your id, until they are lifted",
                ),
            },
            stays("moderator", OFFICE),
            stays("resolved_by", OFFICE),
        ],
    },
    Holding::of_guild("case_counters", "guild"),
    Holding {
        people: &[stays("target", "a message on whose menu a moderator opened a form, for a day")],
        ..Holding::of_guild("case_drafts", "guild, id")
    },
    Holding::of_guild("audit_readings", "guild"),
];
