//! What moderation does by itself: it finishes and ends acts, reads what was done in Discord's own
//! client, and forgets evidence that is no longer needed.

mod due;
mod native;

use super::sql;
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::error::Result,
};

pub const JOBS: &[Job] = &[
    Job {
        name: "moderation.due",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::least(26, 14),
        run: |ctx| Box::pin(due::run(ctx)),
    },
    Job {
        name: "moderation.native",
        schedule: Schedule::Look { minutes: 1 },
        needs: Needs::least(14, 3),
        run: |ctx| Box::pin(native::run(ctx)),
    },
    Job {
        name: "moderation.retention",
        schedule: Schedule::Nightly { hour: 4 },
        needs: Needs::most(2, 0),
        run: |ctx| Box::pin(forget(ctx)),
    },
];

async fn forget(ctx: JobCtx) -> Result<Slice> {
    ctx.db.batch(vec![sql::delete_evidence(ctx.now), sql::delete_drafts(ctx.now)]).await?;
    Ok(Slice::default())
}
