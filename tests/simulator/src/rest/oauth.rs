//! OAuth2's second half: codes for tokens, fresh tokens, their end, and what a token stands for.
//! Wordings of errors: discord-api-docs #1650, #4076, #5254, #5579, #6356, #7046.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::clock::iso;
use crate::rest::{ApiError, Call, Reply, application};
use crate::state::oauth::{ACCESS_FOR_S, Grant};

/// The fields of the application that `/oauth2/@me` gives away.
const SHOWN: &[&str] = &[
    "id",
    "name",
    "icon",
    "description",
    "type",
    "hook",
    "bot_public",
    "bot_require_code_grant",
    "verify_key",
    "flags",
    "flags_new",
];

pub(super) fn token(call: &mut Call) -> Result<Reply, ApiError> {
    match call.body["grant_type"].as_str() {
        Some("authorization_code") => exchange(call),
        Some("refresh_token") => {
            let refresh = field(call, "refresh_token")?;
            let grant = call.state.refresh(&refresh).ok_or_else(|| ApiError::oauth(400, "invalid_grant", ""))?;
            Reply::ok(tokens(grant))
        }
        _ => Err(ApiError::oauth(400, "unsupported_grant_type", "").into_problem()),
    }
}

fn exchange(call: &mut Call) -> Result<Reply, ApiError> {
    let name = field(call, "code")?;
    let gone = || ApiError::oauth(400, "invalid_grant", "Invalid \"code\" in request.");
    let code = call.state.code(&name).ok_or_else(gone)?;
    if call.body["redirect_uri"] != code.redirect_uri.as_str() {
        let reason = "Invalid \"redirect_uri\" in request.";
        return Err(ApiError::oauth(400, "invalid_request", reason).into_problem());
    }
    verified(code.challenge.as_deref(), call.body["code_verifier"].as_str())?;
    Reply::ok(tokens(call.state.exchange(&name).ok_or_else(gone)?))
}

/// PKCE: whoever exchanges a code is who asked for it.
fn verified(challenge: Option<&str>, verifier: Option<&str>) -> Result<(), ApiError> {
    let malformed = |reason| Err(ApiError::oauth(400, "invalid_request", reason).into_problem());
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(_), None) => malformed("Missing \"code_verifier\""),
        (Some(challenge), Some(verifier)) if is_verifier(verifier) => {
            match URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge {
                true => Ok(()),
                false => Err(ApiError::oauth(400, "invalid_grant", "Invalid \"code_verifier\"")),
            }
        }
        (_, Some(_)) => malformed("Invalid \"code_verifier\""),
    }
}

/// 43 to 128 unreserved characters (RFC 7636, 4.1), on which Discord insists.
fn is_verifier(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

fn field(call: &Call, name: &str) -> Result<String, ApiError> {
    let missing = || ApiError::oauth(400, "invalid_request", &format!("Missing \"{name}\" in request."));
    call.body[name].as_str().map(str::to_owned).ok_or_else(|| missing().into_problem())
}

fn tokens(grant: &Grant) -> Value {
    json!({
        "token_type": "Bearer", "access_token": grant.access, "expires_in": ACCESS_FOR_S,
        "refresh_token": grant.refresh, "scope": grant.scope(),
    })
}

/// A token that is not known is as good as revoked (RFC 7009, 2.2).
pub(super) fn revoke(call: &mut Call) -> Result<Reply, ApiError> {
    let token = field(call, "token")?;
    if !matches!(call.body["token_type_hint"].as_str(), None | Some("access_token" | "refresh_token")) {
        return Err(ApiError::oauth(400, "unsupported_token_type", "").into_problem());
    }
    call.state.revoke(&token);
    Reply::ok(json!({}))
}

pub(super) fn me(call: &mut Call) -> Result<Reply, ApiError> {
    let grant = call.by.clone().ok_or_else(ApiError::unauthorized)?;
    let whole = application::json(call.state);
    let application: Value = SHOWN.iter().map(|name| ((*name).to_owned(), whole[*name].clone())).collect();
    let mut out = json!({"application": application, "scopes": grant.scopes, "expires": iso(grant.until)});
    if grant.scopes.contains("identify") {
        out["user"] = call.state.user_json(grant.user);
    }
    Reply::ok(out)
}
