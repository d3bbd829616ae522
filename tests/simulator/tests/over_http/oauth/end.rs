//! How long tokens hold: refreshing, revoking, and people who change their mind.

use std::time::Duration;

use serde_json::{Value, json};

use crate::oauth::{code, exchanging, form, get, refresh, tokens, world};
use crate::world::World;

const REVOKE: &str = "/oauth2/token/revoke";

async fn holds(world: &World, tokens: &Value) -> bool {
    get(world, "/users/@me", &tokens["access_token"]).await.status == 200
}

async fn revoke(world: &World, token: &Value, hint: &[(&str, String)]) -> (u16, Value) {
    let token = ("token", token.as_str().unwrap().to_owned());
    let reply = form(world, REVOKE, &[&[token], hint].concat()).await;
    (reply.status, reply.body)
}

#[tokio::test]
async fn an_access_token_ends_after_a_week_and_is_refreshed() {
    let world = world().await;
    let first = tokens(&world, world.ada, "identify guilds").await;
    world.sim.clock().advance(Duration::from_secs(604_790));
    assert!(holds(&world, &first).await);
    world.sim.clock().advance(Duration::from_secs(10));
    let late = get(&world, "/users/@me", &first["access_token"]).await;
    assert_eq!((late.status, late.body), (401, json!({"message": "401: Unauthorized", "code": 0})));
    let second = refresh(&world, &first["refresh_token"]).await;
    assert_eq!((second.status, &second.body["scope"]), (200, &json!("guilds identify")));
    assert!(holds(&world, &second.body).await);
}

#[tokio::test]
async fn refreshing_replaces_both_tokens() {
    let world = world().await;
    let first = tokens(&world, world.ada, "identify").await;
    let second = refresh(&world, &first["refresh_token"]).await.body;
    assert_ne!(second["access_token"], first["access_token"]);
    assert!(!holds(&world, &first).await && holds(&world, &second).await);
    for old in [&first["refresh_token"], &second["access_token"], &json!("made-up")] {
        let reply = refresh(&world, old).await;
        assert_eq!((reply.status, reply.body), (400, json!({"error": "invalid_grant"})));
    }
    world.all_well();
}

#[tokio::test]
async fn revoking_one_token_ends_the_persons_every_one() {
    let world = world().await;
    for name in ["access_token", "refresh_token"] {
        let (here, there) = (tokens(&world, world.ada, "identify").await, tokens(&world, world.ada, "identify").await);
        let other = tokens(&world, world.ben, "identify").await;
        assert_eq!(revoke(&world, &here[name], &[]).await, (200, json!({})));
        assert!(!holds(&world, &here).await && !holds(&world, &there).await && holds(&world, &other).await);
        assert_eq!(refresh(&world, &there["refresh_token"]).await.status, 400);
    }
}

#[tokio::test]
async fn a_hint_is_one_of_two_and_need_not_be_right() {
    let world = world().await;
    let given = tokens(&world, world.ada, "identify").await;
    let token = &given["access_token"];
    let hint = |kind: &str| [("token_type_hint", kind.to_owned())];
    assert_eq!(revoke(&world, token, &hint("bot")).await, (400, json!({"error": "unsupported_token_type"})));
    assert!(holds(&world, &given).await);
    assert_eq!(revoke(&world, token, &hint("refresh_token")).await.0, 200);
    assert!(!holds(&world, &given).await);
    assert_eq!(revoke(&world, token, &hint("access_token")).await.0, 200, "again changes nothing");
    assert_eq!(form(&world, REVOKE, &[]).await.body["error"], "invalid_request");
}

#[tokio::test]
async fn who_takes_the_application_off_their_account_ends_its_tokens() {
    let world = world().await;
    let (given, other) = (tokens(&world, world.ada, "identify").await, tokens(&world, world.ben, "identify").await);
    let open = code(&world, world.ada, "identify");
    world.sim.deauthorize(world.ada);
    assert!(!holds(&world, &given).await && holds(&world, &other).await);
    assert_eq!(refresh(&world, &given["refresh_token"]).await.status, 400);
    assert_eq!(form(&world, "/oauth2/token", &exchanging(&open)).await.body["error"], "invalid_grant");
    world.all_well();
    world.sim.forget();
    assert!(!holds(&world, &other).await);
}

#[tokio::test]
async fn the_application_is_told_who_took_it_off() {
    let world = world().await;
    world.answers(|_| json!({"status": 204}));
    world.sim.state(|state| state.enable_webhook_events("https://guildhall.example/webhook-events"));
    let ended = tokens(&world, world.ben, "identify").await;
    revoke(&world, &ended["access_token"], &[]).await;
    tokens(&world, world.ada, "identify").await;
    for user in [world.ben, world.ada] {
        world.sim.deauthorize(user);
    }
    let sent = world.sim.webhook_deliveries(1).await;
    let event = &sent[0].body["event"];
    assert_eq!(event["type"], "APPLICATION_DEAUTHORIZED");
    assert_eq!((sent.len(), &event["data"]["user"]["id"]), (1, &json!(world.ada.to_string())));
}
