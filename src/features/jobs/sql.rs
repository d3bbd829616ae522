//! Statements on `jobs`.

use crate::{app::Period, base::time::Time, platform::db::Stmt};

pub fn list_jobs() -> Stmt {
    Stmt::new(
        "SELECT name, lease_until, next_at, cursor, last_at, last_rows, last_error, last_error_at, runs FROM jobs LIMIT 100",
    )
}

/// Jobs after a name.
pub fn list_jobs_after(after: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT name, next_at, last_at, last_rows, last_error, last_error_at FROM jobs WHERE name > ?1 ORDER BY name LIMIT ?2",
    )
    .bind(after)
    .bind(most)
}

/// Lets a job be due.
pub fn set_next(name: &str, at: Time) -> Stmt {
    Stmt::new("INSERT INTO jobs (name, next_at) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET next_at = min(next_at, excluded.next_at)")
        .bind(name)
        .bind(at)
}

/// Jobs whose last run failed in a period, of the whole deployment.
pub fn list_failed_jobs(period: Period) -> Stmt {
    Stmt::new(
        "SELECT name FROM jobs WHERE last_error IS NOT NULL AND last_error_at >= ?1 AND last_error_at < ?2 LIMIT 5",
    )
    .bind(period.start)
    .bind(period.end)
}

/// A look has no lease; its first row is made when it first found something.
pub fn set_looked(name: &str, now: Time, rows: i64, cursor: &str, runs: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO jobs (name, last_at, last_rows, cursor, runs) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO UPDATE SET \
         last_at = excluded.last_at, last_rows = excluded.last_rows, cursor = excluded.cursor, last_error = NULL, runs = excluded.runs",
    )
    .bind(name)
    .bind(now)
    .bind(rows)
    .bind(cursor)
    .bind(runs)
}

/// Takes the lease, or fails on NOT NULL while another tick holds it.
pub fn set_lease(name: &str, now: Time, until: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO jobs (name, lease_until) VALUES (?1, ?3) \
         ON CONFLICT (name) DO UPDATE SET lease_until = iif(lease_until <= ?2, excluded.lease_until, NULL)",
    )
    .bind(name)
    .bind(now)
    .bind(until)
}

pub fn set_done(name: &str, now: Time, rows: i64, cursor: &str, next: Time, runs: &str) -> Stmt {
    Stmt::new("UPDATE jobs SET lease_until = 0, last_at = ?2, last_rows = ?3, cursor = ?4, next_at = ?5, last_error = NULL, runs = ?6 WHERE name = ?1")
        .bind(name)
        .bind(now)
        .bind(rows)
        .bind(cursor)
        .bind(next)
        .bind(runs)
}

pub fn set_failed(name: &str, now: Time, error: &str, runs: &str) -> Stmt {
    Stmt::new(
        "INSERT INTO jobs (name, last_error, last_error_at, runs) VALUES (?1, ?3, ?2, ?4) \
         ON CONFLICT (name) DO UPDATE SET last_error = excluded.last_error, last_error_at = excluded.last_error_at, runs = excluded.runs",
    )
    .bind(name)
    .bind(now)
    .bind(error)
    .bind(runs)
}

pub fn set_ticked(name: &str, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO jobs (name, last_at) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last_at = excluded.last_at",
    )
    .bind(name)
    .bind(now)
}
