//! Webhooks of channels: names, number, limits, messages.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Options, permission};

use crate::world::{Reply, World, document, send};

async fn world(webhook_limits: bool) -> World {
    let world = World::with(Options { openapi: document(), webhook_limits, ..Options::default() }).await;
    world.sim.state(|state| {
        state.role_mut(world.guild, world.bot_role).unwrap().permissions |= permission::MANAGE_WEBHOOKS;
    });
    world
}

async fn made(world: &World, name: &str) -> Reply {
    world.call("POST", &format!("/channels/{}/webhooks", world.general), json!({"name": name})).await
}

fn path(webhook: &Reply) -> String {
    format!("/webhooks/{}/{}", webhook.body["id"].as_str().unwrap(), webhook.body["token"].as_str().unwrap())
}

async fn bare(world: &World, method: &str, path: &str, body: Value) -> Reply {
    let request = world.request(method, path);
    send(if body.is_null() { request } else { request.json(&body) }).await
}

#[tokio::test]
async fn names_and_numbers_are_limited() {
    let world = world(true).await;
    for name in ["", "Clyde", "my discord", "everyone", &"x".repeat(81)] {
        assert_eq!(made(&world, name).await.code(), 50035, "{name}");
    }
    for i in 0..15 {
        assert_eq!(made(&world, &format!("Mirror {i}")).await.status, 200);
    }
    assert_eq!(made(&world, "One more").await.code(), 30007);
    let list = world.get(&format!("/guilds/{}/webhooks", world.guild)).await.body;
    assert_eq!(list.as_array().map(Vec::len), Some(15));
    world.sim.state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions = 0);
    assert_eq!(made(&world, "Without").await.code(), 50013);
}

#[tokio::test]
async fn messages_come_under_any_name_and_can_be_changed() {
    let world = world(true).await;
    let webhook = path(&made(&world, "Mirror").await);
    let silent = bare(&world, "POST", &webhook, json!({"content": "quiet"})).await;
    assert_eq!((silent.status, silent.body), (204, Value::Null));
    let told =
        bare(&world, "POST", &format!("{webhook}?wait=true"), json!({"content": "hi", "username": "Elsewhere"})).await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!((&told.body["author"]["username"], &told.body["author"]["bot"]), (&json!("Elsewhere"), &json!(true)));
    assert_eq!(told.body["webhook_id"], told.body["author"]["id"]);
    let message = format!("{webhook}/messages/{}", told.body["id"].as_str().unwrap());
    assert_eq!(bare(&world, "PATCH", &message, json!({"content": "changed"})).await.body["content"], "changed");
    assert_eq!(bare(&world, "DELETE", &message, Value::Null).await.status, 204);
    assert_eq!(bare(&world, "GET", &message, Value::Null).await.code(), 10008);
    let named = bare(&world, "POST", &webhook, json!({"content": "x", "username": "discord staff"})).await;
    assert_eq!(named.code(), 50035);
}

#[tokio::test]
async fn deleted_and_mistaken_webhooks_are_told_apart() {
    let world = world(true).await;
    let webhook = path(&made(&world, "Mirror").await);
    let wrong = format!("{webhook}x");
    assert_eq!(bare(&world, "POST", &wrong, json!({"content": "x"})).await.code(), 50027);
    assert_eq!(bare(&world, "DELETE", &webhook, Value::Null).await.status, 204);
    assert_eq!(bare(&world, "POST", &webhook, json!({"content": "x"})).await.code(), 10015);
}

#[tokio::test]
async fn a_channel_takes_five_in_two_seconds_and_thirty_in_a_minute() {
    let world = world(true).await;
    let (one, other) = (path(&made(&world, "One").await), path(&made(&world, "Other").await));
    let write = |path: &str| {
        let path = path.to_owned();
        let world = &world;
        async move { bare(world, "POST", &path, json!({"content": "x"})).await }
    };
    let mut sent = 0;
    while sent < 30 {
        let path = if sent % 2 == 0 { &one } else { &other };
        let reply = write(path).await;
        match reply.status {
            204 => sent += 1,
            429 => {
                assert_eq!(sent % 5, 0, "webhooks of a channel share its limit");
                assert_eq!(reply.body["global"], false);
                world.sim.clock().advance(Duration::from_secs(2));
            }
            status => panic!("{status}: {}", reply.body),
        }
    }
    world.sim.clock().advance(Duration::from_secs(2));
    let reply = write(&one).await;
    assert_eq!(reply.status, 429);
    assert!(reply.body["retry_after"].as_f64().unwrap() > 2.0, "the minute is full");
}

#[tokio::test]
async fn a_story_may_lift_the_limit() {
    let world = world(false).await;
    let webhook = path(&made(&world, "One").await);
    for _ in 0..20 {
        assert_eq!(bare(&world, "POST", &webhook, json!({"content": "x"})).await.status, 204);
    }
}
