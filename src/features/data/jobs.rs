//! Deletes in slices what was asked for, and guilds that the bot left a month ago.

use serde_json::json;

use super::{
    export,
    model::{AGAIN, ENOUGH, LOOK_AGAIN, REST, Request},
    sql,
};
use crate::{
    app::{Holding, Job, JobCtx, Needs, OfGuild, Schedule, Slice},
    base::error::Result,
    features::audit::{self, Origin},
    platform::db::{DbError, Param, Rows, Stmt},
};

pub const JOBS: &[Job] = &[
    Job {
        name: "data.delete",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::least(12, 0),
        run: |ctx| Box::pin(delete(ctx)),
    },
    Job {
        name: "data.forget",
        schedule: Schedule::Nightly { hour: 4 },
        needs: Needs::most(1, 0),
        run: |ctx| Box::pin(forget(ctx)),
    },
];

/// Statements that a slice leaves to the tick.
const LEFT: usize = 4;

async fn forget(ctx: JobCtx) -> Result<Slice> {
    ctx.db.batch(vec![sql::delete_old(ctx.now.plus(-AGAIN))]).await?;
    Ok(Slice::default())
}

async fn delete(ctx: JobCtx) -> Result<Slice> {
    let due: Option<Request> = ctx.due.as_ref().map(Rows::first).transpose()?.flatten();
    let Some(request) = due else { return Ok(Slice::default()) };
    let rows = match request.user {
        Some(_) => of_person(&ctx, &request).await?,
        None => of_guild(&ctx, &request).await?,
    };
    Ok(Slice { rows, ..Slice::default() })
}

/// The parts after the one that was done last; all of them where that is unknown.
fn left<T>(all: Vec<(String, T)>, done: &str) -> Vec<(String, T)> {
    let next = all.iter().position(|(name, _)| name == done).map_or(0, |place| place + 1);
    all.into_iter().skip(next).collect()
}

async fn of_person(ctx: &JobCtx, request: &Request) -> Result<i64> {
    let values: [Param; 3] =
        [json!([request.guild]).to_string().into(), request.user.into(), request.stand_in.as_str().into()];
    let bound = |statement: Stmt| statement.bind_all(&values);
    let mut kept = Vec::new();
    let mut parts = Vec::new();
    for (holding, person) in export::people(ctx.features, request.everywhere == 1) {
        let (deletes, stays) = person.delete(holding.table);
        kept.extend(stays.map(bound));
        if !deletes.is_empty() {
            parts.push((format!("{}.{}", holding.table, person.column), deletes));
        }
    }
    let mut done = 0;
    for (name, deletes) in left(parts, &request.step) {
        if !ctx.meter.has_room(deletes.len() + 1 + LEFT) {
            return Ok(done);
        }
        let step = sql::set_step(request.guild, &request.id, &name, ctx.now);
        match ctx.db.batch(deletes.into_iter().map(bound).chain([step]).collect()).await {
            // What a part before left alone may go by now: from the first one again.
            Err(DbError::Violated(_)) => {
                ctx.db.batch(vec![sql::set_step(request.guild, &request.id, "", ctx.now.plus(REST))]).await?;
                return Ok(done);
            }
            gone => drop(gone?),
        }
        done += 1;
    }
    if !ctx.meter.has_room(kept.len() + 1 + LEFT) {
        return Ok(done);
    }
    let stayed = ctx.db.batch(kept).await?.iter().filter(|rows| !rows.is_empty()).count() as i64;
    let again = (stayed > 0).then(|| ctx.now.plus(LOOK_AGAIN));
    ctx.db.batch(vec![sql::set_finished(request.guild, &request.id, stayed, ctx.now, again)]).await?;
    Ok(done + 1)
}

async fn of_guild(ctx: &JobCtx, request: &Request) -> Result<i64> {
    // What an administrator asks for leaves to the operator what is theirs.
    let goes = |holding: &&Holding| match holding.guild {
        OfGuild::Goes => true,
        OfGuild::Operators => request.asked_by.is_none(),
        OfGuild::Not => false,
    };
    let parts = export::holdings(ctx.features).filter(goes).map(|holding| (holding.table.to_owned(), holding));
    let (before, mut done, mut gone) = (ctx.meter.totals().rows_written, request.step.clone(), 0);
    for (name, holding) in left(parts.collect(), &request.step) {
        loop {
            let rested = ctx.meter.totals().rows_written - before >= ENOUGH;
            if rested || !ctx.meter.has_room(2 + LEFT) {
                let due = if rested { ctx.now.plus(REST) } else { ctx.now };
                ctx.db.batch(vec![sql::set_step(request.guild, &request.id, &done, due)]).await?;
                return Ok(gone);
            }
            let rows = ctx.db.batch(vec![holding.remove().bind_all(&[request.guild.into()])]).await?;
            let rows = rows.first().map_or(0, Rows::len);
            gone += rows as i64;
            if rows < Holding::REMOVED {
                break;
            }
        }
        done = name;
    }
    if let Some(by) = request.asked_by {
        let entry = audit::Entry {
            action: "data.delete_guild",
            origin: Origin::Dashboard,
            subject: None,
            before: None,
            after: Some(gone.to_string()),
        };
        ctx.db.batch(vec![audit::record_as(request.guild, ctx.now, "data", by, entry)]).await?;
    }
    Ok(gone.max(1))
}
