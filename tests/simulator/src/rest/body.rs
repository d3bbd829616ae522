//! What a request carries: JSON or multipart bodies, the query, the audit reason.

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header, request::Parts};
use serde_json::{Map, Value, json};

use crate::rest::{ApiError, Auth, Route, Upload};

/// The largest request Discord takes.
const REQUEST_LIMIT: usize = 25 * 1024 * 1024;

/// Body and files by content type: JSON, or multipart with `payload_json`.
pub(super) async fn read(route: &Route, parts: Parts, body: Body) -> Result<(Value, Vec<Upload>), ApiError> {
    let too_large = || ApiError::entity_too_large().into_problem();
    let bytes = to_bytes(body, REQUEST_LIMIT).await.map_err(|_| too_large())?;
    if route.auth == Auth::Client {
        return Ok((form(&parts.headers, &bytes)?, Vec::new()));
    }
    if matches!(route.method, "GET" | "DELETE") || bytes.is_empty() {
        return Ok((Value::Null, Vec::new()));
    }
    let kind = content_type(&parts.headers);
    if kind.starts_with("application/json") {
        let body = serde_json::from_slice(&bytes).map_err(|_| ApiError::invalid_json().into_problem())?;
        return Ok((body, Vec::new()));
    }
    if kind.starts_with("multipart/form-data") {
        let request = Request::from_parts(parts, Body::from(bytes));
        return multipart(request).await;
    }
    let sentence = "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}.";
    Err(ApiError::new(400, 50035, sentence).into_problem())
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

/// A form as OAuth2 wants it, as JSON object: no other content type, no field twice.
fn form(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, ApiError> {
    let malformed = || ApiError::oauth(400, "invalid_request", "").into_problem();
    if content_type(headers).split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err(malformed());
    }
    let pairs = query(std::str::from_utf8(bytes).map_err(|_| malformed())?);
    let fields: Map<String, Value> = pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    match fields.len() == pairs.len() {
        true => Ok(Value::Object(fields)),
        false => Err(malformed()),
    }
}

async fn multipart(mut request: Request) -> Result<(Value, Vec<Upload>), ApiError> {
    DefaultBodyLimit::max(REQUEST_LIMIT).apply(&mut request);
    let bad = || ApiError::new(400, 50035, "Invalid Form Body").into_problem();
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| bad())?;
    let (mut body, mut files) = (Value::Null, Vec::new());
    while let Some(field) = form.next_field().await.map_err(|_| bad())? {
        let name = field.name().unwrap_or_default().to_owned();
        let filename = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| bad())?;
        match filename {
            None if name == "payload_json" => {
                body = serde_json::from_slice(&bytes).map_err(|_| ApiError::invalid_json().into_problem())?;
            }
            Some(filename) => files.push(Upload { field: name, filename, content_type, bytes: bytes.to_vec() }),
            None => return Err(bad()),
        }
    }
    let body = if body.is_null() { json!({}) } else { body };
    Ok((body, files))
}

/// `X-Audit-Log-Reason`, percent-decoded, at most 512 characters.
pub(super) fn reason(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get("x-audit-log-reason") else {
        return Ok(None);
    };
    let reason = percent_decoded(value.as_bytes());
    match reason.chars().count() {
        0..=512 => Ok(Some(reason)),
        _ => Err(ApiError::new(400, 50035, "Invalid Form Body").into_problem()),
    }
}

/// The pairs of a query string.
pub(crate) fn query(text: &str) -> Vec<(String, String)> {
    let decode = |part: &str| percent_decoded(part.replace('+', " ").as_bytes());
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn percent_decoded(bytes: &[u8]) -> String {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let pair = tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = &tail[2..];
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
