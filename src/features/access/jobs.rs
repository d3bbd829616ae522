//! Links, sessions and failures that are over are forgotten.

use super::sql;
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{error::Result, time::DAY},
};

pub const JOBS: &[Job] = &[Job {
    name: "access.forget",
    schedule: Schedule::Hourly,
    needs: Needs::most(3, 0),
    run: |ctx| Box::pin(forget(ctx)),
}];

async fn forget(ctx: JobCtx) -> Result<Slice> {
    let statements = vec![
        sql::delete_old_links(ctx.now),
        sql::delete_old_sessions(ctx.now),
        sql::delete_old_failures(ctx.now.plus(-2 * DAY)),
    ];
    ctx.means.db.batch(statements).await?;
    Ok(Slice::default())
}
