//! Sends kept answers again.

use super::sql;
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        json::FromJson,
        time::{MINUTE, Time},
    },
    discord::rest,
    platform::crypto,
};

pub const JOBS: &[Job] = &[Job {
    name: "replies.deliver",
    schedule: Schedule::WhenDue(sql::list_due),
    needs: Needs::most(10, 10),
    run: |ctx| Box::pin(deliver(ctx)),
}];

#[derive(FromJson)]
struct Row {
    id: String,
    token: String,
    body: String,
    expires_at: i64,
    attempts: i64,
}

async fn deliver(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(|due| due.all()).transpose()?.unwrap_or_default();
    let application = ctx.config.application.ok_or(Error::Without(Missing::Variable("DISCORD_APPLICATION_ID")))?;
    let keys = ctx.config.keys();
    if keys.is_empty() {
        return Err(Error::Without(Missing::Variable("ENCRYPTION_KEY")));
    }
    let mut outcomes = Vec::new();
    for row in &rows {
        let expired = Time::from_millis(row.expires_at) <= ctx.now;
        // A token sealed with a lost key cannot be opened any more: the row is of no use.
        let token = if expired { None } else { crypto::open(&keys, &row.token).await.ok() };
        let Some(token) = token else {
            outcomes.push(sql::delete_reply(&row.id));
            continue;
        };
        let sent = ctx.discord.send(rest::edit_original_raw(application, &token, row.body.clone())).await;
        outcomes.push(match sent {
            Err(error) if error.is_passing() => sql::set_due(&row.id, ctx.now.plus(MINUTE << row.attempts.clamp(0, 3))),
            _ => sql::delete_reply(&row.id),
        });
    }
    ctx.db.batch(outcomes).await?;
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}
