//! Faults on demand, and waiting for events.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{EventKind, Fault};

use crate::world::World;

#[tokio::test]
async fn statuses_codes_and_limits_on_demand() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let post = || world.call("POST", &path, json!({"content": "x"}));
    world.sim.fail_next("POST", "/messages", Fault::Status(503), 1);
    world.sim.fail_next("POST", "/messages", Fault::Error { status: 403, code: 50013 }, 1);
    world.sim.fail_next("POST", "/messages", Fault::RateLimited { retry_after: 0.4, global: false }, 1);
    assert_eq!(post().await.status, 503);
    let denied = post().await;
    assert_eq!((denied.code(), &denied.body["message"]), (50013, &json!("Missing Permissions")));
    let limited = post().await;
    assert_eq!((limited.status, &limited.body["retry_after"]), (429, &json!(0.4)));
    assert_eq!(
        (&limited.headers["retry-after"], &limited.headers["x-ratelimit-scope"]),
        (&"1".parse().unwrap(), &"user".parse().unwrap())
    );
    assert_eq!(post().await.status, 200);
    assert_eq!(world.sim.requests().iter().filter(|call| call.faulted).count(), 3);
    world.all_well();
}

#[tokio::test]
async fn a_reset_closes_the_connection_and_a_hang_never_answers() {
    let world = World::new().await;
    let get = || {
        let token = format!("Bot {}", world.sim.bot_token());
        world.request("GET", "/users/@me").header("authorization", token)
    };
    world.sim.fail_next("GET", "/users/@me", Fault::Reset, 1);
    assert!(get().send().await.is_err());
    world.sim.fail_next("*", "/users/@me", Fault::Hang, 1);
    assert!(get().timeout(Duration::from_millis(100)).send().await.is_err_and(|error| error.is_timeout()));
    assert_eq!(world.get("/users/@me").await.status, 200);
    let statuses: Vec<u16> = world.sim.requests().iter().map(|call| call.status).collect();
    assert_eq!(statuses, [0, 0, 200]);
}

#[tokio::test]
async fn events_can_be_waited_for() {
    let world = World::new().await;
    let after = world.sim.last_event();
    assert!(world.sim.wait_event(after, Duration::from_millis(10)).await.is_none());
    let sim = world.sim.clone();
    let waiting = tokio::spawn(async move {
        sim.wait_for(after, Duration::from_secs(5), |event| event.kind == EventKind::MessageDeleted).await
    });
    let path = format!("/channels/{}/messages", world.general);
    let made = world.call("POST", &path, json!({"content": "gone soon"})).await.body;
    world.call("DELETE", &format!("{path}/{}", made["id"].as_str().unwrap()), Value::Null).await;
    let event = waiting.await.unwrap().unwrap();
    assert_eq!(event.message.unwrap()["content"], "gone soon");
    let seqs: Vec<u64> = world.sim.events(0).iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>());
}
