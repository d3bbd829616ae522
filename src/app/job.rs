//! Work that the minute tick hands out in slices.

use std::rc::Rc;

use super::Work;
use crate::{
    base::{config::Config, time::Time},
    platform::{
        db::{Db, Rows, Stmt},
        http::Rest,
        meter::Meter,
    },
};

/// A job of a feature.
pub struct Job {
    /// `<feature>.<what>`; its row in `jobs`.
    pub name: &'static str,
    pub schedule: Schedule,
    /// Does one slice, bounded by counts: a Worker cannot time itself.
    pub run: fn(JobCtx) -> Work<Slice>,
}

/// When a job has something to do.
#[derive(Clone, Copy)]
pub enum Schedule {
    /// Whenever this statement, which the tick adds to its one reading batch, gives rows. Bounded
    /// by its LIMIT; the rows are handed to the slice.
    WhenDue(fn(Time) -> Stmt),
    /// Once a night, in as many slices as it takes, from this hour (UTC) on.
    Nightly { hour: i64 },
}

/// What a slice is handed.
pub struct JobCtx {
    /// The scheduled time of the tick.
    pub now: Time,
    pub db: Db,
    pub discord: Rest,
    pub config: Rc<Config>,
    pub meter: Meter,
    /// What was due.
    pub due: Option<Rows>,
    /// Where the last slice stopped, empty at the start.
    pub cursor: String,
}

/// What a slice came to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Slice {
    /// Things worked on, for `/status`.
    pub rows: i64,
    /// Where the next slice starts; `None` when the run is complete.
    pub cursor: Option<String>,
    /// Enough for this night: the next one goes on from the cursor.
    pub until_next_night: bool,
}
