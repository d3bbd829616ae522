//! `GET /health`: whether Guildhall is up, for people and for monitors.

use serde::Deserialize;
use serde_json::json;
use worker::{Env, Response, Result};

use crate::{
    base::config::Config,
    platform::{
        db::Stmt,
        env,
        meter::Meter,
    },
};

#[derive(Deserialize)]
struct Migration {
    name: String,
}

/// Release, schema version and the names of variables that cannot be read.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn health(env: &Env, config: &Config) -> Result<Response> {
    // Written by `wrangler d1 migrations apply`.
    let latest = Stmt::new("SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1");
    let schema = match env::db(env, &Meter::default()) {
        Ok(db) => db.batch(vec![latest]).await.ok(),
        Err(_) => None,
    };
    let schema: Option<Migration> = schema.and_then(|rows| rows.first()?.first().ok()?);
    let body = json!({
        "up": true,
        "release": env!("CARGO_PKG_VERSION"),
        "schema": schema.map(|migration| migration.name),
        "faults": config.faults,
    });
    let response = Response::from_json(&body)?;
    response.headers().set("cache-control", "no-store")?;
    Ok(response)
}
