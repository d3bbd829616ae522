//! A feature's section of the digest: what it reads of a period and how it tells of it.

use crate::{
    base::{error::Result, ids::GuildId, lang::Lang, time::Time},
    discord::command::Text,
    platform::db::{Rows, Stmt},
};

/// A span of time, its end excluded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Period {
    pub start: Time,
    pub end: Time,
}

/// A section's text from the rows of a period and of the one before; `None` when nothing happened.
pub type Show = fn(Lang, &[Rows], &[Rows]) -> Result<Option<String>>;

/// One section. Its rows are read for the period and for the one before, in one batch.
pub struct DigestSection {
    /// In the settings.
    pub name: &'static str,
    pub title: Text,
    /// Statements of one period, at most four, none of which reads more rows than the period has.
    pub facts: fn(GuildId, Period) -> Vec<Stmt>,
    /// At most 1,024 characters of it are shown.
    pub show: Show,
}
