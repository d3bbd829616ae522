//! `GET /health`: whether Guildhall is up, for people and for monitors.

use std::rc::Rc;

use serde_json::json;
use worker::{Env, Request, Response, Result};

use super::api;

use crate::{
    base::config::Config,
    features::settings,
    platform::{env, meter::Meter},
};

/// Release, schema version and the names of variables that cannot be read; with a key also how each part is.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn health(request: &Request, env: &Env, config: &Rc<Config>) -> Result<Response> {
    let schema = match env::db(env, &Meter::default()) {
        Ok(db) => settings::schema(&db).await,
        Err(_) => None,
    };
    let mut body = json!({
        "up": true,
        "release": env!("CARGO_PKG_VERSION"),
        "schema": schema,
        "faults": config.faults,
    });
    if env::Limiter::find(env).is_none()
        && let Some(faults) = body["faults"].as_array_mut()
    {
        faults.push("RATE_LIMIT".into());
    }
    if api::is_known(request, env, config).await? {
        // Parts that there are not yet are off.
        let parts = [("database", if body["schema"].is_null() { "down" } else { "up" })];
        let absent = ["queue", "gateway", "channels"].map(|part| (part, "off"));
        for (part, state) in parts.into_iter().chain(absent) {
            body[part] = state.into();
        }
    }
    let response = Response::from_json(&body)?;
    response.headers().set("cache-control", "no-store")?;
    Ok(response)
}
