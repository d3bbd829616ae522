//! What is kept of people and of guilds.

use crate::app::{Fate, Holding, OfGuild, Person, holding::OFFICE};

pub const HOLDINGS: &[Holding] = &[Holding {
    table: "audit_log",
    what: "what you did to others and to settings, and what was done to you",
    until: "13 months",
    key: "guild, at, cause, action",
    guild: OfGuild::Goes,
    people: &[
        Person {
            column: "subject",
            told: "guild, at, action, origin, before, after",
            rows: "(guild, subject) IN (SELECT value, ?2 FROM json_each(?1)) AND subject >= '0' AND subject < ':'",
            index: "INDEXED BY audit_subject",
            fate: Fate::Does(
                &[
                    "UPDATE audit_log INDEXED BY audit_subject SET subject = NULL, before = NULL, after = NULL, cause = replace(cause, ':' || ?2, ':' || ?3) \
                     WHERE (guild, subject) IN (SELECT value, ?2 FROM json_each(?1)) AND subject >= '0' AND subject < ':'",
                    "UPDATE audit_log INDEXED BY audit_actor SET actor = ?3 WHERE (guild, actor) IN (SELECT value, ?2 FROM json_each(?1)) \
                     AND action IN ('squads.join', 'squads.leave', 'squads.switch', 'verification.pass')",
                ],
                Some("that something was done, and by whom, but not to whom"),
            ),
        },
        Person {
            column: "actor",
            told: "guild, at, action, origin, subject, before, after",
            rows: "",
            index: "INDEXED BY audit_actor",
            fate: Fate::Stays(OFFICE),
        },
    ],
}];
