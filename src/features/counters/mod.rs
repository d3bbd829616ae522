//! What is used, how often, and what goes wrong: counted by day after each answer, at most one statement a kind.
//! Owns `command_days`, `counters` and `errors`.

mod api;
mod holdings;
mod jobs;
mod logic;
pub mod model;
mod page;
mod sql;

pub use logic::{day, filled};
pub use page::{times, usage_table};
pub use sql::{
    delete_scope, list_by_day, list_clicks_after, list_counted, list_days, list_scopes, list_sums, list_usage,
};

use serde_json::json;

use crate::{
    app::Feature,
    base::{error::Result, time::Time},
    platform::{
        db::{Db, Stmt},
        tally::{self, Batch},
    },
};

pub const FEATURE: Feature = Feature {
    jobs: jobs::JOBS,
    routes: api::ROUTES,
    pages: page::PAGES,
    holdings: holdings::HOLDINGS,
    ..Feature::named("counters")
};

/// Batches that one invocation writes at most; what is counted meanwhile goes with the next one's.
const ROUNDS: usize = 8;

/// Writes what was counted, unless another invocation is at it. What cannot be written is lost, faults excepted:
/// figures are no reason for a second try.
pub async fn settle(db: &Db, now: Time) {
    for _ in 0..ROUNDS {
        let Some(batch) = tally::take(now) else { return };
        let db = db.aside();
        let written = write(&db, &batch).await;
        let rows = db.meter().totals().rows_written as i64;
        tally::count("", "run", now, "counters", rows);
        let failed = written.is_err();
        tally::written(if failed { batch.faults } else { Vec::new() });
        if failed {
            return;
        }
    }
}

async fn write(db: &Db, batch: &Batch) -> Result<()> {
    let mut statements: Vec<Stmt> = batch.faults.iter().map(sql::upsert_fault).collect();
    if !batch.uses.is_empty() {
        statements.push(sql::upsert_uses(&json!(batch.uses).to_string()));
    }
    if !batch.counts.is_empty() {
        statements.push(sql::upsert_counts(&json!(batch.counts).to_string()));
    }
    db.batch(statements).await?;
    Ok(())
}
