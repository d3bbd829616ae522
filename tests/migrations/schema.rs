//! What every migration keeps to.

use std::collections::BTreeMap;

use crate::{
    database::{empty, migrated, migrations, samples, tables, texts},
    support::{files, root},
};

#[test]
fn what_is_stored_survives_every_later_migration() {
    let connection = empty();
    let mut known: BTreeMap<String, i64> = BTreeMap::new();
    for migration in migrations() {
        connection.execute_batch(&migration.text).unwrap_or_else(|error| panic!("{}: {error}", migration.path));
        for (table, before) in &known {
            let now = count(&connection, table);
            assert!(now >= *before, "{} loses rows of {table}: {before} before, {now} after", migration.path);
        }
        let sample = samples(&migration).unwrap_or_else(|| {
            panic!(
                "{0} has no sample rows. Write tests/data/{0}: INSERTs into every table that it makes or changes, \
                 with values as a deployment would hold them",
                migration.path
            )
        });
        connection.execute_batch(&sample).unwrap_or_else(|error| panic!("tests/data/{}: {error}", migration.path));
        known = tables(&connection).into_iter().map(|table| (table.clone(), count(&connection, &table))).collect();
        for (table, rows) in &known {
            assert!(*rows > 0, "tests/data/{} leaves {table} empty; give it a row", migration.path);
        }
    }
    let broken: i64 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(broken, 0, "rows whose foreign key points nowhere");
}

fn count(connection: &rusqlite::Connection, table: &str) -> i64 {
    connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count")
}

#[test]
fn every_sample_belongs_to_a_migration() {
    let known: Vec<String> = migrations().iter().map(|m| format!("tests/data/{}", m.path)).collect();
    for sample in files("tests/data/migrations", ".sql") {
        assert!(known.contains(&sample.path), "{} has no migration of its name; rename or remove it", sample.path);
    }
}

#[test]
fn migrations_are_numbered_without_gaps_and_named_after_a_feature() {
    for (place, migration) in migrations().iter().enumerate() {
        let name = migration.path.trim_start_matches("migrations/");
        assert!(name.starts_with(&format!("{:04}_", place + 1)), "{name}: the next number is {:04}", place + 1);
        let feature = name.split('_').nth(1).unwrap_or_default();
        assert!(
            root().join("src/features").join(feature).is_dir(),
            "{name}: name it NNNN_<feature>_<what>.sql; there is no feature {feature:?}"
        );
    }
}

#[test]
fn no_trigger() {
    let triggers = texts(&migrated(), "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
    assert!(
        triggers.is_empty(),
        "{triggers:?}: a remote migration splits triggers at their semicolons; write a statement into the act's batch"
    );
}

#[test]
fn tables_are_strict() {
    let loose = texts(
        &migrated(),
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 \
        AND name NOT LIKE 'sqlite_%' AND name <> 'd1_migrations'",
    );
    assert!(loose.is_empty(), "{loose:?}: end the table with STRICT, or a number bound as REAL stays one");
}

#[test]
fn the_guild_stands_first_in_the_key() {
    let connection = migrated();
    for table in tables(&connection) {
        let place = |condition: &str| {
            texts(&connection, &format!("SELECT CAST(pk AS TEXT) FROM pragma_table_info('{table}') WHERE {condition}"))
        };
        if place("name = 'guild'").is_empty() || KEYED_OTHERWISE.iter().any(|(known, _)| *known == table) {
            continue;
        }
        assert_eq!(
            place("name = 'guild'"),
            ["1"],
            "{table}: PRIMARY KEY (guild, …), so that a guild's rows lie together and can be routed"
        );
    }
    for (table, why) in KEYED_OTHERWISE {
        assert!(
            tables(&connection).iter().any(|known| known == table),
            "{table} ({why}) is gone; take it out of this table"
        );
    }
}

/// Tables with a guild whose key starts with something else, and why.
const KEYED_OTHERWISE: &[(&str, &str)] = &[
    ("pending_replies", "looked up by the interaction's id alone and gone within 15 minutes"),
    ("login_links", "looked up by a secret alone and gone within five minutes"),
    ("sessions", "a person's, for every guild"),
    ("session_access", "goes with its session"),
    ("errors", "the deployment's, by cause; the guild is where it happened last"),
];

#[test]
fn a_new_column_has_a_default() {
    for migration in migrations() {
        for statement in without_comments(&migration.text).split(';') {
            let upper = statement.to_ascii_uppercase();
            let adds = upper.contains("ALTER TABLE") && upper.contains(" ADD ");
            assert!(
                !adds || !upper.contains("NOT NULL") || upper.contains("DEFAULT"),
                "{}: {}\nNOT NULL needs a DEFAULT: the previous release's INSERTs do not name the column",
                migration.path,
                statement.trim()
            );
        }
    }
}

#[test]
fn every_check_has_a_name() {
    for migration in migrations() {
        let text = without_comments(&migration.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        for (place, word) in words.iter().enumerate().filter(|(_, word)| word.starts_with("CHECK")) {
            let named = place >= 2 && words[place - 2] == "CONSTRAINT";
            assert!(
                named,
                "{}: {word}: write CONSTRAINT <what_is_violated> CHECK (…); its name is what tells a refusal",
                migration.path
            );
        }
    }
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}
