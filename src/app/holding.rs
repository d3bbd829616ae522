//! What a feature keeps of people and of guilds: one declaration for exports, deletions and what is told.

use crate::platform::db::Stmt;

/// A table that a feature owns.
pub struct Holding {
    pub table: &'static str,
    /// What stands in it, in words that follow "We keep".
    pub what: &'static str,
    /// For how long.
    pub until: &'static str,
    /// The columns of its key.
    pub key: &'static str,
    pub guild: OfGuild,
    /// The columns that name people.
    pub people: &'static [Person],
}

/// What becomes of a guild's rows when all that is kept of it is deleted. A table stands before those that
/// its foreign keys point to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OfGuild {
    Goes,
    /// Goes when the bot has left; until then it is the operator's.
    Operators,
    /// It belongs to no guild, or is over by itself within a week.
    Not,
}

/// A column that names a person.
pub struct Person {
    pub column: &'static str,
    /// What an export tells of their rows, as a list of columns; empty where another column tells it.
    pub told: &'static str,
    /// What finds their rows: `?1` is a JSON array of guilds, `?2` the person. Empty: those of the guilds
    /// where the column is the person.
    pub rows: &'static str,
    /// `INDEXED BY …` where it is not the key that finds them: the planner takes many guilds for a reason to
    /// read all of each.
    pub index: &'static str,
    pub fate: Fate,
}

/// What becomes of the rows of a person who is to be forgotten.
pub enum Fate {
    /// They go.
    Goes,
    /// They go, but for those for which a condition holds, which stay until it does not; and why.
    GoesUnless(&'static str, &'static str),
    /// These statements take the person out, in one transaction; `?3` is the number that stands in for them.
    /// What remains, where something does.
    Does(&'static [&'static str], Option<&'static str>),
    /// What another column's statements do.
    Along,
    /// They stay, and why.
    Stays(&'static str),
}

/// A person's own column whose rows simply go.
pub const fn goes(column: &'static str, told: &'static str) -> Person {
    Person { column, told, rows: "", index: "", fate: Fate::Goes }
}

/// A column that stays, and why.
pub const fn stays(column: &'static str, why: &'static str) -> Person {
    Person { column, told: "", rows: "", index: "", fate: Fate::Stays(why) }
}

/// Why what somebody did for a guild keeps their id.
pub const OFFICE: &str = "who decided for the server stays on record, because others rely on it";

impl Holding {
    /// A table of a guild that holds nothing of people.
    pub const fn of_guild(table: &'static str, key: &'static str) -> Holding {
        Holding { table, what: "", until: "", key, guild: OfGuild::Goes, people: &[] }
    }

    /// Rows that [`Holding::remove`] removes at most, and that [`Holding::part`] gives.
    pub const REMOVED: usize = 200;
    pub const PART: usize = 2_000;
    /// Rows that [`Person::export`] gives.
    pub const TOLD: usize = 1_000;

    /// Removes some of a guild's rows (`?1`), a row each that went.
    pub fn remove(&self) -> Stmt {
        let (table, key) = (self.table, self.key);
        Stmt::of_parts(&[
            "DELETE FROM ",
            table,
            " WHERE (",
            key,
            ") IN (SELECT ",
            key,
            " FROM ",
            table,
            " WHERE guild = ?1 LIMIT 200) RETURNING 1 AS gone",
        ])
    }

    /// A part of a guild's rows (`?1`) in the order of the key: the first, or the one after the row whose key
    /// is a JSON array (`?2`).
    pub fn part(&self, first: bool) -> Stmt {
        let mut parts = vec!["SELECT * FROM "];
        self.place_in(&mut parts, first);
        parts.push(" LIMIT 2000");
        Stmt::of_parts(&parts)
    }

    /// How many rows [`Holding::part`] would give, and the last one's key as a JSON array where there may be more: one
    /// row with `count` and `last`.
    pub fn reach(&self, first: bool) -> Stmt {
        let mut parts = vec!["SELECT (SELECT count(*) FROM (SELECT 1 FROM "];
        self.place_in(&mut parts, first);
        parts.extend([" LIMIT 2000)) AS count, (SELECT json_array(", self.key, ") FROM "]);
        self.place_in(&mut parts, first);
        parts.push(" LIMIT 1 OFFSET 1999) AS last");
        Stmt::of_parts(&parts)
    }

    fn place_in(&self, parts: &mut Vec<&'static str>, first: bool) {
        const PLACES: [&str; 6] = ["?2 ->> 0", ", ?2 ->> 1", ", ?2 ->> 2", ", ?2 ->> 3", ", ?2 ->> 4", ", ?2 ->> 5"];
        parts.extend([self.table, " WHERE guild = ?1"]);
        if !first {
            parts.extend([" AND (", self.key, ") > ("]);
            parts.extend(PLACES.iter().take(self.key.split(", ").count()));
            parts.push(")");
        }
        parts.extend([" ORDER BY ", self.key]);
    }
}

impl Person {
    /// Whether it concerns no guild: it is told and deleted only with everything.
    pub fn is_everywhere(&self) -> bool {
        !self.rows.is_empty() && !self.rows.contains("?1")
    }

    fn found(&self) -> [&'static str; 4] {
        match self.rows {
            // As a pair, so that an index over both is searched by both.
            "" => [self.index, " WHERE (guild, ", self.column, ") IN (SELECT value, ?2 FROM json_each(?1))"],
            rows => [self.index, " WHERE ", rows, ""],
        }
    }

    /// What an export reads: one row with one column, a JSON array of arrays in the order of `told`; at most
    /// [`Holding::TOLD`] of them after so many (`?3`).
    pub fn export(&self, table: &'static str) -> Stmt {
        let [a, b, c, d] = self.found();
        Stmt::of_parts(&[
            "SELECT json_group_array(json_array(",
            self.told,
            ")) AS told FROM (SELECT * FROM ",
            table,
            " ",
            a,
            b,
            c,
            d,
            " LIMIT 1000 OFFSET ?3)",
        ])
    }

    /// What deletes; and what finds a row that has to stay for now.
    pub fn delete(&self, table: &'static str) -> (Vec<Stmt>, Option<Stmt>) {
        let [a, b, c, d] = self.found();
        match self.fate {
            Fate::Goes => (vec![Stmt::of_parts(&["DELETE FROM ", table, " ", a, b, c, d])], None),
            Fate::GoesUnless(condition, _) => (
                vec![Stmt::of_parts(&["DELETE FROM ", table, " ", a, b, c, d, " AND NOT (", condition, ")"])],
                Some(Stmt::of_parts(&["SELECT 1 AS kept FROM ", table, " ", a, b, c, d, " LIMIT 1"])),
            ),
            Fate::Does(statements, _) => (statements.iter().map(|text| Stmt::of_parts(&[text])).collect(), None),
            Fate::Along | Fate::Stays(_) => (Vec::new(), None),
        }
    }
}

/// Rows of a table beyond which [`count`] does not tell how many there are.
pub const COUNTED: i64 = 1_000;

/// How many rows of a guild (`?1`) each table has, counted up to 1,001: one row, a column a table.
pub fn count(tables: impl Iterator<Item = &'static str>) -> Stmt {
    let mut parts = vec!["SELECT "];
    for (place, table) in tables.enumerate() {
        let first = if place == 0 { "" } else { ", " };
        let counted = ["(SELECT count(*) FROM (SELECT 1 FROM ", table, " WHERE guild = ?1 LIMIT 1001)) AS ", table];
        parts.push(first);
        parts.extend(counted);
    }
    Stmt::of_parts(&parts)
}
