//! What is kept of people and of guilds.

use crate::app::{
    Fate, Holding, OfGuild, Person,
    holding::{OFFICE, goes, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "verification_events",
        what: "what was noticed and decided while you were looked at",
        until: "what was said 90 days, that it was decided until you delete it",
        key: "guild, verification, at, cause, kind",
        guild: OfGuild::Goes,
        people: &[
            Person {
                column: "verification",
                told: "guild, verification, at, kind, text, link",
                rows: "(guild, verification) IN (SELECT guild, id FROM verifications INDEXED BY verifications_user WHERE (guild, user) IN (SELECT value, ?2 FROM json_each(?1)) AND status <> 'pending')",
                index: "",
                fate: Fate::Goes,
            },
            stays("actor", OFFICE),
        ],
    },
    Holding {
        table: "verifications",
        what: "when you were looked at, why, and what was decided",
        until: "until you delete it",
        key: "guild, id",
        guild: OfGuild::Goes,
        people: &[
            Person {
                column: "user",
                told: "guild, id, user_name, joined_at, detection, opened_at, restricted, status, resolved_at",
                rows: "",
                index: "INDEXED BY verifications_user",
                fate: Fate::GoesUnless("status = 'pending'", "an alert about you that is open, until it is decided"),
            },
            stays("opened_by", OFFICE),
            stays("resolved_by", OFFICE),
        ],
    },
    Holding {
        people: &[
            stays("target", "what moderators did with their buttons stays on record, by id alone"),
            stays("admin", OFFICE),
        ],
        ..Holding::of_guild("admin_actions", "guild, interaction, target, action")
    },
    Holding {
        table: "report_rations",
        what: "how many reports you made in ten minutes",
        until: "a day",
        key: "guild, user, starts_at",
        guild: OfGuild::Goes,
        people: &[goes("user", "guild, starts_at, made")],
    },
    Holding::of_guild("verification_prompts", "guild"),
    Holding::of_guild("verification_prompt_looks", "guild"),
    Holding::of_guild("verification_pings", "guild"),
    Holding {
        table: "raid_tasks",
        what: "what was done to you with others of a raid",
        until: "until you delete it",
        key: "guild, run, user",
        guild: OfGuild::Goes,
        people: &[Person {
            column: "user",
            told: "guild, run, user_name, state",
            rows: "(guild, run) IN (SELECT guild, id FROM raid_runs WHERE guild IN (SELECT value FROM json_each(?1))) AND user = ?2",
            index: "",
            fate: Fate::GoesUnless(
                "state IN ('planned', 'decided')",
                "what is being done at the moment, until it is done",
            ),
        }],
    },
    Holding { people: &[stays("admin", OFFICE)], ..Holding::of_guild("raid_runs", "guild, id") },
    Holding::of_guild("raids", "guild, id"),
];
