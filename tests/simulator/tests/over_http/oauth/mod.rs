//! Signing in: an application with a redirect URI, authorisation URLs, forms and calls with access tokens.

mod authorize;
mod bearer;
mod end;
mod exchange;
mod page;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest, Sha256};
use simulator::{Id, Options};

use crate::world::{Reply, World, document, send};

pub const BACK: &str = "https://guildhall.example/auth/callback";
pub const VERIFIER: &str = "a-verifier-of-forty-three-characters-or-more";

pub type Fields<'a> = Vec<(&'a str, String)>;

pub async fn world() -> World {
    let world = World::with(Options { openapi: document(), ..Options::default() }).await;
    world.sim.set_redirect_uris(&[BACK, "https://guildhall.example/other"]);
    world
}

/// What an application asks for, as it should.
pub fn asked(world: &World, scope: &str) -> Fields<'static> {
    vec![
        ("response_type", "code".into()),
        ("client_id", world.sim.application_id().to_string()),
        ("redirect_uri", BACK.into()),
        ("scope", scope.into()),
        ("state", "a b&c".into()),
        ("code_challenge", challenge()),
        ("code_challenge_method", "S256".into()),
    ]
}

pub fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// The fields with one put, replaced or, when it is empty, left out.
pub fn with<'a>(mut fields: Fields<'a>, name: &'a str, value: &str) -> Fields<'a> {
    fields.retain(|(field, _)| *field != name);
    if !value.is_empty() {
        fields.push((name, value.to_owned()));
    }
    fields
}

pub fn url(world: &World, fields: &[(&str, String)]) -> String {
    format!("{}/oauth2/authorize?{}", world.sim.origin(), encoded(fields))
}

/// A parameter of the address somebody is sent back to.
pub fn param(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split_once('?').unwrap();
    let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
    Some(pair.to_owned())
}

/// A code for a user's consent.
pub fn code(world: &World, user: Id, scope: &str) -> String {
    let back = world.sim.authorize(user, &url(world, &asked(world, scope))).unwrap();
    param(&back, "code").unwrap()
}

/// The exchange of a code as it should be, without the client's credentials.
pub fn exchanging(code: &str) -> Fields<'static> {
    vec![
        ("grant_type", "authorization_code".into()),
        ("code", code.to_owned()),
        ("redirect_uri", BACK.into()),
        ("code_verifier", VERIFIER.into()),
    ]
}

pub fn basic(world: &World) -> String {
    credentials(&world.sim.application_id().to_string(), &world.sim.client_secret())
}

pub fn credentials(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

pub async fn post(world: &World, path: &str, fields: &[(&str, String)], authorization: Option<&str>) -> Reply {
    let request = world.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
    let request = match authorization {
        Some(header) => request.header("authorization", header),
        None => request,
    };
    send(request.body(encoded(fields))).await
}

/// A form posted with the client's credentials.
pub async fn form(world: &World, path: &str, fields: &[(&str, String)]) -> Reply {
    post(world, path, fields, Some(&basic(world))).await
}

/// The tokens of a fresh consent.
pub async fn tokens(world: &World, user: Id, scope: &str) -> Value {
    let reply = form(world, "/oauth2/token", &exchanging(&code(world, user, scope))).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

pub async fn refresh(world: &World, token: &Value) -> Reply {
    let token = token.as_str().unwrap().to_owned();
    form(world, "/oauth2/token", &[("grant_type", "refresh_token".into()), ("refresh_token", token)]).await
}

pub async fn get(world: &World, path: &str, access: &Value) -> Reply {
    as_bearer(world, "GET", path, access).await
}

pub async fn as_bearer(world: &World, method: &str, path: &str, access: &Value) -> Reply {
    let header = format!("Bearer {}", access.as_str().unwrap());
    send(world.request(method, path).header("authorization", header)).await
}

fn encoded(fields: &[(&str, String)]) -> String {
    let value = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        text.bytes()
            .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
            .collect()
    };
    fields.iter().map(|(name, text)| format!("{name}={}", value(text))).collect::<Vec<_>>().join("&")
}
