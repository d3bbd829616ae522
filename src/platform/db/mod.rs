//! The one way to the database: a batch, which D1 runs as one transaction.
//!
//! A batch aborts only on an error, so statements restate every fact they rely on as something
//! that fails (`facts`: a named CHECK, UNIQUE, NOT NULL, FOREIGN KEY), and [`Violated`] tells which.

mod fault;
mod rows;
mod stmt;

use js_sys::{Array, JSON};
use wasm_bindgen_futures::JsFuture;
use worker::{
    D1Database,
    wasm_bindgen::{JsCast, JsValue},
    worker_sys::types::D1Database as Binding,
};

use rows::Answer;

use super::{clock, meter::Meter, tally};
use crate::base::{
    error::{Error, Missing},
    json::{self, Value},
};

pub use fault::{DbError, Violated};
pub use rows::{Rows, all, first};
pub use stmt::{Param, Stmt};

/// A handle to D1. All access goes through it, so that a later routing of guilds to databases is
/// one place.
#[derive(Clone)]
pub struct Db {
    database: Binding,
    meter: Meter,
}

impl Db {
    pub fn new(database: D1Database, meter: Meter) -> Db {
        Db { database: JsValue::from(database).unchecked_into(), meter }
    }

    /// The same database, counted apart: for what is written beside the act.
    pub fn aside(&self) -> Db {
        Db { database: self.database.clone(), meter: Meter::default() }
    }

    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Runs the statements in order as one transaction and gives the rows of each.
    ///
    /// # Errors
    /// [`DbError::Violated`] when a restated fact did not hold: nothing has happened. A batch whose
    /// outcome is unknown is sent once more, which the `cause` columns make safe.
    pub async fn batch(&self, statements: Vec<Stmt>) -> Result<Vec<Rows>, DbError> {
        match self.send(&statements).await {
            Err(DbError::OutcomeUnknown(_)) => self.send(&statements).await,
            sent => sent,
        }
    }

    async fn send(&self, statements: &[Stmt]) -> Result<Vec<Rows>, DbError> {
        if !self.meter.take_trip(statements.len()) {
            return Err(DbError::Failed("over the ceiling of statements for one invocation".to_owned()));
        }
        let answers = self.ask(statements).await.map_err(|cause| fault::of_text(&text_of(&cause)))?;
        // One crossing for all rows: a call for each value took most of the time.
        let text = JSON::stringify(&answers).map(String::from).map_err(|cause| DbError::Failed(text_of(&cause)))?;
        let Value::Array(answers) =
            json::value(&text).map_err(|fault| DbError::Failed(format!("D1's answer: {fault}")))?
        else {
            return Err(DbError::Failed("D1's answer is no list".to_owned()));
        };
        for counts in statements.iter().filter_map(Stmt::counts) {
            tally::count(&counts.scope, counts.series, counts.at, &counts.key, counts.amount);
        }
        let answers = answers.into_iter().map(Answer::of);
        Ok(answers
            .map(|Answer { rows, meta }| {
                self.meter.add_rows(meta.rows_read as u64, meta.rows_written as u64, meta.size_after as u64);
                rows
            })
            .collect())
    }

    async fn ask(&self, statements: &[Stmt]) -> Result<JsValue, JsValue> {
        let prepared = Array::new();
        for statement in statements {
            let values: Array = statement.params().iter().map(js_value).collect();
            prepared.push(&self.database.prepare(statement.sql())?.bind(values)?.into());
        }
        JsFuture::from(self.database.batch(prepared)?).await
    }
}

fn js_value(param: &Param) -> JsValue {
    match param {
        Param::Null => JsValue::NULL,
        Param::Text(text) => JsValue::from_str(text),
        // D1 binds every JavaScript number as REAL; INTEGER columns take it back as a whole
        // number, exactly up to 2^53 − 1.
        Param::Integer(value) => JsValue::from_f64(*value as f64),
    }
}

/// D1 puts what SQLite says into the cause of its own error.
fn text_of(error: &JsValue) -> String {
    let Some(error) = error.dyn_ref::<js_sys::Error>() else { return format!("{error:?}") };
    let cause = error.cause().dyn_into::<js_sys::Error>();
    cause.map_or_else(|_| error.message(), |cause| cause.message()).into()
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Error {
        match error {
            DbError::NoTables => Error::Without(Missing::Tables),
            // The free plan's counters start again at midnight UTC.
            DbError::Quota => Error::Without(Missing::Quota(clock::now().utc_midnight().plus(crate::base::time::DAY))),
            DbError::Violated(violated) => Error::Internal(format!("a restated fact did not hold: {violated:?}")),
            DbError::OutcomeUnknown(_) => Error::Without(Missing::Database),
            DbError::Failed(text) => Error::Internal(format!("database: {text}")),
        }
    }
}
