//! Brings about what stayed planned.

use super::{
    logic,
    model::{Outcome, Wish},
    sql,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
    },
};

pub const JOBS: &[Job] = &[Job {
    name: "roles.wishes",
    schedule: Schedule::WhenDue(sql::list_due),
    needs: Needs::most(10, 10),
    run: |ctx| Box::pin(finish(ctx)),
}];

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    user: UserId,
    role: RoleId,
    wanted: i64,
    attempts: i64,
    held: i64,
}

async fn finish(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(|due| due.all()).transpose()?.unwrap_or_default();
    let mut outcomes = Vec::new();
    for row in &rows {
        let wish = Wish { user: row.user, role: row.role, wanted: row.wanted == 1 };
        if row.held == 1 {
            outcomes.push(sql::set_outcome(row.guild, &wish, &Outcome::Held));
            continue;
        }
        // Giving a role that a member has, or taking one that they lack, changes nothing on
        // Discord, so looking first would only cost a call.
        let sent = ctx.discord.send(logic::call(row.guild, &wish)).await;
        outcomes.push(sql::set_outcome(row.guild, &wish, &logic::outcome(sent.err().as_ref(), row.attempts, ctx.now)));
    }
    ctx.db.batch(outcomes).await?;
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}
