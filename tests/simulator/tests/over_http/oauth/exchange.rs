//! Codes for tokens: who may, with what, how often and how long.

use std::time::Duration;

use serde_json::{Value, json};

use crate::oauth::{Fields, asked, basic, code, credentials, exchanging, form, get, param, post, url, with, world};
use crate::world::{World, send};

const TOKEN: &str = "/oauth2/token";

async fn refused(world: &World, fields: &Fields<'_>, error: &str, description: &str) {
    let reply = form(world, TOKEN, fields).await;
    let told = reply.body["error_description"].as_str().unwrap_or_default();
    assert_eq!((reply.status, reply.body["error"].as_str(), told), (400, Some(error), description));
}

#[tokio::test]
async fn a_code_becomes_tokens() {
    let world = world().await;
    let reply = form(&world, TOKEN, &exchanging(&code(&world, world.ada, "identify guilds"))).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let (access, refresh) = (&reply.body["access_token"], &reply.body["refresh_token"]);
    assert!(access.is_string() && refresh.is_string() && access != refresh);
    let rest = [&reply.body["token_type"], &reply.body["expires_in"], &reply.body["scope"]];
    assert_eq!(rest, [&json!("Bearer"), &json!(604_800), &json!("guilds identify")]);
    assert_eq!(get(&world, "/users/@me", access).await.body["id"], world.ada.to_string());
    world.all_well();
}

#[tokio::test]
async fn the_token_url_has_no_version_or_the_tenth() {
    let world = world().await;
    for (path, status) in [("/api/oauth2/token", 200), ("/api/v10/oauth2/token", 200), ("/oauth2/token", 404)] {
        let url = format!("{}{path}", world.sim.origin());
        let fields = exchanging(&code(&world, world.ada, "identify"));
        let body = fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let request = crate::world::plain_client().post(url).header("user-agent", "DiscordBot (x, 1)");
        let request = request.header("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        assert_eq!(send(request.header("authorization", basic(&world)).body(body)).await.status, status, "{path}");
    }
    let unversioned = format!("{}/api/users/@me", world.sim.origin());
    assert_eq!(send(crate::world::plain_client().get(unversioned)).await.status, 404);
}

#[tokio::test]
async fn only_forms_are_taken() {
    let world = world().await;
    let fields = exchanging(&code(&world, world.ada, "identify"));
    let body: Value = fields.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    for path in [TOKEN, "/oauth2/token/revoke"] {
        let reply = send(world.request("POST", path).header("authorization", basic(&world)).json(&body)).await;
        assert_eq!((reply.status, reply.body), (400, json!({"error": "invalid_request"})));
    }
    let twice = [exchanging("x"), vec![("code", "y".into())]].concat();
    refused(&world, &twice, "invalid_request", "").await;
    assert_eq!(world.sim.problems().len(), 3);
}

#[tokio::test]
async fn the_client_secret_is_needed() {
    let world = world().await;
    let (id, secret) = (world.sim.application_id().to_string(), world.sim.client_secret());
    let fields = || exchanging(&code(&world, world.ada, "identify"));
    let inside = |id: &str, secret: &str| with(with(fields(), "client_id", id), "client_secret", secret);
    let wrong = [
        (fields(), None),
        (inside(&id, ""), None),
        (inside(&id, "wrong"), None),
        (inside("1", &secret), None),
        (fields(), Some(credentials(&id, "wrong"))),
        (fields(), Some(credentials("1", &secret))),
        (fields(), Some("Basic ???".to_owned())),
        (fields(), Some(format!("Bot {}", world.sim.bot_token()))),
        (with(fields(), "client_id", "1"), Some(basic(&world))),
    ];
    for path in [TOKEN, "/oauth2/token/revoke"] {
        for (fields, header) in &wrong {
            let reply = post(&world, path, fields, header.as_deref()).await;
            assert_eq!((reply.status, reply.body), (401, json!({"error": "invalid_client"})), "{header:?}");
        }
    }
    assert_eq!(post(&world, TOKEN, &inside(&id, &secret), None).await.status, 200);
    assert_eq!(post(&world, TOKEN, &with(fields(), "client_id", &id), Some(&basic(&world))).await.status, 200);
}

#[tokio::test]
async fn a_code_is_exchanged_once() {
    let world = world().await;
    let fields = exchanging(&code(&world, world.ada, "identify"));
    assert_eq!(form(&world, TOKEN, &fields).await.status, 200);
    refused(&world, &fields, "invalid_grant", "Invalid \"code\" in request.").await;
    refused(&world, &exchanging("made-up"), "invalid_grant", "Invalid \"code\" in request.").await;
    world.all_well();
}

#[tokio::test]
async fn a_code_lasts_a_minute() {
    let world = world().await;
    let (first, second) = (code(&world, world.ada, "identify"), code(&world, world.ada, "identify"));
    world.sim.clock().advance(Duration::from_secs(50));
    assert_eq!(form(&world, TOKEN, &exchanging(&first)).await.status, 200);
    world.sim.clock().advance(Duration::from_secs(10));
    refused(&world, &exchanging(&second), "invalid_grant", "Invalid \"code\" in request.").await;
}

#[tokio::test]
async fn the_redirect_uri_is_the_one_of_the_request() {
    let world = world().await;
    let fields = || exchanging(&code(&world, world.ada, "identify"));
    for other in ["", "https://guildhall.example/other"] {
        let fields = with(fields(), "redirect_uri", other);
        refused(&world, &fields, "invalid_request", "Invalid \"redirect_uri\" in request.").await;
    }
}

#[tokio::test]
async fn the_verifier_holds_against_the_challenge() {
    let world = world().await;
    let fields = |verifier: &str| with(exchanging(&code(&world, world.ada, "identify")), "code_verifier", verifier);
    refused(&world, &fields(""), "invalid_request", "Missing \"code_verifier\"").await;
    for malformed in ["short", &"x".repeat(129), &format!("{}!", "x".repeat(50))] {
        refused(&world, &fields(malformed), "invalid_request", "Invalid \"code_verifier\"").await;
    }
    refused(&world, &fields(&"x".repeat(43)), "invalid_grant", "Invalid \"code_verifier\"").await;
    let bare = with(with(asked(&world, "identify"), "code_challenge", ""), "code_challenge_method", "");
    let code = |fields| param(&world.sim.authorize(world.ada, &url(&world, fields)).unwrap(), "code").unwrap();
    refused(&world, &exchanging(&code(&bare)), "invalid_request", "Invalid \"code_verifier\"").await;
    let without = with(exchanging(&code(&bare)), "code_verifier", "");
    assert_eq!(form(&world, TOKEN, &without).await.status, 200);
}

#[tokio::test]
async fn other_grants_and_missing_fields_are_refused() {
    let world = world().await;
    for kind in ["", "password", "client_credentials"] {
        refused(&world, &with(exchanging("x"), "grant_type", kind), "unsupported_grant_type", "").await;
    }
    refused(&world, &with(exchanging("x"), "code", ""), "invalid_request", "Missing \"code\" in request.").await;
    let bare = vec![("grant_type", "refresh_token".to_owned())];
    refused(&world, &bare, "invalid_request", "Missing \"refresh_token\" in request.").await;
    assert_eq!(world.sim.problems().len(), 5);
}
