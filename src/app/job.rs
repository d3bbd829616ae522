//! Work that the minute tick hands out in slices.

use std::ops::Deref;

use super::{Means, Work};
use crate::{
    base::time::Time,
    platform::{
        db::{Rows, Stmt},
        meter::{CEILING, Totals},
    },
};

/// A job of a feature.
#[derive(Clone, Copy)]
pub struct Job {
    /// `<feature>.<what>`; its row in `jobs`.
    pub name: &'static str,
    pub schedule: Schedule,
    pub needs: Needs,
    /// Does one slice, bounded by counts: a Worker cannot time itself.
    pub run: fn(JobCtx) -> Work<Slice>,
}

/// What one slice takes of its invocation, statements and calls. The tick starts it only where so much
/// is left, so that it never passes the ceiling half-way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Needs {
    pub statements: u32,
    pub calls: u32,
    /// Whether it takes more where there is room, for which it asks the meter itself.
    pub grows: bool,
}

impl Needs {
    /// The statements that a tick spends to find out what is due.
    pub const ASKING: u32 = 2;
    /// The statements of a tick around a slice: what is due, the lease, the outcome or the failure, and
    /// the tick's own row.
    pub const AROUND: u32 = 4;

    /// At most so much.
    pub const fn most(statements: u32, calls: u32) -> Needs {
        Needs { statements, calls, grows: false }
    }

    /// At least so much to get anything done.
    pub const fn least(statements: u32, calls: u32) -> Needs {
        Needs { statements, calls, grows: true }
    }

    /// Whether a slice may start in an invocation that has used so much.
    pub fn fit(self, used: Totals) -> bool {
        used.statements + self.statements + Needs::AROUND <= CEILING && used.subrequests + self.calls <= CEILING
    }
}

/// When a job has something to do.
#[derive(Clone, Copy)]
pub enum Schedule {
    /// Whenever this statement gives rows. It takes the time as its only parameter, because the tick
    /// asks for all jobs in one statement whether they have any; bounded by its LIMIT; the rows are
    /// handed to the slice.
    WhenDue(fn(Time) -> Stmt),
    /// Every so many minutes, for what only a look at Discord can tell. It runs without a lease and
    /// writes its row only when it found something, so that looking in vain writes nothing; what it
    /// writes is guarded by its own constraints.
    Look { minutes: i64 },
    /// Once an hour, in as many slices as it takes.
    Hourly,
    /// Once a night, in as many slices as it takes, from this hour (UTC) on.
    Nightly { hour: i64 },
}

impl Schedule {
    /// Whether it runs at a time, so that it can be told to run earlier.
    pub const fn is_by_clock(self) -> bool {
        matches!(self, Schedule::Hourly | Schedule::Nightly { .. })
    }
}

/// What a slice is handed.
pub struct JobCtx {
    /// The scheduled time of the tick.
    pub now: Time,
    pub means: Means,
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

impl Deref for JobCtx {
    type Target = Means;

    fn deref(&self) -> &Means {
        &self.means
    }
}
