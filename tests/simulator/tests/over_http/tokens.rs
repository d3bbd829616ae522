//! The life of interaction tokens: first answer, edits, follow-ups, expiry, redelivery.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{EventKind, Exchange, Interaction, Kind};

use crate::world::{World, bytes_command, say, send};

async fn deferred(world: &World, flags: u64) -> (Exchange, String) {
    world.register(bytes_command()).await;
    world.answers(move |_| json!({"type": 5, "data": {"flags": flags}}));
    let exchange = world.runs(world.ada, "/bytes read").await;
    assert_eq!(exchange.wrong, [""; 0]);
    let webhook = world.webhook(&exchange);
    (exchange, webhook)
}

async fn bare(world: &World, method: &str, path: &str, body: Value) -> crate::world::Reply {
    let request = world.request(method, path);
    send(if body.is_null() { request } else { request.json(&body) }).await
}

#[tokio::test]
async fn a_deferred_answer_is_filled_by_editing_it() {
    let world = World::new().await;
    let (exchange, webhook) = deferred(&world, 64).await;
    let message = exchange.message.unwrap();
    let loading = world.sim.state(|state| state.messages[&message].flags);
    assert_eq!(loading & 128, 128);
    let original = format!("{webhook}/messages/@original");
    let edited = bare(&world, "PATCH", &original, json!({"content": "done"})).await;
    assert_eq!(edited.status, 200, "{}", edited.body);
    assert_eq!(edited.body["flags"], 64, "no longer loading, still ephemeral");
    assert_eq!(world.content(message), "done");
    assert_eq!(bare(&world, "GET", &original, Value::Null).await.body["content"], "done");
    let last = world.sim.events(0).pop().unwrap();
    assert_eq!((last.kind, last.message_id), (EventKind::MessageUpdated, Some(message)));
    world.all_well();
}

#[tokio::test]
async fn the_first_follow_up_fills_a_deferred_answer() {
    let world = World::new().await;
    let (exchange, webhook) = deferred(&world, 0).await;
    let first = bare(&world, "POST", &webhook, json!({"content": "one", "flags": 64})).await;
    assert_eq!(first.body["id"], exchange.message.unwrap().to_string());
    assert_eq!(first.body["flags"], 0, "its visibility was decided by the deferral");
    let second = bare(&world, "POST", &webhook, json!({"content": "two", "flags": 64})).await;
    assert_ne!(second.body["id"], first.body["id"]);
    assert_eq!(second.body["flags"], 64);
}

#[tokio::test]
async fn a_public_deferral_is_deleted_and_followed_up_ephemerally() {
    let world = World::new().await;
    let (exchange, webhook) = deferred(&world, 0).await;
    let original = format!("{webhook}/messages/@original");
    assert_eq!(bare(&world, "DELETE", &original, Value::Null).await.status, 204);
    let told = bare(&world, "POST", &webhook, json!({"content": "sorry", "flags": 64})).await;
    assert_ne!(told.body["id"], exchange.message.unwrap().to_string());
    assert_eq!(bare(&world, "PATCH", &original, json!({"content": "x"})).await.code(), 10008);
    let seen = |user| world.sim.state(|state| state.messages_in(world.general, Some(user)).len());
    assert_eq!((seen(world.ada), seen(world.ben)), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn before_the_answer_there_is_no_webhook() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let base = world.sim.api_base();
    let (early, seen) = std::sync::mpsc::channel();
    world.answers(move |payload| {
        let url = format!(
            "{base}/webhooks/{}/{}/messages/@original",
            payload["application_id"].as_str().unwrap(),
            payload["token"].as_str().unwrap()
        );
        let early = early.clone();
        // The call is made while the answer is still on its way.
        let call = reqwest::Client::builder()
            .no_proxy()
            .user_agent("DiscordBot (x, 1)")
            .build()
            .unwrap()
            .patch(url)
            .json(&json!({"content": "x"}));
        let done = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let reply = runtime.block_on(send(call));
            early.send((reply.status, reply.code())).unwrap();
        });
        // Other tasks of this thread go on elsewhere meanwhile.
        tokio::task::block_in_place(|| done.join().unwrap());
        say("ok")
    });
    assert_eq!(world.runs(world.ada, "/bytes read").await.wrong, [""; 0]);
    assert_eq!(seen.recv().unwrap(), (404, 10015));
}

#[tokio::test]
async fn tokens_end_after_fifteen_minutes() {
    let world = World::new().await;
    let (_, webhook) = deferred(&world, 64).await;
    let original = format!("{webhook}/messages/@original");
    world.sim.clock().advance(Duration::from_secs(14 * 60 + 50));
    assert_eq!(bare(&world, "PATCH", &original, json!({"content": "in time"})).await.status, 200);
    world.sim.clock().advance(Duration::from_secs(10));
    let late = bare(&world, "PATCH", &original, json!({"content": "late"})).await;
    assert_eq!((late.status, late.code()), (401, 50027));
    assert_eq!(bare(&world, "POST", &webhook, json!({"content": "late"})).await.code(), 50027);
    let wrong = format!("/webhooks/{}/nonsense", world.sim.application_id());
    assert_eq!(bare(&world, "POST", &wrong, json!({"content": "x"})).await.code(), 50027);
    assert_eq!(bare(&world, "POST", "/webhooks/1/nonsense", json!({"content": "x"})).await.code(), 10015);
}

#[tokio::test]
async fn the_same_interaction_twice_is_answered_once() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let first = world.runs(world.ada, "/bytes read").await;
    let (guild, channel, user) = (Some(world.guild), world.general, world.ada);
    let again = Interaction { guild, channel, user, locale: None, kind: Kind::Ping, id: Some(first.id) };
    let second = world.sim.interact(again).await;
    assert_eq!((second.id, second.request), (first.id, first.request));
    assert_eq!(second.message, first.message);
    assert_eq!(world.sim.state(|state| state.messages.len()), 1);
    world.all_well();
}

#[tokio::test]
async fn posting_the_callback_is_a_problem() {
    let world = World::new().await;
    let (exchange, webhook) = deferred(&world, 0).await;
    let token = webhook.rsplit('/').next().unwrap();
    let path = format!("/interactions/{}/{token}/callback", exchange.id);
    assert_eq!(bare(&world, "POST", &path, say("x")).await.code(), 40060);
    assert_eq!(world.sim.problems().len(), 1);
}

#[tokio::test]
async fn components_update_their_message_and_modals_open_and_submit() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let rows = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}]);
    let with_rows = rows.clone();
    world.answers(move |_| json!({"type": 4, "data": {"content": "start", "components": with_rows, "flags": 64}}));
    let message = world.runs(world.ada, "/bytes read").await.message.unwrap();
    let click = || Kind::Click { message, custom_id: "go".into() };
    assert!(!world.does(world.ben, click()).await.wrong.is_empty(), "others do not see it");
    world.answers(|_| {
        json!({"type": 9, "data": {"custom_id": "form", "title": "Why", "components": [
            {"type": 18, "label": "Reason", "component": {"type": 4, "custom_id": "why", "style": 1, "min_length": 3}},
        ]}})
    });
    let opened = world.does(world.ada, click()).await;
    assert_eq!(opened.modal.unwrap()["title"], "Why");
    assert_eq!(opened.request["message"]["id"], message.to_string());
    let submit = |text: &str| Kind::Modal {
        custom_id: "form".into(),
        values: [("why".to_owned(), json!(text))].into_iter().collect(),
    };
    assert_eq!(world.does(world.ada, submit("no")).await.wrong.len(), 1, "too short for the client");
    assert_eq!(world.does(world.ben, submit("because")).await.wrong.len(), 1, "not open for others");
    world.answers(|payload| {
        let text = payload["data"]["components"][0]["component"]["value"].clone();
        json!({"type": 7, "data": {"content": text, "components": []}})
    });
    let done = world.does(world.ada, submit("because")).await;
    assert_eq!((done.wrong.len(), done.message), (0, Some(message)), "{:?}", done.wrong);
    assert_eq!(world.content(message), "because");
    assert_eq!(world.does(world.ada, submit("because")).await.wrong.len(), 1, "it closed");
    assert_eq!(world.does(world.ada, click()).await.wrong.len(), 1, "the button is gone");
    world.all_well();
}
