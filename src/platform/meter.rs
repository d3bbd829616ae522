//! Counts what one invocation costs and fails it before Cloudflare would.
//!
//! The free plan allows 50 D1 statements and 50 subrequests an invocation (`spec`: budgets); the
//! local runtime enforces neither. Counting stops at [`CEILING`], which leaves room for the
//! outcome of an act to be written.

use std::{cell::Cell, rc::Rc};

/// Statements and, separately, subrequests that one invocation may use.
pub const CEILING: u32 = 40;

/// Totals so far.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Totals {
    /// D1 round trips.
    pub trips: u32,
    /// Round trips made before the answer was sent.
    pub trips_to_answer: u32,
    pub statements: u32,
    pub rows_read: u64,
    pub rows_written: u64,
    /// Calls to others than D1.
    pub subrequests: u32,
    /// How large the database was after the last statement, in bytes.
    pub database: u64,
}

/// A shared counter; clones count into the same totals.
#[derive(Clone, Debug, Default)]
pub struct Meter(Rc<Cell<Totals>>);

impl Meter {
    pub fn totals(&self) -> Totals {
        self.0.get()
    }

    /// Counts a round trip with so many statements; false when it would pass the ceiling, and
    /// then the trip must not be made.
    pub fn take_trip(&self, statements: usize) -> bool {
        let mut totals = self.0.get();
        totals.statements += statements as u32;
        totals.trips += 1;
        let allowed = totals.statements <= CEILING;
        if allowed {
            self.0.set(totals);
        }
        allowed
    }

    /// Whether so many more statements may be used.
    pub fn has_room(&self, statements: usize) -> bool {
        statements <= self.room()
    }

    /// How many more statements may be used.
    pub fn room(&self) -> usize {
        CEILING.saturating_sub(self.0.get().statements) as usize
    }

    pub fn add_rows(&self, read: u64, written: u64, database: u64) {
        let mut totals = self.0.get();
        totals.database = database;
        totals.rows_read += read;
        totals.rows_written += written;
        self.0.set(totals);
    }

    /// Counts a call; false when it would pass the ceiling, and then it must not be made.
    pub fn take_subrequest(&self) -> bool {
        let mut totals = self.0.get();
        totals.subrequests += 1;
        let allowed = totals.subrequests <= CEILING;
        if allowed {
            self.0.set(totals);
        }
        allowed
    }

    /// The answer is on its way: what follows is no longer waited for.
    pub fn answered(&self) {
        let mut totals = self.0.get();
        totals.trips_to_answer = totals.trips;
        self.0.set(totals);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_holds_and_counts_nothing_beyond() {
        let meter = Meter::default();
        assert!(meter.take_trip(40));
        assert!(!meter.clone().take_trip(1));
        assert!(meter.has_room(0) && !meter.has_room(1));
        assert_eq!((meter.totals().trips, meter.totals().statements), (1, 40));
        for _ in 0..40 {
            assert!(meter.take_subrequest());
        }
        assert!(!meter.take_subrequest());
        assert_eq!(meter.totals().subrequests, 40);
    }
}
