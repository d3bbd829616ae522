//! What wakes Guildhall: thin, named by what it is woken by.

#![expect(clippy::disallowed_types, reason = "what the runtime hands over is turned into events here")]

mod api;
mod correlation;
mod cron;
mod dashboard;
mod fetch;
mod go;
mod health;
mod interactions;
mod request;
mod webhook_events;

use crate::{
    features::counters,
    platform::{clock, db::Db, log::End, tally},
};

/// Longest that counting may take, in milliseconds: it comes after the answer, and its event's end is logged after it.
const COUNTING: i64 = 5_000;

/// Counts what has ended, and writes what was counted.
async fn counted(db: Option<&Db>, end: &End<'_>) {
    tally::ended(end);
    if let Some(db) = db {
        clock::within(COUNTING, Box::pin(counters::settle(db, end.at))).await.ok();
    }
}
