//! The playground's routes: the page's files, and who may ask.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path as Segment, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use tokio::sync::watch;

use crate::playground::{Playground, api, dashboard};
use crate::state::file::media_type;

/// The largest file that a page hands over.
const FILE_LIMIT: usize = 25 * 1024 * 1024;

/// What the routes are given: the playground, as soon as it is up.
#[derive(Clone)]
pub(super) struct Site {
    playground: watch::Receiver<Option<Arc<Playground>>>,
    assets: Arc<PathBuf>,
}

impl Site {
    /// The playground; requests that come while it starts wait for it.
    pub(super) async fn playground(&self) -> Result<Arc<Playground>, Failure> {
        let mut playground = self.playground.clone();
        let up = playground.wait_for(Option::is_some).await.map(|up| up.clone());
        up.ok().flatten().ok_or_else(|| Failure("the playground did not come up".into()))
    }
}

/// A refusal as the page understands it.
pub(super) struct Failure(pub(super) String);

impl From<String> for Failure {
    fn from(reason: String) -> Failure {
        Failure(reason)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({"error": self.0}))).into_response()
    }
}

pub(super) fn router(playground: watch::Receiver<Option<Arc<Playground>>>, assets: PathBuf) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/play/assets/{file}", get(asset))
        .route("/play/state", get(api::state))
        .route("/play/messages", get(api::messages).post(api::say))
        .route("/play/events", get(api::events))
        .route("/play/interactions", post(api::interact))
        .route("/play/files", post(api::file))
        .route("/play/door", post(api::door))
        .route("/play/clock", post(api::clock))
        .route("/play/cron", post(api::cron))
        .route("/play/dashboard", get(dashboard::open))
        .layer(DefaultBodyLimit::max(FILE_LIMIT))
        .layer(middleware::from_fn(own_pages_only))
        .with_state(Site { playground, assets: Arc::new(assets) })
}

/// Other sites open in the same browser may not act here: an Origin must be this server's own.
async fn own_pages_only(request: Request, next: Next) -> Response {
    let own = |headers: &HeaderMap| {
        let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
        match text(header::ORIGIN) {
            Some(origin) => origin.split_once("://").map(|(_, host)| host) == text(header::HOST),
            None => true,
        }
    };
    match own(request.headers()) {
        true => next.run(request).await,
        false => {
            (StatusCode::FORBIDDEN, Json(json!({"error": "only the playground's own page may ask"}))).into_response()
        }
    }
}

async fn index(Shared(site): Shared<Site>) -> Response {
    serve(&site.assets, "index.html").await
}

async fn asset(Shared(site): Shared<Site>, Segment(file): Segment<String>) -> Response {
    serve(&site.assets, &file).await
}

/// Files are read each time, so that the page can be changed while it runs.
async fn serve(assets: &Path, file: &str) -> Response {
    let plain = !file.starts_with('.') && !file.contains(['/', '\\']);
    let read = match plain {
        true => tokio::fs::read(assets.join(file)).await.ok(),
        false => None,
    };
    let Some(bytes) = read else {
        return (StatusCode::NOT_FOUND, Json(json!({"error": format!("there is no file {file}")}))).into_response();
    };
    let kind = media_type(file).unwrap_or_else(|| "application/octet-stream".into());
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store".into())], Body::from(bytes)).into_response()
}
