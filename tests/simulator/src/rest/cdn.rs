//! The CDN: files of options are served to anyone, ordinary attachments only to browsers.

use axum::body::Body;
use axum::http::{HeaderMap, Response, header};

use crate::simulator::Simulator;

/// Discord's CDN answers 403 to Workers for ordinary attachments; a browser is told by its fetch metadata.
pub(super) fn serve(simulator: &Simulator, path: &str, headers: &HeaderMap) -> Response<Body> {
    let stored = simulator.state(|state| state.files.get(path).cloned());
    let ephemeral = path.starts_with("/cdn/ephemeral-attachments/");
    let browser = headers.contains_key("sec-fetch-dest");
    let Some(stored) = stored else {
        return plain(404, "");
    };
    if !ephemeral && !browser {
        return plain(403, "");
    }
    let kind = stored.content_type.as_deref().unwrap_or("application/octet-stream").to_owned();
    Response::builder()
        .header(header::CONTENT_TYPE, kind)
        .header("x-content-type-options", "nosniff")
        .header(header::CONTENT_DISPOSITION, "inline")
        .body(Body::from(stored.bytes))
        .unwrap_or_else(|_| plain(500, ""))
}

pub(super) fn plain(status: u16, text: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(text.to_owned()));
    if let Ok(status) = axum::http::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
    response
}
