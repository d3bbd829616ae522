//! What features declare that they keep: nothing is forgotten, and what goes is gone.

use std::collections::BTreeSet;

use guildhall::{
    app::{Fate, Holding, OfGuild, Person},
    features::FEATURES,
    platform::db::Stmt,
};
use rusqlite::{Connection, types::Null};

use crate::database::{empty, migrated, migrations, samples, tables, texts};

/// Names of columns that hold a person's id, beside those that end in `_by`.
const PEOPLE: &[&str] =
    &["user", "target", "author", "actor", "moderator", "admin", "other", "low", "high", "subject", "member", "owner"];

/// Tables with a guild that are over by themselves, and after how long.
const OVER: &[(&str, &str)] = &[
    ("login_links", "five minutes"),
    ("sessions", "a week"),
    ("session_access", "a week, with its session"),
    ("pending_replies", "15 minutes"),
    ("errors", "90 days; the operator's, by cause, with the guild where it happened last"),
];

fn holdings() -> Vec<&'static Holding> {
    FEATURES.iter().flat_map(|feature| feature.holdings).collect()
}

fn people() -> Vec<(&'static Holding, &'static Person)> {
    holdings().into_iter().flat_map(|holding| holding.people.iter().map(move |person| (holding, person))).collect()
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    texts(connection, &format!("SELECT name FROM pragma_table_info('{table}')"))
}

#[test]
fn every_table_of_a_guild_or_a_person_is_declared() {
    let connection = migrated();
    for table in tables(&connection) {
        let declared: Vec<_> = holdings().into_iter().filter(|holding| holding.table == table).collect();
        let columns = columns(&connection, &table);
        let has_guild = columns.iter().any(|column| column == "guild");
        let people: Vec<_> =
            columns.iter().filter(|name| PEOPLE.contains(&name.as_str()) || name.ends_with("_by")).collect();
        if !has_guild && people.is_empty() {
            continue;
        }
        assert_eq!(declared.len(), 1, "{table}: declare it once in `holdings` of the feature that owns it");
        for column in people {
            let named = declared[0].people.iter().filter(|person| person.column == column).count();
            assert_eq!(named, 1, "{table}.{column} names a person: say in `people` what becomes of it");
        }
        let is_over = OVER.iter().any(|(known, _)| *known == table);
        assert_eq!(
            declared[0].guild != OfGuild::Not,
            has_guild && !is_over,
            "{table}: rows of a guild go with it, or are named in OVER"
        );
        let key =
            texts(&connection, &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"));
        assert_eq!(declared[0].key, key.join(", "), "{table}: its key");
    }
    for holding in holdings() {
        assert!(tables(&connection).iter().any(|table| table == holding.table), "{} is no table", holding.table);
        for person in holding.people {
            let exports = !person.told.is_empty();
            assert!(
                !exports || (!holding.what.is_empty() && !holding.until.is_empty()),
                "{}: what, until",
                holding.table
            );
        }
    }
}

/// Every statement that is made of a declaration, with its place.
fn made() -> Vec<(String, Stmt)> {
    let mut made = Vec::new();
    for holding in holdings().iter().filter(|holding| holding.guild != OfGuild::Not) {
        made.push((format!("removing {}", holding.table), holding.remove()));
        for first in [true, false] {
            made.push((format!("a part of {}", holding.table), holding.part(first)));
            made.push((format!("a part of {}: its reach", holding.table), holding.reach(first)));
        }
    }
    let tables = holdings().into_iter().filter(|holding| holding.guild != OfGuild::Not).map(|holding| holding.table);
    made.push(("removing or counting".to_owned(), guildhall::app::holding::count(tables)));
    for (holding, person) in people() {
        let place = format!("{}.{}", holding.table, person.column);
        if !person.told.is_empty() {
            made.push((format!("export of {place}"), person.export(holding.table)));
        }
        let (deletes, kept) = person.delete(holding.table);
        made.extend(deletes.into_iter().chain(kept).map(|statement| (format!("deletion of {place}"), statement)));
    }
    made
}

#[test]
fn what_is_made_of_declarations_searches_by_an_index() {
    let connection = migrated();
    let mut wrong = Vec::new();
    for (place, statement) in made() {
        let mut prepared = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql()))
            .unwrap_or_else(|error| panic!("{place}: {error}\n{}", statement.sql()));
        let nulls = vec![Null; prepared.parameter_count()];
        let plan =
            prepared.query_map(rusqlite::params_from_iter(nulls), |row| row.get::<_, String>(3)).expect("a plan");
        for line in plan.map(|line| line.expect("a line")) {
            let of_a_guild = place.starts_with("removing") || place.starts_with("a part");
            let whole = line.ends_with("(guild=?)") && !of_a_guild && !line.contains("raid_runs");
            let scans = line.starts_with("SCAN")
                && !line.contains("VIRTUAL TABLE")
                && !line.contains("CONSTANT ROW")
                && !line.contains("(subquery");
            if whole || scans || line.contains("AUTOMATIC") || line.contains("TEMP B-TREE") {
                wrong.push(format!("{place}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}\nGive it an index, or let it stay and say why");
}

/// All of an export is one batch, beside what a page reads.
#[test]
fn an_export_fits_into_one_invocation() {
    let told = people().iter().filter(|(_, person)| !person.told.is_empty()).count();
    assert!((10..=30).contains(&told), "{told} statements; let one column tell what another does");
}

fn filled() -> Connection {
    let connection = empty();
    for migration in migrations() {
        connection.execute_batch(&migration.text).expect("a migration");
        connection.execute_batch(&samples(&migration).unwrap_or_default()).expect("sample rows");
    }
    connection
}

fn run(connection: &Connection, statement: &Stmt, values: &[&str]) -> usize {
    let mut prepared = connection.prepare(statement.sql()).expect("a statement");
    let used = &values[..prepared.parameter_count()];
    let mut rows = prepared.query(rusqlite::params_from_iter(used)).expect("it runs");
    let mut count = 0;
    while rows.next().unwrap_or_else(|error| panic!("{}: {error}", statement.sql())).is_some() {
        count += 1;
    }
    count
}

fn count(connection: &Connection, sql: &str, value: &str) -> i64 {
    connection.query_row(sql, [value], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

#[test]
fn who_is_forgotten_stands_nowhere_but_where_it_is_said() {
    let connection = filled();
    let mut found = BTreeSet::new();
    for (holding, person) in
        people().iter().filter(|(_, person)| person.column != "verification" && person.column != "number")
    {
        found.extend(texts(
            &connection,
            &format!("SELECT DISTINCT {0} FROM {1} WHERE {0} IS NOT NULL", person.column, holding.table),
        ));
    }
    let guilds = serde_json::json!(texts(&connection, "SELECT DISTINCT guild FROM accounts")).to_string();
    let all: BTreeSet<String> =
        found.into_iter().filter(|id| id.len() >= 17 && id.bytes().all(|b| b.is_ascii_digit())).collect();
    assert!(all.len() > 3, "the sample rows name people: {all:?}");
    let sums = "SELECT coalesce(sum(delta), 0) FROM ledger WHERE ?1 = ?1";
    let before = count(&connection, sums, "");
    for (place, user) in all.iter().enumerate() {
        let stand_in = (place + 1).to_string();
        let values = [guilds.as_str(), user.as_str(), stand_in.as_str()];
        for (holding, person) in people() {
            let (deletes, kept) = person.delete(holding.table);
            for statement in deletes.iter().chain(&kept) {
                run(&connection, statement, &values);
            }
        }
        for (holding, person) in people() {
            let (table, column) = (holding.table, person.column);
            let unless = match person.fate {
                Fate::Stays(_) => continue,
                _ if column == "verification" || column == "number" => continue,
                Fate::GoesUnless(condition, _) => format!("AND NOT ({condition})"),
                _ => String::new(),
            };
            // Audit entries without a person's subject are about something else.
            let here = if columns(&connection, table).iter().any(|name| name == "guild") {
                "AND guild IN (SELECT DISTINCT guild FROM accounts)".to_owned()
            } else {
                String::new()
            };
            let left =
                count(&connection, &format!("SELECT count(*) FROM {table} WHERE {column} = ?1 {unless} {here}"), user);
            assert_eq!(left, 0, "{table}.{column} still holds {user}");
        }
    }
    assert_eq!(count(&connection, sums, ""), before, "sums stay");
    let wrong = "SELECT count(*) FROM accounts AS a WHERE balance <> (SELECT coalesce(sum(delta), 0) FROM ledger AS l \
                 WHERE l.guild = a.guild AND l.user = a.user) AND ?1 = ?1";
    let unchanged = count(&filled(), wrong, "");
    assert_eq!(count(&connection, wrong, ""), unchanged, "every balance is still the sum of its ledger");
    let broken = "SELECT count(*) FROM pragma_foreign_key_check WHERE ?1 = ?1";
    assert_eq!(count(&connection, broken, ""), 0);
}

#[test]
fn a_guild_that_is_removed_leaves_no_row() {
    let connection = filled();
    let with_guild = |table: &String| columns(&connection, table).iter().any(|column| column == "guild");
    let all: Vec<String> = tables(&connection).into_iter().filter(with_guild).collect();
    let mut guilds = BTreeSet::new();
    for table in &all {
        guilds.extend(texts(&connection, &format!("SELECT DISTINCT guild FROM {table} WHERE guild IS NOT NULL")));
    }
    for guild in &guilds {
        for holding in holdings().iter().filter(|holding| holding.guild != OfGuild::Not) {
            while run(&connection, &holding.remove(), &[guild.as_str()]) > 0 {}
        }
        for table in all.iter().filter(|table| !OVER.iter().any(|(known, _)| known == table)) {
            let left = count(&connection, &format!("SELECT count(*) FROM {table} WHERE guild = ?1"), guild);
            assert_eq!(left, 0, "{table} still holds rows of {guild}");
        }
    }
}
