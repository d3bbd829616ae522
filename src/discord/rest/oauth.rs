//! OAuth2: people who sign in with Discord. Source: Discord reference, "OAuth2".

use url::form_urlencoded::Serializer;

use super::{Auth, Call, Method};
use crate::base::ids::ApplicationId;

/// What is asked for: who somebody is, and in which guilds.
pub const SCOPES: &str = "identify guilds";

/// Where a person consents, on Discord's site. `challenge` is the verifier's SHA-256 in base64url (PKCE, RFC 7636).
pub fn authorize_url(
    api_base: &str,
    application: ApplicationId,
    redirect: &str,
    state: &str,
    challenge: &str,
) -> String {
    let site = api_base.split("/api").next().unwrap_or(api_base);
    let query = Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("client_id", &application.to_string())
        .append_pair("redirect_uri", redirect)
        .append_pair("scope", SCOPES)
        .append_pair("state", state)
        .append_pair("code_challenge", challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("prompt", "none")
        .finish();
    format!("{site}/oauth2/authorize?{query}")
}

/// Changes a code into a token.
pub fn exchange_code(application: ApplicationId, secret: &str, code: &str, redirect: &str, verifier: &str) -> Call {
    let form = Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("client_id", &application.to_string())
        .append_pair("client_secret", secret)
        .append_pair("code", code)
        .append_pair("redirect_uri", redirect)
        .append_pair("code_verifier", verifier)
        .finish();
    let call = Call::new(Method::Post, "/oauth2/token".to_owned());
    Call { auth: Auth::Path, is_form: true, body: Some(form), ..call }
}

/// Who signed in.
pub fn get_signed_in(token: &str) -> Call {
    Call { auth: Auth::Bearer(token.to_owned()), ..Call::new(Method::Get, "/users/@me".to_owned()) }
}

/// The guilds of who signed in; all of them, since nobody is in more than 200.
pub fn get_guilds_of_signed_in(token: &str) -> Call {
    Call { auth: Auth::Bearer(token.to_owned()), ..Call::new(Method::Get, "/users/@me/guilds".to_owned()) }
}
