//! `PATCH /applications/@me`: an address is kept only when it answers both PINGs as it must.

use serde_json::{Value, json};

use crate::world::{Reply, World};

const INTERACTIONS: &str = "https://guildhall.example/interactions";
const EVENTS: &str = "https://guildhall.example/webhook-events";

async fn patch(world: &World, body: Value) -> Reply {
    world.call("PATCH", "/applications/@me", body).await
}

async fn application(world: &World) -> Value {
    world.get("/applications/@me").await.body
}

/// The one error, `field CODE`, of a refusal; nothing was changed by it.
async fn refusal(world: &World, body: Value) -> String {
    let before = application(world).await;
    let reply = patch(world, body).await;
    assert_eq!((reply.status, reply.code(), &reply.body["message"]), (400, 50035, &json!("Invalid Form Body")));
    assert_eq!(application(world).await, before, "as before");
    let (field, error) = reply.body["errors"].as_object().unwrap().iter().next().unwrap();
    let error = if error["_errors"].is_null() { error.as_object().unwrap().values().next().unwrap() } else { error };
    format!("{field} {}", error["_errors"][0]["code"].as_str().unwrap())
}

/// Answers both kinds of PING.
fn good(payload: &Value) -> Value {
    if payload["type"] == 0 { json!({"status": 204}) } else { json!({"type": 1}) }
}

#[tokio::test]
async fn addresses_that_answer_both_pings_are_kept() {
    let world = World::new().await;
    world.answers(good);
    let set = json!({"interactions_endpoint_url": INTERACTIONS, "event_webhooks_url": EVENTS,
        "event_webhooks_status": 2, "event_webhooks_types": ["APPLICATION_AUTHORIZED"]});
    let reply = patch(&world, set.clone()).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    for (name, value) in set.as_object().unwrap() {
        assert_eq!(application(&world).await[name], *value, "{name}");
    }
    // What stays as it is is not asked again.
    world.answers(|_| json!({"status": 500}));
    assert_eq!(patch(&world, set).await.status, 200);
    assert_eq!(patch(&world, json!({"interactions_endpoint_url": null})).await.status, 200);
    assert_eq!(application(&world).await["interactions_endpoint_url"], Value::Null);
    world.all_well();
}

#[tokio::test]
async fn addresses_that_answer_otherwise_are_refused() {
    let world = World::new().await;
    let interactions = || json!({"interactions_endpoint_url": INTERACTIONS, "tags": ["kept out"]});
    let events = || json!({"event_webhooks_url": EVENTS, "tags": ["kept out"]});
    let not_interactions = "interactions_endpoint_url APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID";
    let not_events = "event_webhooks_url APPLICATION_EVENT_WEBHOOKS_URL_INVALID";
    for wrong in [json!({"type": 4}), json!({"status": 204}), json!({"status": 500}), json!({"late": true})] {
        world.answers(move |_| wrong.clone());
        assert_eq!(refusal(&world, interactions()).await, not_interactions);
    }
    for wrong in [json!({"type": 1}), json!({"status": 200}), json!({"status": 404})] {
        world.answers(move |_| wrong.clone());
        assert_eq!(refusal(&world, events()).await, not_events);
    }
    world.answers(good);
    assert_eq!(
        refusal(&world, json!({"interactions_endpoint_url": "https://nowhere.invalid/x"})).await,
        not_interactions
    );
    world.believes_everybody();
    assert_eq!(refusal(&world, interactions()).await, not_interactions, "a forged signature was taken");
    assert_eq!(refusal(&world, events()).await, not_events, "a forged signature was taken");
    // What was just deployed may not have spread: no defect.
    world.all_well();
}

#[tokio::test]
async fn what_can_be_told_without_asking_is_told_first() {
    let world = World::new().await;
    world.answers(good);
    for (body, wrong) in [
        (
            json!({"interactions_endpoint_url": "http://127.0.0.1/x"}),
            "interactions_endpoint_url URL_TYPE_INVALID_SCHEME",
        ),
        (json!({"event_webhooks_status": 3}), "event_webhooks_status BASE_TYPE_CHOICES"),
        (json!({"event_webhooks_status": 2}), "event_webhooks_url BASE_TYPE_REQUIRED"),
        (json!({"event_webhooks_types": ["MESSAGE_CREATE"]}), "event_webhooks_types BASE_TYPE_CHOICES"),
    ] {
        assert_eq!(refusal(&world, body).await, wrong);
    }
    world.sim.clear_problems();
}
