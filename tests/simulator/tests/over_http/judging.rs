//! Answers that Discord takes, and those it does not.

use serde_json::{Value, json};
use simulator::{EventKind, Exchange, Kind};

use crate::world::{World, bytes_command, say, whisper};

#[tokio::test]
async fn a_good_answer_becomes_a_message() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let exchange = world.runs(world.ada, "/bytes read").await;
    assert_eq!((exchange.status, exchange.wrong.len()), (200, 0), "{:?}", exchange.wrong);
    assert_eq!(exchange.correlation, Some(exchange.id.to_string()));
    let shown = world.sim.state(|state| state.messages[&exchange.message.unwrap()].json(state));
    assert_eq!(shown["content"], "ok");
    assert_eq!(shown["interaction_metadata"]["name"], "bytes read");
    assert_eq!(shown["interaction_metadata"]["user"]["id"], world.ada.to_string());
    world.all_well();
}

#[tokio::test]
async fn ephemeral_answers_are_for_one_person() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    world.answers(|_| whisper("secret"));
    let message = world.runs(world.ada, "/bytes read").await.message.unwrap();
    let seen = |user| world.sim.state(|state| state.messages_in(world.general, Some(user)).len());
    assert_eq!((seen(world.ada), seen(world.ben)), (1, 0));
    let path = format!("/channels/{}/messages/{message}", world.general);
    assert_eq!(world.get(&path).await.code(), 10008, "channel routes do not know it");
    let event = world.sim.events(0).into_iter().find(|event| event.message_id == Some(message)).unwrap();
    assert_eq!(event.only_for, Some(world.ada));
}

#[tokio::test]
async fn ping_wants_pong() {
    let world = World::new().await;
    world.answers(|payload| json!({"type": payload["type"]}));
    assert_eq!(world.does(world.ada, Kind::Ping).await.wrong, [""; 0]);
    world.answers(|_| say("hello"));
    assert_eq!(world.does(world.ada, Kind::Ping).await.wrong.len(), 1);
}

#[tokio::test]
async fn what_discord_would_not_take_is_wrong_and_a_problem() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let data = |data: Value| json!({"type": 4, "data": data});
    let button = |id: &str| json!({"type": 2, "style": 1, "label": "x", "custom_id": id});
    let row = |inner: Value| json!({"content": "x", "components": [{"type": 1, "components": inner}]});
    let select = |change: &dyn Fn(&mut Value)| {
        let mut select = json!({"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]});
        change(&mut select);
        row(json!([select]))
    };
    let embed = |embed: Value| json!({"embeds": [embed]});
    let modal =
        |title: &str, rows: Value| json!({"type": 9, "data": {"custom_id": "m", "title": title, "components": rows}});
    let input = json!({"type": 1, "components": [{"type": 4, "style": 1, "label": "l", "custom_id": "i"}]});
    let cases: Vec<(&str, Value)> = vec![
        ("pong to a command", json!({"type": 1})),
        ("update of a command", json!({"type": 7, "data": {"content": "x"}})),
        ("choices to a command", json!({"type": 8, "data": {"choices": []}})),
        ("no type", json!({"data": {"content": "x"}})),
        ("empty", data(json!({}))),
        ("long content", data(json!({"content": "x".repeat(2_001)}))),
        ("11 embeds", data(json!({"embeds": vec![json!({"title": "x"}); 11]}))),
        ("long title", data(embed(json!({"title": "x".repeat(257)})))),
        ("long description", data(embed(json!({"description": "x".repeat(4_097)})))),
        ("26 fields", data(embed(json!({"fields": vec![json!({"name": "n", "value": "v"}); 26]})))),
        ("empty field", data(embed(json!({"fields": [{"name": "n", "value": ""}]})))),
        ("long field", data(embed(json!({"fields": [{"name": "n", "value": "x".repeat(1_025)}]})))),
        ("long footer", data(embed(json!({"title": "x", "footer": {"text": "x".repeat(2_049)}})))),
        (
            "6,001 in all",
            data(json!({"embeds": [{"description": "x".repeat(4_000)}, {"description": "x".repeat(2_001)}]})),
        ),
        ("6 buttons", data(row(json!((0..6).map(|i| button(&i.to_string())).collect::<Vec<_>>())))),
        ("same custom_id", data(row(json!([button("a"), button("a")])))),
        ("long custom_id", data(row(json!([button(&"x".repeat(101))])))),
        ("no label", data(row(json!([{"type": 2, "style": 1, "custom_id": "a"}])))),
        (
            "link with custom_id",
            data(row(json!([{"type": 2, "style": 5, "label": "x", "url": "https://x.y", "custom_id": "a"}]))),
        ),
        (
            "select beside a button",
            data(row(json!([button("a"), {"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]}]))),
        ),
        (
            "26 options",
            data(select(&|s| {
                s["options"] = json!((0..26).map(|i| json!({"label": "x", "value": i.to_string()})).collect::<Vec<_>>())
            })),
        ),
        (
            "same option value",
            data(select(&|s| s["options"] = json!([{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]))),
        ),
        ("no options", data(select(&|s| s["options"] = json!([])))),
        (
            "6 rows",
            data(
                json!({"content": "x", "components": (0..6).map(|i| json!({"type": 1, "components": [button(&i.to_string())]})).collect::<Vec<_>>()}),
            ),
        ),
        ("bare button", data(json!({"content": "x", "components": [button("a")]}))),
        ("flags", data(json!({"content": "x", "flags": 1}))),
        ("deferred with content flags", json!({"type": 5, "data": {"flags": 4}})),
        ("long modal title", modal(&"x".repeat(46), json!([input]))),
        ("empty modal", modal("t", json!([]))),
        ("6 inputs", modal("t", json!(vec![input.clone(); 6]))),
        ("same input twice", modal("t", json!([input, input]))),
        ("modal without title", modal("", json!([input]))),
    ];
    for (name, answer) in cases {
        world.sim.clear_problems();
        let before = world.sim.last_event();
        world.answers(move |_| answer.clone());
        let exchange = world.runs(world.ada, "/bytes read").await;
        assert!(!exchange.wrong.is_empty(), "{name} was taken");
        assert!(!world.sim.problems().is_empty(), "{name} is no problem");
        let last = world.sim.events(before).pop().unwrap();
        assert_eq!((last.kind, last.only_for), (EventKind::InteractionFailed, Some(world.ada)), "{name}");
    }
}

#[tokio::test]
async fn what_discord_takes_is_not_wrong() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let button = |id: usize| json!({"type": 2, "style": 2, "label": "x", "custom_id": format!("v1:x:{id}")});
    let rows: Vec<Value> = (0..5)
        .map(|row| json!({"type": 1, "components": (0..5).map(|i| button(row * 5 + i)).collect::<Vec<_>>()}))
        .collect();
    let cases = vec![
        json!({"type": 4, "data": {"content": "x".repeat(2_000), "components": rows}}),
        json!({"type": 4, "data": {"embeds": [{"title": "x", "fields": [{"name": "n", "value": "v", "inline": true}]}], "flags": 64}}),
        json!({"type": 4, "data": {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "text"}]}]}}),
        json!({"type": 5}),
        json!({"type": 9, "data": {"custom_id": "m", "title": "T", "components": [
            {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 2, "max_length": 4_000}},
        ]}}),
    ];
    for answer in cases {
        let shown = answer.to_string();
        world.answers(move |_| answer.clone());
        let exchange: Exchange = world.runs(world.ada, "/bytes read").await;
        assert_eq!(exchange.wrong, [""; 0], "{shown}");
    }
    world.all_well();
}

#[tokio::test]
async fn an_answer_after_three_seconds_is_none() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    world.answers(|_| json!({"late": true}));
    let exchange = world.runs(world.ada, "/bytes read").await;
    assert_eq!(exchange.wrong, ["no answer within 3 seconds"]);
    assert_eq!(exchange.status, 0);
}
