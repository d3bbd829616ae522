//! Webhook events: to whom they are sent, signed, and what counts as taken.

use serde_json::json;

use crate::world::World;

const ADDRESS: &str = "https://guildhall.example/webhook-events";

#[tokio::test]
async fn an_application_that_does_not_want_an_event_gets_none() {
    let world = World::new().await;
    world.answers(|_| json!({"status": 204}));
    let data = world.sim.state(|state| state.authorization(world.ada, Some(world.guild)));
    let sent = async || world.sim.webhook_event("APPLICATION_AUTHORIZED", data.clone()).await.len();
    assert_eq!(sent().await, 0, "not switched on");
    world.sim.state(|state| state.enable_webhook_events(ADDRESS));
    assert_eq!(sent().await, 1);
    let other = json!(["APPLICATION_DEAUTHORIZED"]);
    world.sim.state(|state| state.application.insert("event_webhooks_types".into(), other));
    assert_eq!(sent().await, 0, "another type");
    world.sim.state(|state| state.disable_webhook_events());
    assert_eq!(sent().await, 0);
    world.all_well();
}

#[tokio::test]
async fn an_event_is_signed_and_has_discords_form() {
    let world = World::new().await;
    world.answers(|_| json!({"status": 204}));
    world.sim.state(|state| state.enable_webhook_events(ADDRESS));
    let data = world.sim.state(|state| state.authorization(world.ada, Some(world.guild)));
    let sent = world.sim.webhook_event("APPLICATION_AUTHORIZED", data).await;
    // The stand-in checks signatures.
    assert_eq!((sent[0].status, sent[0].wrong.is_empty()), (204, true));
    let body = &sent[0].body;
    assert_eq!((&body["version"], &body["type"]), (&json!(1), &json!(1)));
    assert_eq!(body["application_id"], world.sim.application_id().to_string());
    let event = &body["event"];
    assert!(event["timestamp"].as_str().is_some_and(|at| at.len() == "2024-10-18T14:42:53.064834".len()), "{event}");
    assert_eq!((&event["type"], &event["data"]["integration_type"]), (&json!("APPLICATION_AUTHORIZED"), &json!(0)));
    assert_eq!(event["data"]["guild"]["id"], world.guild.to_string());
    assert_eq!(event["data"]["user"]["id"], world.ada.to_string());
    let alone = world.sim.state(|state| state.authorization(world.ada, None));
    assert_eq!((&alone["integration_type"], alone.get("guild")), (&json!(1), None));
}

#[tokio::test]
async fn what_is_not_acknowledged_is_a_problem() {
    let world = World::new().await;
    world.sim.state(|state| state.enable_webhook_events(ADDRESS));
    for (place, answer) in [json!({"status": 500}), json!({"type": 1}), json!({"late": true})].into_iter().enumerate() {
        world.answers(move |_| answer.clone());
        let sent = world.sim.webhook_event("ENTITLEMENT_CREATE", json!({})).await;
        assert_eq!((sent[0].wrong.len(), world.sim.problems().len()), (1, place + 1), "{sent:?}");
    }
}

#[tokio::test]
async fn adding_the_bot_sends_an_event_by_the_owner() {
    let world = World::new().await;
    world.answers(|_| json!({"status": 204}));
    let add = || {
        world.sim.state(|state| {
            let guild = state.add_guild("Harbour", world.owner);
            state.add_bot_to(guild, 0);
            guild
        })
    };
    add();
    world.sim.state(|state| state.enable_webhook_events(ADDRESS));
    world.sim.send_webhook_events_twice();
    let guild = add();
    let sent = world.sim.webhook_deliveries(2).await;
    assert_eq!((sent.len(), &sent[0].body), (2, &sent[1].body), "the same twice");
    let data = &sent[0].body["event"]["data"];
    assert_eq!(
        (&data["guild"]["id"], &data["user"]["id"]),
        (&json!(guild.to_string()), &json!(world.owner.to_string()))
    );
    world.all_well();
}
