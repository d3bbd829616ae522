//! Who calls: the bot, a person through an access token of theirs, or the application with its secret.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::rest::{ApiError, Auth, Route};
use crate::simulator::Simulator;
use crate::state::oauth::Grant;

/// Refuses who may not call a route; the grant when it is a person.
pub(super) fn of(simulator: &Simulator, route: &Route, headers: &HeaderMap) -> Result<Option<Grant>, ApiError> {
    let (bot, scope) = match route.auth {
        Auth::Token | Auth::Client => return Ok(None),
        Auth::Bot => (true, None),
        Auth::BotOrUser(scope) => (true, Some(scope)),
        Auth::User(scope) => (false, Some(scope)),
    };
    let header = authorization(headers).unwrap_or_default();
    if bot && header.strip_prefix("Bot ") == Some(simulator.inner.token.as_str()) {
        return Ok(None);
    }
    let grant = header.strip_prefix("Bearer ").and_then(|token| simulator.state(|s| s.bearer(token).cloned()));
    match (grant, scope) {
        (Some(grant), Some(scope)) if scope.is_empty() || grant.scopes.contains(scope) => Ok(Some(grant)),
        // The application asks for its scopes itself, so it should know.
        (Some(_), Some(_)) => Err(ApiError::missing_scope().into_problem()),
        _ => Err(ApiError::unauthorized()),
    }
}

/// Refuses whoever does not know the client secret, given by HTTP Basic or in the form.
pub(super) fn client(simulator: &Simulator, authorization: Option<&str>, form: &Value) -> Result<(), ApiError> {
    let in_form = |name: &str| form[name].as_str().map(str::to_owned);
    let (id, secret) = match authorization {
        Some(header) => basic(header).map_or((None, None), |(id, secret)| (Some(id), Some(secret))),
        None => (in_form("client_id"), in_form("client_secret")),
    };
    let expected = (simulator.application_id().to_string(), simulator.client_secret());
    let other = in_form("client_id").is_some_and(|named| named != expected.0);
    match !other && id == Some(expected.0) && secret == Some(expected.1) {
        true => Ok(()),
        false => Err(ApiError::oauth(401, "invalid_client", "")),
    }
}

pub(super) fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()
}

fn basic(header: &str) -> Option<(String, String)> {
    let bytes = STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
