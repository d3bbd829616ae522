//! A statement: prepared text and the values bound to it.

use std::borrow::Cow;

use twilight_model::id::Id;

use crate::base::{ids::GuildId, money::Amount, time::Time};

/// Text that is known when Guildhall is compiled, so no person's text can become SQL, with
/// parameters `?1`, `?2` … in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt(Box<Parts>);

/// Behind one pointer, because a statement is handed on after each value that is bound.
#[derive(Clone, Debug, PartialEq)]
struct Parts {
    sql: Cow<'static, str>,
    params: Vec<Param>,
    counts: Option<Counts>,
}

/// What a statement counts in the tally once its batch was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    pub scope: String,
    pub series: &'static str,
    pub at: Time,
    pub key: String,
    pub amount: i64,
}

/// A bound value. D1 has no other number than a JavaScript number.
#[derive(Clone, Debug, PartialEq)]
pub enum Param {
    Null,
    Text(String),
    /// Within ±(2^53 − 1).
    Integer(i64),
}

impl Stmt {
    #[inline(never)]
    pub fn new(sql: &'static str) -> Stmt {
        Stmt::of(Cow::Borrowed(sql))
    }

    fn of(sql: Cow<'static, str>) -> Stmt {
        Stmt(Box::new(Parts { sql, params: Vec::new(), counts: None }))
    }

    /// Which of these statements would give rows, as one row whose `names` is a JSON array of their
    /// names. Each takes `time` as its only parameter. One statement for all, because Cloudflare
    /// counts statements; it is put together from texts that are known when Guildhall is compiled.
    pub fn which_give_rows(statements: &[(&'static str, Stmt)], time: Time) -> Stmt {
        let cases = statements.iter().map(|(name, stmt)| format!("iif(EXISTS ({}), '{name}', NULL)", stmt.sql()));
        let cases = cases.collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT json_group_array(value) AS names FROM json_each(json_array({cases})) WHERE value IS NOT NULL AND ?1 > 0"
        );
        Stmt::of(Cow::Owned(sql)).bind(time)
    }

    /// Put together from texts that are known when Guildhall is compiled.
    pub fn of_parts(parts: &[&'static str]) -> Stmt {
        Stmt::of(Cow::Owned(parts.concat()))
    }

    /// Binds as many of these as the statement has parameters.
    pub fn bind_all(mut self, values: &[Param]) -> Stmt {
        let used = (1..=values.len()).rev().find(|place| self.0.sql.contains(&format!("?{place}"))).unwrap_or_default();
        self.0.params.extend_from_slice(&values[..used]);
        self
    }

    /// Binds the next parameter.
    #[inline(never)]
    pub fn bind(mut self, value: impl Into<Param>) -> Stmt {
        self.0.params.push(value.into());
        self
    }

    /// Counts something of a guild's day when it is written; for a statement that writes or fails.
    pub fn counting(mut self, guild: GuildId, series: &'static str, at: Time, key: &str, amount: i64) -> Stmt {
        self.0.counts = Some(Counts { scope: guild.to_string(), series, at, key: key.to_owned(), amount });
        self
    }

    pub(super) fn counts(&self) -> Option<&Counts> {
        self.0.counts.as_ref()
    }

    pub fn sql(&self) -> &str {
        &self.0.sql
    }

    pub fn params(&self) -> &[Param] {
        &self.0.params
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Param {
        Param::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Param {
        Param::Text(text)
    }
}

impl From<i64> for Param {
    fn from(value: i64) -> Param {
        Param::Integer(value)
    }
}

impl From<Amount> for Param {
    fn from(amount: Amount) -> Param {
        Param::Integer(amount.get())
    }
}

impl From<Time> for Param {
    fn from(time: Time) -> Param {
        Param::Integer(time.millis())
    }
}

/// Snowflakes are TEXT: a JavaScript number would lose their last digits.
impl<T> From<Id<T>> for Param {
    fn from(id: Id<T>) -> Param {
        Param::Text(id.to_string())
    }
}

impl<T: Into<Param>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Param {
        value.map_or(Param::Null, Into::into)
    }
}
