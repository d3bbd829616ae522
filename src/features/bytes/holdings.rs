//! What is kept of people and of guilds.

use crate::app::{
    Fate, Holding, OfGuild, Person,
    holding::{OFFICE, goes, stays},
};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "ledger",
        what: "each time your bytes changed: when, by how much and why",
        until: "13 months one by one, then a sum a month",
        key: "guild, user, at, cause",
        guild: OfGuild::Goes,
        people: &[
            Person {
                column: "user",
                told: "guild, at, delta, kind, other, reason",
                rows: "",
                index: "",
                fate: Fate::Does(
                    &[
                        "UPDATE ledger SET other = ?3, reason = NULL WHERE (guild, user, cause) IN \
                         (SELECT guild, other, cause FROM ledger WHERE (guild, user) IN (SELECT value, ?2 FROM json_each(?1)) AND other IS NOT NULL)",
                        "UPDATE ledger SET reason = NULL WHERE (guild, user) IN (SELECT value, ?2 FROM json_each(?1)) AND reason IS NOT NULL",
                        "UPDATE accounts SET user = ?3 WHERE (guild, user) IN (SELECT value, ?2 FROM json_each(?1))",
                    ],
                    Some("the amounts, under a number that stands for nobody, because the sums of others hang on them"),
                ),
            },
            Person { column: "other", told: "", rows: "", index: "", fate: Fate::Along },
        ],
    },
    Holding {
        table: "accounts",
        what: "your bytes, what you sent and received, your days in a row",
        until: "until you delete it",
        key: "guild, user",
        guild: OfGuild::Goes,
        people: &[Person {
            column: "user",
            told: "guild, balance, highest, sent, received, streak, changed_at",
            rows: "",
            index: "",
            fate: Fate::Along,
        }],
    },
    Holding {
        table: "pairs",
        what: "how much two members gave each other in all",
        until: "until one of them deletes it",
        key: "guild, low, high",
        guild: OfGuild::Goes,
        people: &[
            goes("low", "guild, high, net"),
            Person { index: "INDEXED BY pairs_high", ..goes("high", "guild, low, net") },
        ],
    },
    Holding {
        what: "a file of balances that an administrator imports, in which you may stand",
        until: "until it is imported or given up, at most a day; then only who did it",
        people: &[stays("asked_by", OFFICE)],
        ..Holding::of_guild("bytes_imports", "guild, id")
    },
    Holding { people: &[stays("asked_by", OFFICE)], ..Holding::of_guild("bytes_audits", "guild") },
];
