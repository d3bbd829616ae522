//! Rows as D1 gave them; they become structs by the names of their columns.

use crate::base::{
    error::Error,
    json::{FromJson, Value},
};

/// One statement's answer.
pub(super) struct Answer {
    pub rows: Rows,
    pub meta: Meta,
}

/// What D1 counts.
#[derive(Default, FromJson)]
pub(super) struct Meta {
    #[serde(default)]
    pub rows_read: f64,
    #[serde(default)]
    pub rows_written: f64,
    #[serde(default)]
    pub size_after: f64,
}

impl Answer {
    /// Takes the rows out of D1's own answer, so that none of them is copied.
    pub(super) fn of(value: Value) -> Answer {
        let Value::Object(mut answer) = value else { return Answer { rows: Rows(Vec::new()), meta: Meta::default() } };
        let meta = answer.get("meta").and_then(|meta| Meta::from_json(meta).ok()).unwrap_or_default();
        let rows = match answer.remove("results") {
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        Answer { rows: Rows(rows), meta }
    }
}

/// The rows of one statement.
pub struct Rows(Vec<Value>);

impl Rows {
    /// # Errors
    /// When a row does not have the shape of `T`, which is a fault of ours.
    pub fn all<T: FromJson>(&self) -> Result<Vec<T>, Error> {
        // A loop: what `collect` makes of each type weighs more.
        let mut all = Vec::with_capacity(self.0.len());
        for row in &self.0 {
            all.push(read(row)?);
        }
        Ok(all)
    }

    /// Each row as an object, by the names of its columns.
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    /// The rows as a JSON array of objects.
    pub fn to_json(&self) -> Value {
        Value::Array(self.0.clone())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Rows::all`].
    pub fn first<T: FromJson>(&self) -> Result<Option<T>, Error> {
        self.0.first().map(read).transpose()
    }
}

/// The first row of a batch's statement, counted from 0.
///
/// # Errors
/// As [`Rows::all`].
#[inline(never)]
pub fn first<T: FromJson>(rows: &[Rows], statement: usize) -> Result<Option<T>, Error> {
    rows.get(statement).map_or(Ok(None), Rows::first)
}

/// All rows of a batch's statement, counted from 0.
///
/// # Errors
/// As [`Rows::all`].
#[inline(never)]
pub fn all<T: FromJson>(rows: &[Rows], statement: usize) -> Result<Vec<T>, Error> {
    rows.get(statement).map_or_else(|| Ok(Vec::new()), Rows::all)
}

fn read<T: FromJson>(row: &Value) -> Result<T, Error> {
    T::from_json(row).map_err(|fault| Error::internal("reading a row", fault))
}
