//! One tick: reads in one batch what is due, writes only when there was something to do.

use std::rc::Rc;

use super::{
    logic::{self, Row},
    sql,
};
use crate::{
    app::{Feature, Job, JobCtx, Schedule, Slice},
    base::{config::Config, error::Result, time::Time},
    platform::{
        db::{Db, DbError, Rows, Violated},
        http::Rest,
        meter::Meter,
    },
};

/// What a tick did.
#[derive(Debug, Default)]
pub struct Ticked {
    /// Slices that ran.
    pub slices: usize,
    /// Jobs that failed, with why. One failing job never stops the others.
    pub failures: Vec<(&'static str, String)>,
}

/// What the tick works with.
pub struct Means {
    pub db: Db,
    pub discord: Rest,
    pub config: Rc<Config>,
    pub meter: Meter,
}

/// Runs a slice of each due job, in the order of the features, until the tick has used enough of
/// its invocation; what is left comes first next minute.
///
/// # Errors
/// When what is due cannot be read at all.
pub async fn tick(means: Means, features: &[&'static Feature], now: Time) -> Result<Ticked> {
    let jobs: Vec<&'static Job> = features.iter().flat_map(|feature| feature.jobs).collect();
    let probes = jobs.iter().filter_map(|job| match job.schedule {
        Schedule::WhenDue(probe) => Some(probe(now)),
        Schedule::Nightly { .. } => None,
    });
    let mut found = means.db.batch(std::iter::once(sql::list_jobs()).chain(probes).collect()).await?.into_iter();
    let rows: Vec<Row> = found.next().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let mut ticked = Ticked::default();

    for job in jobs {
        let row = rows.iter().find(|row| row.name == job.name);
        let due = match job.schedule {
            Schedule::WhenDue(_) => found.next().filter(|rows| !rows.is_empty()),
            Schedule::Nightly { .. } => None,
        };
        let has_work = due.is_some() || logic::is_due(job.schedule, row, now);
        let used = means.meter.totals();
        let spent = used.statements >= logic::ENOUGH || used.subrequests >= logic::ENOUGH;
        if !has_work || spent || logic::is_leased(row, now) {
            continue;
        }
        match slice(&means, job, row, due, now).await {
            Ok(true) => ticked.slices += 1,
            Ok(false) => {}
            Err(error) => {
                let error = error.to_string();
                // The lease is left to run out: a job that fails waits two minutes.
                means.db.batch(vec![sql::set_failed(job.name, now, &error)]).await?;
                ticked.failures.push((job.name, error));
            }
        }
    }
    let own = rows.iter().find(|row| row.name == logic::TICK);
    if logic::tick_is_stale(own, now) {
        means.db.batch(vec![sql::set_ticked(logic::TICK, now)]).await?;
    }
    Ok(ticked)
}

/// False when another tick holds the job.
async fn slice(means: &Means, job: &Job, row: Option<&Row>, due: Option<Rows>, now: Time) -> Result<bool> {
    let lease = sql::set_lease(job.name, now, now.plus(logic::LEASE));
    match means.db.batch(vec![lease]).await {
        Err(DbError::Violated(Violated::NotNull(_))) => return Ok(false),
        taken => drop(taken?),
    }
    let ctx = JobCtx {
        now,
        db: means.db.clone(),
        discord: means.discord.clone(),
        config: means.config.clone(),
        meter: means.meter.clone(),
        due,
        cursor: row.map(|row| row.cursor.clone()).unwrap_or_default(),
    };
    let done: Slice = (job.run)(ctx).await?;
    let next = logic::next_at(job.schedule, &done, now);
    let cursor = done.cursor.as_deref().unwrap_or_default();
    means.db.batch(vec![sql::set_done(job.name, now, done.rows, cursor, next)]).await?;
    Ok(true)
}
