//! `GET /health`: whether Guildhall is up, for people and for monitors.

use serde_json::json;
use worker::{Env, Response, Result};

use crate::{
    base::config::Config,
    features::settings,
    platform::{env, meter::Meter},
};

/// Release, schema version and the names of variables that cannot be read.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn health(env: &Env, config: &Config) -> Result<Response> {
    let schema = match env::db(env, &Meter::default()) {
        Ok(db) => settings::schema(&db).await,
        Err(_) => None,
    };
    let body = json!({
        "up": true,
        "release": env!("CARGO_PKG_VERSION"),
        "schema": schema,
        "faults": config.faults,
    });
    let response = Response::from_json(&body)?;
    response.headers().set("cache-control", "no-store")?;
    Ok(response)
}
