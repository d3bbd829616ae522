//! The two kinds of error, and one for when Guildhall runs with less.
//!
//! # Which one to write
//! - The person can do something about it, or simply needs to know: [`Error::Refused`] with a
//!   sentence from the feature's `text.rs` that says why and what to do.
//! - Something is wrong with us or with what we rely on: [`Error::Internal`] with what was being
//!   done and what came back. The edge logs it once and shows one fixed sentence and the
//!   correlation id; write nothing for the person.
//! - The database cannot serve for a reason that everybody meets alike: [`Error::Without`]. The
//!   edge has one sentence for each.
//! - Nothing panics on input, and there is no `unwrap` outside tests: a panic resets the memory
//!   of everything that shares the isolate.

use thiserror::Error;

use super::time::Time;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, Error)]
pub enum Error {
    /// Shown to the person as it is.
    #[error("refused: {0}")]
    Refused(String),
    /// Logged; the person sees one sentence with the correlation id.
    #[error("{0}")]
    Internal(String),
    /// A part of the platform is missing; the person is told which and until when.
    #[error("running without: {0:?}")]
    Without(Missing),
}

/// What cannot serve at the moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Missing {
    /// D1 does not answer.
    Database,
    /// The tables are not there: migrations were never applied.
    Tables,
    /// D1's free quota is used up; it returns at the given time.
    Quota(Time),
    /// Discord does not let the bot do this: it lacks a permission, or access.
    Permission,
    /// Discord does not answer, or asks to wait longer than there is time.
    Discord,
    /// This guild is not among those that the deployment serves.
    Guild,
    /// A variable or secret that the route needs is missing or malformed.
    Variable(&'static str),
}

impl Error {
    pub fn internal(doing: &str, cause: impl std::fmt::Display) -> Error {
        Error::Internal(format!("{doing}: {cause}"))
    }
}
