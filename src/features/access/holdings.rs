//! What is kept of people and of guilds.

use crate::app::{Fate, Holding, OfGuild, Person, holding::stays};

pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "login_links",
        what: "a link that /dashboard gave you",
        until: "five minutes",
        key: "id",
        guild: OfGuild::Not,
        people: &[stays("user", "a link that lets you in, for five minutes")],
    },
    Holding {
        table: "sessions",
        what: "where you are signed in to the dashboard",
        until: "a week",
        key: "id",
        guild: OfGuild::Not,
        people: &[Person {
            column: "user",
            told: "user_name, guild, agent, created_at, used_at",
            rows: "user = ?2",
            index: "",
            fate: Fate::Stays("where you are signed in, for a week or until you end it"),
        }],
    },
    Holding {
        table: "session_access",
        what: "in which servers you are, as Discord told it, with your roles there",
        until: "a week, with where you are signed in",
        key: "session, guild",
        guild: OfGuild::Not,
        people: &[Person {
            column: "session",
            told: "guild, guild_name, user_name, is_owner, permissions, roles, joined_at, read_at",
            rows: "session IN (SELECT id FROM sessions WHERE user = ?2)",
            index: "",
            fate: Fate::Stays("in which servers you are, as long as you are signed in"),
        }],
    },
    Holding { guild: OfGuild::Not, ..Holding::of_guild("application_people", "application") },
];
