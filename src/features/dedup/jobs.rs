//! Forgets events that are a week old.

use super::{key, sql};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        json::FromJson,
        time::{DAY, Time},
    },
    platform::db,
};

pub const JOBS: &[Job] = &[Job {
    name: "dedup.clean",
    schedule: Schedule::Hourly,
    needs: Needs::most(6, 0),
    run: |ctx| Box::pin(clean(ctx)),
}];

/// How long an event is known.
const KEPT: i64 = 7 * DAY;
/// Rows that one statement removes, well below what D1 lets a statement take.
const ROWS: i64 = 1_000;
/// Such statements in a slice.
const STATEMENTS: i64 = 5;

#[derive(FromJson)]
struct Count {
    count: i64,
}

async fn clean(ctx: JobCtx) -> Result<Slice> {
    let before = oldest_kept(ctx.now);
    let most = ROWS * STATEMENTS;
    let rows = ctx.db.batch(vec![sql::count_before(&before, most)]).await?;
    let found: Option<Count> = db::first(&rows, 0)?;
    let found = found.map_or(0, |found| found.count);
    if found > 0 {
        let removals = (found + ROWS - 1) / ROWS;
        ctx.db.batch((0..removals).map(|_| sql::delete_before(&before, ROWS)).collect()).await?;
    }
    // Nothing need be remembered between slices: what is left is still the oldest.
    let more = found == most;
    Ok(Slice { rows: found, cursor: more.then(|| "more".to_owned()), ..Slice::default() })
}

/// The smallest key that stays.
fn oldest_kept(now: Time) -> String {
    key(now.plus(-KEPT), "")
}
