//! Answers and counts that are old are forgotten.

use super::{
    model::{ANSWERS, COUNTED},
    sql,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{error::Result, time::DAY},
};

pub const JOBS: &[Job] = &[Job {
    name: "keys.forget",
    schedule: Schedule::Hourly,
    needs: Needs::most(2, 0),
    run: |ctx| Box::pin(forget(ctx)),
}];

async fn forget(ctx: JobCtx) -> Result<Slice> {
    let day = ctx.now.millis().div_euclid(DAY);
    let statements = vec![sql::delete_old_answers(ctx.now.plus(-ANSWERS)), sql::delete_old_calls(day - COUNTED)];
    ctx.means.db.batch(statements).await?;
    Ok(Slice::default())
}
