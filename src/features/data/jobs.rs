//! Deletes in slices what was asked for, and guilds that the bot left a month ago.

use serde_json::json;

use super::{
    export,
    model::{AGAIN, ENOUGH, LOOK_AGAIN, REST, Request},
    sql,
};
use crate::{
    app::{Fate, Holding, Job, JobCtx, Needs, OfGuild, Person, Schedule, Slice},
    base::{error::Result, list},
    features::audit::{self, Origin},
    platform::db::{DbError, Param, Rows, Stmt, Violated},
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

/// Whether a part is looked at again: it had to leave something, or hangs on one that had to.
fn was_left(request: &Request, holding: &Holding, person: &Person) -> bool {
    let of = |part: &str| {
        part.split_once('.').is_some_and(|(table, column)| {
            (table, column) == (holding.table, person.column) || person.rows.contains(&format!("FROM {table} "))
        })
    };
    match request.left_parts.trim() {
        // A request of an earlier release does not say.
        "" => matches!(person.fate, Fate::GoesUnless(..)),
        parts => parts.split(' ').any(of),
    }
}

async fn of_person(ctx: &JobCtx, request: &Request) -> Result<i64> {
    let values: [Param; 3] =
        [json!([request.guild]).to_string().into(), request.user.into(), request.stand_in.as_str().into()];
    let bound = |statement: Stmt| statement.bind_all(&values);
    let (mut kept, mut names) = (Vec::new(), Vec::new());
    let mut parts = Vec::new();
    let again = request.finished_at.is_some();
    for (holding, person) in export::people(ctx.features, request.everywhere == 1) {
        if again && !was_left(request, holding, person) {
            continue;
        }
        let name = format!("{}.{}", holding.table, person.column);
        let (deletes, stays) = person.delete(holding.table);
        if let Some(stays) = stays {
            kept.push(bound(stays));
            names.push(name.clone());
        }
        if !deletes.is_empty() {
            parts.push((name, deletes));
        }
    }
    let mut done = 0;
    let mut left_now: Vec<String> = Vec::new();
    for (name, deletes) in left(parts, &request.step) {
        if !ctx.meter.has_room(deletes.len() + 3 + LEFT) {
            return Ok(done);
        }
        let step = sql::set_step(request.guild, &request.id, &name, ctx.now);
        match ctx.db.batch(deletes.into_iter().map(bound).chain([step]).collect()).await {
            // They had an account anew after the part was done: that one was not asked for.
            Err(DbError::Violated(Violated::Unique(columns))) if columns.starts_with("accounts.") => {
                ctx.db.batch(vec![sql::set_step(request.guild, &request.id, &name, ctx.now)]).await?;
            }
            // Something else still hangs on it, and goes later.
            Err(DbError::Violated(_)) => {
                let statements = vec![
                    sql::add_left(request.guild, &request.id, &name),
                    sql::set_step(request.guild, &request.id, &name, ctx.now),
                ];
                ctx.db.batch(statements).await?;
                left_now.push(name);
            }
            gone => drop(gone?),
        }
        done += 1;
    }
    if !ctx.meter.has_room(kept.len() + 1 + LEFT) {
        return Ok(done);
    }
    let found = ctx.db.batch(kept).await?;
    let stayed = names.into_iter().zip(&found).filter(|(_, rows)| !rows.is_empty()).map(|(name, _)| name);
    // What could not go in an earlier slice of this look stands in the request already.
    let earlier = request.left_parts.split(' ').filter(|_| !again).map(str::to_owned);
    let mut all: Vec<String> = stayed.chain(left_now).chain(earlier).filter(|name| !name.is_empty()).collect();
    list::sort(&mut all);
    all.dedup();
    let again = (!all.is_empty()).then(|| ctx.now.plus(LOOK_AGAIN));
    ctx.db.batch(vec![sql::set_finished(request.guild, &request.id, &all, ctx.now, again)]).await?;
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
