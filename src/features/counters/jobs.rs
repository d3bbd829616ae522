//! Counts are kept a year, those of pages and errors for 90 days.

use super::{logic, sql};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{error::Result, time::DAY},
};

pub const JOBS: &[Job] = &[Job {
    name: "counters.forget",
    schedule: Schedule::Nightly { hour: 4 },
    needs: Needs::most(8, 0),
    run: |ctx| Box::pin(forget(ctx)),
}];

/// How many days each series is kept.
const KEPT: [(&str, i64); 6] =
    [("page", 90), ("run", 90), ("call", 30), ("click", 365), ("bytes", 365), ("newcomers", 365)];
const USAGE: i64 = 365;
const ERRORS: i64 = 90;
/// Rows of a kind that a night removes; a day's share is far less.
const MOST: i64 = 2_000;

async fn forget(ctx: JobCtx) -> Result<Slice> {
    let today = logic::day(ctx.now);
    let mut statements =
        vec![sql::delete_old_usage(today - USAGE, MOST), sql::delete_old_errors(ctx.now.plus(-ERRORS * DAY), MOST)];
    statements.extend(KEPT.iter().map(|(series, days)| sql::delete_old_counts(series, today - days, MOST)));
    ctx.db.batch(statements).await?;
    Ok(Slice::default())
}
