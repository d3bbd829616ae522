//! What goes back: status, body, rate-limit headers, and the line in the record.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::json;

use crate::record::Recorded;
use crate::rest::limit::{GLOBAL_PER_SECOND, Standing};
use crate::rest::{ApiError, Reply};
use crate::simulator::Simulator;

/// 429, as for the bot as a whole or for one route.
pub(super) fn limited(retry_after: f64, global: bool) -> ApiError {
    let mut error = ApiError::new(429, 0, "You are being rate limited.");
    error.errors = Some(json!({"retry_after": retry_after, "global": global}));
    error
}

/// Writes the call down and makes the response.
pub(super) fn finish(
    simulator: &Simulator,
    mut record: Recorded,
    outcome: Result<Reply, ApiError>,
    standing: Option<Standing>,
) -> Response<Body> {
    let place = format!("{} {}", record.method, record.path);
    let (status, body) = match &outcome {
        Ok(Reply::Json(status, body)) => (*status, body.to_string()),
        Ok(Reply::Empty) => (204, String::new()),
        Err(error) if error.status == 429 => (429, limit_body(error)),
        Err(error) => (error.status, error.json().to_string()),
    };
    if let Err(error) = &outcome {
        record.code = error.body.is_none().then_some(error.code);
        if error.problem {
            let detail = error.errors.as_ref().map(|errors| format!(" {errors}")).unwrap_or_default();
            let what = format!("{} {} {}{detail}", error.status, error.code, error.message);
            simulator.problem(place, what, record.guild);
        }
    }
    record.status = status;
    let route = record.route.clone();
    simulator.called(record);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let headers = response.headers_mut();
    if status != 204 {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    limit_headers(headers, &outcome, standing, &route, simulator.inner.clock.now());
    response
}

fn limit_body(error: &ApiError) -> String {
    let details = error.errors.clone().unwrap_or_default();
    json!({"message": error.message, "retry_after": details["retry_after"], "global": details["global"]}).to_string()
}

fn limit_headers(
    headers: &mut HeaderMap,
    outcome: &Result<Reply, ApiError>,
    standing: Option<Standing>,
    route: &str,
    now: u64,
) {
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    let wait = match outcome {
        Err(error) if error.status == 429 => error
            .errors
            .as_ref()
            .map(|details| (details["retry_after"].as_f64().unwrap_or(1.0), details["global"] == true)),
        _ => None,
    };
    if let Some((seconds, global)) = wait {
        set("retry-after", format!("{}", seconds.ceil()));
        set("x-ratelimit-scope", if global { "global" } else { "user" }.into());
        if global {
            return set("x-ratelimit-global", "true".into());
        }
    }
    let (limit, remaining, reset) = match (wait, standing) {
        (Some((seconds, _)), _) => (GLOBAL_PER_SECOND, 0, seconds),
        (None, Some(standing)) => (standing.limit, standing.remaining, standing.reset_after as f64 / 1_000.0),
        (None, None) => return,
    };
    let bucket = route.bytes().fold(5381u64, |hash, byte| hash.wrapping_mul(33) ^ u64::from(byte));
    set("x-ratelimit-limit", limit.to_string());
    set("x-ratelimit-remaining", remaining.to_string());
    set("x-ratelimit-reset", format!("{:.3}", now as f64 / 1_000.0 + reset));
    set("x-ratelimit-reset-after", format!("{reset:.3}"));
    set("x-ratelimit-bucket", format!("{bucket:016x}"));
}
