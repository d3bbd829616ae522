//! What the statements mean, tried with their own texts on SQLite: a fact that no longer holds is
//! refused by its own constraint, and then nothing has happened.

mod audits;
mod money;
mod settings;

use rusqlite::{Connection, types::Value};

use crate::{
    database::{migrated, rows, tables},
    found,
};

/// A statement by the file and function that make it, and what is bound to it.
pub struct Bound {
    sql: &'static str,
    values: Vec<Value>,
}

/// Numbers are bound as REAL, as D1 does.
pub fn number(value: i64) -> Value {
    Value::Real(value as f64)
}

pub fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

pub fn stmt(file: &str, function: &str, values: Vec<Value>) -> Bound {
    Bound { sql: found::statement(file, function), values }
}

/// A database in which acts are tried.
pub struct Tried(pub Connection);

impl Tried {
    pub fn new() -> Tried {
        Tried(migrated())
    }

    /// Runs a batch as one transaction; SQLite's words when it was stopped.
    fn batch(&mut self, statements: &[Bound]) -> Result<(), String> {
        let transaction = self.0.transaction().expect("a transaction");
        for statement in statements {
            let mut prepared = transaction.prepare(statement.sql).expect("it prepares");
            let mut rows = prepared.query(rusqlite::params_from_iter(statement.values.iter())).expect("it binds");
            while rows.next().map_err(|error| error.to_string())?.is_some() {}
        }
        transaction.commit().map_err(|error| error.to_string())
    }

    pub fn does(&mut self, statements: &[Bound]) {
        self.batch(statements).expect("the batch runs");
    }

    /// The batch is stopped by this constraint, and everything is as it was.
    pub fn is_refused(&mut self, statements: &[Bound], constraint: &str) {
        let before = self.everything();
        let refused = self.batch(statements).expect_err("the batch ran");
        assert!(refused.contains(constraint), "refused by {refused:?} instead of {constraint:?}");
        assert_eq!(self.everything(), before, "a refused batch changed something");
    }

    pub fn number(&self, sql: &str) -> i64 {
        self.0.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    pub fn everything(&self) -> Vec<(String, Vec<String>)> {
        tables(&self.0).into_iter().map(|table| (table.clone(), rows(&self.0, &table))).collect()
    }
}
