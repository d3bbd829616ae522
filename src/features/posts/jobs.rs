//! Posts what stayed planned, and forgets what is long settled.

use super::{logic, sql};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{ChannelId, GuildId},
        json::FromJson,
    },
    discord::rest,
    platform::db::Rows,
};

pub const JOBS: &[Job] = &[
    Job {
        name: "posts.deliver",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::most(8, 8),
        run: |ctx| Box::pin(deliver(ctx)),
    },
    Job {
        name: "posts.retention",
        schedule: Schedule::Nightly { hour: 4 },
        needs: Needs::most(1, 0),
        run: |ctx| Box::pin(forget(ctx)),
    },
];

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    id: String,
    channel: ChannelId,
    body: String,
    attempts: i64,
}

async fn deliver(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut outcomes = Vec::new();
    for row in &rows {
        let sent = ctx.discord.send(rest::create_message_raw(row.channel, row.body.clone())).await;
        outcomes.push(sql::set_outcome(row.guild, &row.id, logic::outcome(sent.err().as_ref(), row.attempts, ctx.now)));
    }
    ctx.db.batch(outcomes).await?;
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}

async fn forget(ctx: JobCtx) -> Result<Slice> {
    ctx.db.batch(vec![sql::delete_old(ctx.now)]).await?;
    Ok(Slice::default())
}
