//! Rows as D1 gave them; they become structs by the names of their columns.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::base::{error::Error, json};

/// One statement's answer.
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    pub results: Vec<Row>,
    #[serde(default)]
    pub meta: Meta,
}

/// What D1 counts.
#[derive(Default, Deserialize)]
pub(super) struct Meta {
    #[serde(default)]
    pub rows_read: f64,
    #[serde(default)]
    pub rows_written: f64,
}

type Row = Map<String, Value>;

/// The rows of one statement.
pub struct Rows(pub(super) Vec<Row>);

impl Rows {
    /// # Errors
    /// When a row does not have the shape of `T`, which is a fault of ours.
    pub fn all<'a, T: Deserialize<'a>>(&'a self) -> Result<Vec<T>, Error> {
        self.0.iter().map(read).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Rows::all`].
    pub fn first<'a, T: Deserialize<'a>>(&'a self) -> Result<Option<T>, Error> {
        self.0.first().map(read).transpose()
    }
}

fn read<'a, T: Deserialize<'a>>(row: &'a Row) -> Result<T, Error> {
    json::read_object(row).map_err(|fault| Error::internal("reading a row", fault))
}
