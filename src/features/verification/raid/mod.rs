//! Many alerts at once are one raid: one card, edited in place, on which moderators act on all.
//!
//! More than five alerts that were opened within a minute begin a raid; it takes in every further one until
//! ten minutes have passed without any. All of that is decided by the times of the events, in the batch
//! that opens an alert, so it does not matter in which order they arrive. What raid mode opens joins in
//! the same way: it calls [`super::act::open`] as everybody does.

mod bans;
mod card;
pub mod logic;
pub mod model;
mod roles;
mod run;
mod start;

pub use card::{fold, refresh, show};
pub use run::go_on;
pub use start::{Begun, pick, start, take_back};

use super::sql;
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{error::Result, ids::GuildId, json::FromJson, time::Time},
    platform::{
        db::{Rows, Stmt},
        meter::CEILING,
    },
};

/// Runs come first: people wait for them, and the card tells of them.
pub const JOBS: [Job; 2] = [
    Job {
        name: "verification.raid_runs",
        schedule: Schedule::WhenDue(sql::list_due_runs),
        needs: Needs::least(run::STATEMENTS as u32, CEILING - run::CALLS_BEFORE),
        run: |ctx| Box::pin(runs(ctx)),
    },
    Job {
        name: "verification.raids",
        schedule: Schedule::WhenDue(sql::list_due_raids),
        needs: Needs::least(card::STATEMENTS as u32, 3),
        run: |ctx| Box::pin(cards(ctx)),
    },
];

/// What joins the batch that opens an alert: it begins a raid, or belongs to one, or stands alone.
pub fn joined(guild: GuildId, verification: &str, now: Time) -> [Stmt; 3] {
    [sql::insert_raid(guild, verification, now), sql::extend_raid(guild, now), sql::fold_alerts(guild, now)]
}

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    id: String,
}

async fn runs(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    for row in &rows {
        if let Some(raid) = go_on(&ctx.means, row.guild, &row.id, ctx.now).await? {
            show(&ctx.means, row.guild, &raid, ctx.now).await?;
        }
    }
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}

async fn cards(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut shown = 0;
    for row in &rows {
        if !ctx.meter.has_room(card::STATEMENTS) {
            break;
        }
        refresh(&ctx.means, row.guild, &row.id, ctx.now, true).await?;
        shown += 1;
    }
    Ok(Slice { rows: shown, ..Slice::default() })
}
