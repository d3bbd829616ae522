//! Tells what could not be told at once, and clears the rations of the past.

use super::{model::Told, sql, tell_raw};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{GuildId, UserId},
        json::FromJson,
        time::MINUTE,
    },
};

pub const JOBS: &[Job] = &[
    Job {
        name: "dms.pending",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::most(18, 6),
        run: |ctx| Box::pin(deliver(ctx)),
    },
    Job {
        name: "dms.rations",
        schedule: Schedule::Nightly { hour: 4 },
        needs: Needs::most(2, 0),
        run: |ctx| Box::pin(clear(ctx)),
    },
];

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    id: String,
    user: UserId,
    body: String,
    expires_at: i64,
}

async fn deliver(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(|due| due.all()).transpose()?.unwrap_or_default();
    for row in &rows {
        // After an outage the hour may be over: what it was about is old by then.
        if ctx.now.millis() > row.expires_at {
            ctx.db.batch(vec![sql::set_pending(row.guild, &row.id, "failed", None)]).await?;
            continue;
        }
        let told = tell_raw(&ctx.means, row.guild, row.user, row.body.clone(), ctx.now).await?;
        let again = ctx.now.plus(MINUTE);
        let outcome = match told {
            Told::Delivered { .. } => sql::set_pending(row.guild, &row.id, "done", None),
            told if told.is_passing() && again.millis() <= row.expires_at => {
                sql::set_pending(row.guild, &row.id, "planned", Some(again))
            }
            _ => sql::set_pending(row.guild, &row.id, "failed", None),
        };
        ctx.db.batch(vec![outcome]).await?;
    }
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}

async fn clear(ctx: JobCtx) -> Result<Slice> {
    ctx.db.batch(sql::delete_old(ctx.now).into()).await?;
    Ok(Slice::default())
}
