//! The one way to the database: a batch, which D1 runs as one transaction.
//!
//! A batch aborts only on an error, so statements restate every fact they rely on as something
//! that fails (`facts`: a named CHECK, UNIQUE, NOT NULL, FOREIGN KEY), and [`Violated`] tells which.

mod fault;
mod stmt;

use std::rc::Rc;

use serde::de::DeserializeOwned;
use worker::{D1Database, D1Result, wasm_bindgen::JsValue};

use super::{clock, meter::Meter};
use crate::base::error::{Error, Missing};

pub use fault::{DbError, Violated};
pub use stmt::{Param, Stmt};

/// A handle to D1. All access goes through it, so that a later routing of guilds to databases is
/// one place.
#[derive(Clone)]
pub struct Db {
    database: Rc<D1Database>,
    meter: Meter,
}

impl Db {
    pub fn new(database: D1Database, meter: Meter) -> Db {
        Db { database: Rc::new(database), meter }
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
        let prepared = statements.iter().map(|statement| {
            let values: Vec<JsValue> = statement.params().iter().map(js_value).collect();
            self.database.prepare(statement.sql()).bind(&values)
        });
        let prepared =
            prepared.collect::<worker::Result<Vec<_>>>().map_err(|cause| DbError::Failed(cause.to_string()))?;
        let results = self.database.batch(prepared).await.map_err(|cause| fault::of_text(&text_of(&cause)))?;
        for result in &results {
            if let Ok(Some(meta)) = result.meta() {
                self.meter.add_rows(meta.rows_read.unwrap_or(0) as u64, meta.rows_written.unwrap_or(0) as u64);
            }
        }
        Ok(results.into_iter().map(Rows).collect())
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

fn text_of(error: &worker::Error) -> String {
    match error {
        worker::Error::D1(error) => error.cause(),
        other => other.to_string(),
    }
}

/// The rows of one statement.
pub struct Rows(D1Result);

impl Rows {
    /// # Errors
    /// When a row does not have the shape of `T`, which is a fault of ours.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, Error> {
        self.0.results().map_err(|cause| Error::internal("reading rows", cause))
    }

    pub fn is_empty(&self) -> bool {
        self.0.results::<serde::de::IgnoredAny>().map_or(true, |rows| rows.is_empty())
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Rows::all`].
    pub fn first<T: DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        Ok(self.all()?.into_iter().next())
    }
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
