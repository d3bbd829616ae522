//! `POST /webhook-events`: who gets in, what is acknowledged.

use reqwest::Method;
use serde_json::{Value, json};

use super::{calls, text};
use crate::world::{Answer, World, story, story_with};

const PATH: &str = "/webhook-events";
const MIB: usize = 1024 * 1024;

async fn post(world: &World, body: &[u8]) -> Answer {
    let timestamp = world.timestamp();
    let signature = world.sim.sign(&timestamp, body);
    let headers = [("x-signature-ed25519", signature.as_str()), ("x-signature-timestamp", &timestamp)];
    world.fetch(Method::POST, PATH, &headers, body.to_vec()).await
}

async fn acknowledged(world: &World, body: Value) {
    let answer = post(world, body.to_string().as_bytes()).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{body}");
    assert_eq!(answer.header("content-type"), "application/json");
}

async fn unreadable(world: &World, body: &str) -> String {
    let before = world.log_lines().await.len();
    let answer = post(world, body.as_bytes()).await;
    assert_eq!(answer.status, 400, "{body}");
    let lines = world.log_lines().await;
    let notes: Vec<Value> = lines[before..].iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let [note] = &notes[..] else { panic!("logged once: {notes:?}") };
    text(&note["note"]["unreadable"])
}

#[test]
fn a_ping_is_acknowledged_whatever_else_it_holds() {
    story(async |world| {
        acknowledged(&world, json!({"version": 1, "application_id": "1", "type": 0})).await;
        acknowledged(&world, json!({"type": 0})).await;
        acknowledged(&world, json!({"type": 0, "event": 5, "version": "new"})).await;
    });
}

#[test]
fn what_is_not_for_us_is_acknowledged() {
    story(async |world| {
        let event = |kind: &str, data: Value| json!({"version": 1, "application_id": "1", "type": 1, "event": {"type": kind, "timestamp": "2026-01-01T00:00:00", "data": data}});
        acknowledged(&world, event("APPLICATION_DEAUTHORIZED", json!({"user": {"id": "5"}}))).await;
        acknowledged(&world, event("ENTITLEMENT_CREATE", json!({"id": "5"}))).await;
        acknowledged(&world, event("SOMETHING_NEW", json!([1, 2]))).await;
        acknowledged(&world, json!({"type": 1, "event": {"type": "SOMETHING_NEW"}})).await;
        acknowledged(&world, json!({"type": 7})).await;
        // Signing in on a page authorises the application too.
        acknowledged(&world, event("APPLICATION_AUTHORIZED", json!({"user": {"id": "5"}, "scopes": ["identify"]})))
            .await;
    });
}

#[test]
fn who_does_not_sign_gets_nowhere() {
    story(async |world| {
        let body = json!({"type": 0}).to_string().into_bytes();
        let timestamp = world.timestamp();
        let other = world.sim.sign(&timestamp, b"something else");
        for headers in [
            &[("x-signature-ed25519", other.as_str()), ("x-signature-timestamp", &timestamp)][..],
            &[("x-signature-ed25519", "00"), ("x-signature-timestamp", &timestamp)],
            &[],
        ] {
            let answer = world.fetch(Method::POST, PATH, headers, body.clone()).await;
            assert_eq!(answer.status, 401, "{headers:?}");
        }
        assert_eq!(post(&world, &vec![b' '; MIB + 1]).await.status, 413);
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::HEAD] {
            let answer = world.fetch(method.clone(), PATH, &[], Vec::new()).await;
            assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{method}");
        }
    });
}

#[test]
fn what_cannot_be_read_is_logged_with_its_place() {
    story(async |world| {
        assert_eq!(unreadable(&world, "nonsense").await, "the whole: expected ident at line 1 column 2");
        assert_eq!(unreadable(&world, "{}").await, "type: no number");
        assert_eq!(unreadable(&world, r#"{"type":1}"#).await, "event.type: no text");
        let authorized = r#"{"type":1,"event":{"type":"APPLICATION_AUTHORIZED","timestamp":"now","data":{"user":{"id":"5"},"guild":{"id":[]}}}}"#;
        assert_eq!(unreadable(&world, authorized).await, "event.data.guild.id: no id");
        assert_eq!(
            unreadable(&world, r#"{"type":1,"event":{"type":01}}"#).await,
            "the whole: invalid number at line 1 column 28"
        );
        let moment = authorized.replace("[]", "\"7\"");
        assert_eq!(unreadable(&world, &moment).await, "event.timestamp: no moment");
    });
}

/// Discord keeps an address only when it answers both its PINGs as it must.
#[test]
fn discord_takes_both_addresses() {
    story(async |world| {
        let set = json!({
            "interactions_endpoint_url": "https://guildhall.example/interactions",
            "event_webhooks_url": "https://guildhall.example/webhook-events",
            "event_webhooks_status": 2, "event_webhooks_types": ["APPLICATION_AUTHORIZED"],
        });
        let patched = world.calls_discord(Method::PATCH, "/applications/@me", &set).await;
        assert_eq!(patched.status, 200, "{}", patched.body);
        assert_eq!(patched.json()["event_webhooks_url"], "https://guildhall.example/webhook-events");
        let elsewhere = json!({ "event_webhooks_url": "https://guildhall.example/nothing" });
        let refused = world.calls_discord(Method::PATCH, "/applications/@me", &elsewhere).await;
        assert_eq!((refused.status, &refused.json()["code"]), (400, &json!(50035)));
        world.sim.state(|s| s.application.remove("interactions_endpoint_url"));
    });
}

#[test]
fn without_a_token_events_are_acknowledged_and_that_is_logged() {
    story_with(&json!({ "DISCORD_TOKEN": null }), true, async |world| {
        world.hears_events();
        let data = world.sim.state(|s| s.authorization(world.id("olive"), Some(world.guild)));
        let deliveries = world.sim.webhook_event("APPLICATION_AUTHORIZED", data).await;
        assert!(deliveries.iter().all(|delivery| delivery.status == 204));
        world.wait_for_errors(deliveries.len()).await;
        world.expect_errors(deliveries.len());
        world.days_later(1);
        world.ticks_until_idle().await;
        assert_eq!(calls(&world, "GET", "/users/@me/guilds"), 0);
    });
}
