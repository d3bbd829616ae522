//! One tick: asks in one statement what is due, reads it, and writes only when there was something to do.

use super::{
    logic::{self, Row, Run},
    sql,
};
use crate::{
    app::{Job, JobCtx, Means, Needs, Schedule, Slice},
    base::{
        error::Result,
        json::{self, FromJson},
        list::Table,
        time::Time,
        words,
    },
    platform::clock,
    platform::db::{self, DbError, Rows, Stmt, Violated},
};

/// What a tick did.
#[derive(Debug, Default)]
pub struct Ticked {
    /// Slices that ran.
    pub slices: usize,
    /// Jobs that failed, with why. One failing job never stops the others.
    pub failures: Vec<(&'static str, String)>,
    /// Jobs whose slice took more than they say it needs.
    pub over: Vec<&'static str>,
}

/// Runs a slice of each due job, the most urgent first, until the tick has used enough of
/// its invocation; what is left comes first next minute.
///
/// # Errors
/// When what is due cannot be read at all.
pub async fn tick(means: &Means, now: Time) -> Result<Ticked> {
    let jobs: Vec<&'static Job> = means.features.iter().flat_map(|feature| feature.jobs).collect();
    let probes: Vec<(&'static str, Stmt)> = jobs
        .iter()
        .filter_map(|job| match job.schedule {
            Schedule::WhenDue(probe) => Some((job.name, probe(now))),
            _ => None,
        })
        .collect();
    let found = means.db.batch(vec![sql::list_jobs(), Stmt::which_give_rows(&probes, now)]).await?;
    let rows: Vec<Row> = db::all(&found, 0)?;
    let names: Option<Due> = db::first(&found, 1)?;
    let names: Vec<String> = names.map(|due| json::parse(&due.names)).transpose().ok().flatten().unwrap_or_default();
    let mut due: Table<&'static str, Stmt> =
        probes.into_iter().filter(|(name, _)| names.iter().any(|due| due == name)).collect();
    let mut ticked = Ticked::default();

    for job in logic::by_urgency(jobs, &rows) {
        let row = rows.iter().find(|row| row.name == job.name);
        let due = due.remove(job.name);
        let has_work = due.is_some() || logic::is_due(job.schedule, row, now);
        let used = means.meter.totals();
        let spent = used.statements >= logic::ENOUGH || used.subrequests >= logic::ENOUGH;
        if !has_work || spent || !job.needs.fit(used) || logic::is_leased(row, now) {
            continue;
        }
        let started = clock::now();
        let sliced = slice(means, job, row, due, now).await;
        let taken = means.meter.totals();
        let most = (used.statements + job.needs.statements + Needs::AROUND, used.subrequests + job.needs.calls);
        if !job.needs.grows && (taken.statements > most.0 || taken.subrequests > most.1) {
            ticked.over.push(job.name);
        }
        match sliced {
            Ok(true) => ticked.slices += 1,
            Ok(false) => {}
            Err(error) => {
                let error = error.to_string();
                let run = Run { at: now, rows: 0, took: since(started), error: Some(words::shortened(&error, 200)) };
                // The lease is left to run out: a job that fails waits two minutes.
                let noted =
                    means.db.batch(vec![sql::set_failed(job.name, now, &error, &logic::with_run(row, run))]).await;
                ticked.failures.push((job.name, error));
                if noted.is_err() {
                    // Nothing more can be written in this invocation; the next minute goes on.
                    return Ok(ticked);
                }
            }
        }
    }
    let own = rows.iter().find(|row| row.name == logic::TICK);
    if logic::tick_is_stale(own, now) {
        means.db.batch(vec![sql::set_ticked(logic::TICK, now)]).await?;
    }
    Ok(ticked)
}

#[derive(FromJson)]
struct Due {
    /// Names of jobs that have something to do, as a JSON array.
    names: String,
}

fn since(started: Time) -> i64 {
    clock::now().millis() - started.millis()
}

/// False when another tick holds the job.
async fn slice(means: &Means, job: &Job, row: Option<&Row>, probe: Option<Stmt>, now: Time) -> Result<bool> {
    let cursor = row.map(|row| row.cursor.clone()).unwrap_or_default();
    let started = clock::now();
    let ran = |rows| logic::with_run(row, Run { at: now, rows, took: since(started), error: None });
    let mut ctx = JobCtx { now, means: means.clone(), due: None, cursor };
    if matches!(job.schedule, Schedule::Look { .. }) {
        let done = (job.run)(ctx).await?;
        if done.rows > 0 {
            let cursor = done.cursor.as_deref().unwrap_or_default();
            means.db.batch(vec![sql::set_looked(job.name, now, done.rows, cursor, &ran(done.rows))]).await?;
        }
        return Ok(done.rows > 0);
    }
    let lease = sql::set_lease(job.name, now, now.plus(logic::LEASE));
    // What is due is read with the lease, so that no other tick has worked on it since.
    ctx.due = match means.db.batch(std::iter::once(lease).chain(probe).collect()).await {
        Err(DbError::Violated(Violated::NotNull(_))) => return Ok(false),
        taken => taken?.into_iter().nth(1),
    };
    let is_settled = ctx.due.as_ref().is_some_and(Rows::is_empty);
    let done: Slice = if is_settled { Slice::default() } else { (job.run)(ctx).await? };
    let next = logic::next_at(job.schedule, &done, now);
    let cursor = done.cursor.as_deref().unwrap_or_default();
    means.db.batch(vec![sql::set_done(job.name, now, done.rows, cursor, next, &ran(done.rows))]).await?;
    Ok(true)
}
