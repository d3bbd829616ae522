//! What is older than 13 months goes at night.

use super::sql;
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{error::Result, time::DAY},
};

/// 13 months at least: for so long an event is told from its repetition.
const KEPT: i64 = 400 * DAY;

pub const JOBS: &[Job] = &[Job {
    name: "audit.forget",
    schedule: Schedule::Nightly { hour: 5 },
    needs: Needs::most(1, 0),
    run: |ctx| Box::pin(forget(ctx)),
}];

async fn forget(ctx: JobCtx) -> Result<Slice> {
    ctx.db.batch(vec![sql::delete_old(ctx.now.plus(-KEPT))]).await?;
    Ok(Slice::default())
}
