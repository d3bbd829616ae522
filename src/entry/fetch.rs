//! HTTP requests, by path.

use worker::{Context, Env, Method, Request, Response, Result, event};

use super::{api, dashboard, go, health, interactions, webhook_events};
use crate::platform::env;

/// The Worker's HTTP entry.
///
/// # Errors
/// Only when the runtime cannot build a response.
#[event(fetch, respond_with_errors)]
pub async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    let config = env::config(&env);
    match (request.path().as_str(), request.method()) {
        ("/interactions", Method::Post) => interactions::interactions(request, &env, config, &context).await,
        ("/interactions", _) => not_allowed("POST"),
        ("/webhook-events", Method::Post) => webhook_events::webhook_events(request, &env, config, &context).await,
        ("/webhook-events", _) => not_allowed("POST"),
        ("/health", Method::Get | Method::Head) => health::health(&request, &env, &config).await,
        ("/health", _) => not_allowed("GET, HEAD"),
        (path, _) if api::serves(path) => api::api(request, &env, config, &context).await,
        (path, method) if path.starts_with("/go/") => match method {
            Method::Get | Method::Head => go::go(request, &path["/go/".len()..], &env, config, &context).await,
            _ => not_allowed("GET, HEAD"),
        },
        (path, _) if dashboard::serves(path) => dashboard::dashboard(request, &env, config, &context).await,
        _ => {
            let response = Response::error("There is nothing here.", 404)?;
            dashboard::guard(response.headers())?;
            Ok(response)
        }
    }
}

fn not_allowed(allowed: &str) -> Result<Response> {
    let response = Response::error("This method is not served here.", 405)?;
    response.headers().set("allow", allowed)?;
    Ok(response)
}
