//! A database as the migrations make it.

use rusqlite::Connection;

use crate::support::{Source, files, root};

/// The migrations in the order in which they are applied.
pub fn migrations() -> Vec<Source> {
    files("migrations", ".sql")
}

/// An empty database with foreign keys on, as D1 has them.
pub fn empty() -> Connection {
    let connection = Connection::open_in_memory().expect("a database in memory");
    connection.execute_batch("PRAGMA foreign_keys = ON").expect("foreign keys");
    connection
}

/// A database with every migration applied and nothing stored.
pub fn migrated() -> Connection {
    let connection = empty();
    for migration in migrations() {
        connection.execute_batch(&migration.text).unwrap_or_else(|error| panic!("{}: {error}", migration.path));
    }
    // Made by `wrangler d1 migrations apply`.
    connection.execute_batch(WRANGLERS_OWN).expect("wrangler's table");
    connection
}

/// As wrangler writes it.
const WRANGLERS_OWN: &str = "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, \
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)";

/// The sample rows of a migration.
pub fn samples(migration: &Source) -> Option<String> {
    let name = migration.path.trim_start_matches("migrations/");
    std::fs::read_to_string(root().join("tests/data/migrations").join(name)).ok()
}

/// Names of our own tables.
pub fn tables(connection: &Connection) -> Vec<String> {
    texts(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'd1_migrations' ORDER BY name",
    )
}

/// The first column of every row, as text.
pub fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
    rows.map(|row| row.expect("a text")).collect()
}

/// All rows of a table, each as one text.
pub fn rows(connection: &Connection, table: &str) -> Vec<String> {
    let columns = texts(connection, &format!("SELECT name FROM pragma_table_info('{table}')"));
    let one: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    texts(connection, &format!("SELECT {} FROM {table} ORDER BY 1", one.join(" || ',' || ")))
}
