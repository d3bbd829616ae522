//! Values of options and selects: resolved, checked, and left out when they make no sense.

use serde_json::{Value, json};
use simulator::Kind;

use crate::world::{World, bytes_command, plain_client, whisper};

#[tokio::test]
async fn options_of_every_type_resolve() {
    let world = World::new().await;
    let option = |kind: u8, name: &str| json!({"type": kind, "name": name, "description": "d"});
    let mut which = option(3, "which");
    which["choices"] = json!([{"name": "Red One", "value": "r"}, {"name": "Blue", "value": "b"}]);
    let mut only_text = option(7, "channel");
    only_text["channel_types"] = json!([0]);
    world.register(json!([{"name": "all", "description": "d", "options": [
        which, only_text, option(8, "role"), option(9, "who"), option(10, "ratio"), option(5, "sure"), option(11, "file"),
    ]}])).await;
    let role = world.sim.state(|state| {
        state.put_file("cat.png", vec![1, 2, 3]);
        state.add_role(world.guild, "Night Owls", 0)
    });
    let text = "/all which:Red One channel:#general role:Night Owls who:@ada ratio:0.5 sure:true file:file:cat.png";
    let sent = world.runs(world.ada, text).await;
    assert_eq!(sent.wrong, [""; 0]);
    let options = sent.request["data"]["options"].as_array().unwrap();
    let values: Vec<&Value> = options.iter().map(|option| &option["value"]).collect();
    assert_eq!(
        values[..6],
        [
            &json!("r"),
            &json!(world.general.to_string()),
            &json!(role.to_string()),
            &json!(world.ada.to_string()),
            &json!(0.5),
            &json!(true)
        ]
    );
    let file = &sent.request["data"]["resolved"]["attachments"][values[6].as_str().unwrap()];
    let bytes = plain_client().get(file["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(bytes.as_ref(), [1, 2, 3], "option files are open to Workers");
    assert!(world.runs(world.ada, "/all channel:#mods").await.wrong[0].contains("no channel"), "not seen by ada");
    assert!(world.runs(world.ada, "/all which:Green").await.wrong[0].contains("none of the choices"));
}

#[tokio::test]
async fn selects_are_checked_and_resolved() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    world.answers(|_| {
        json!({"type": 4, "data": {"content": "pick", "components": [
            {"type": 1, "components": [{"type": 5, "custom_id": "who", "max_values": 2}]},
            {"type": 1, "components": [{"type": 3, "custom_id": "what", "options": [{"label": "A", "value": "a"}]}]},
            {"type": 1, "components": [{"type": 2, "style": 1, "label": "no", "custom_id": "off", "disabled": true}]},
        ]}})
    });
    let message = world.runs(world.ada, "/bytes read").await.message.unwrap();
    world.answers(|_| whisper("thanks"));
    let pick = |custom_id: &str, values: &[&str]| Kind::Select {
        message,
        custom_id: custom_id.into(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let sent = world.does(world.ada, pick("who", &["@ben", "@ada"])).await;
    assert_eq!(sent.wrong, [""; 0]);
    assert_eq!(sent.request["data"]["values"], json!([world.ben.to_string(), world.ada.to_string()]));
    assert_eq!(sent.request["data"]["resolved"]["members"].as_object().map(|map| map.len()), Some(2));
    assert_eq!(sent.request["data"]["component_type"], 5);
    for bad in [pick("who", &[]), pick("what", &["b"]), pick("gone", &["a"]), pick("what", &["a", "a"])] {
        assert_eq!(world.does(world.ada, bad).await.wrong.len(), 1);
    }
    let off = Kind::Click { message, custom_id: "off".into() };
    assert!(world.does(world.ada, off).await.wrong[0].contains("disabled"));
}

#[tokio::test]
async fn every_field_of_a_modal_is_filled_as_discord_does() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    world.sim.state(|state| state.put_file("log.txt", "hello"));
    let label = |component: Value| json!({"type": 18, "label": "L", "component": component});
    let options = json!([{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]);
    let form = json!({"type": 9, "data": {"custom_id": "form", "title": "T", "components": [
        label(json!({"type": 3, "custom_id": "select", "options": options})),
        label(json!({"type": 19, "custom_id": "file", "max_values": 2})),
        label(json!({"type": 21, "custom_id": "radio", "options": options})),
        label(json!({"type": 22, "custom_id": "checks", "options": options})),
        label(json!({"type": 23, "custom_id": "check"})),
    ]}});
    world.answers(move |_| form.clone());
    assert_eq!(world.runs(world.ada, "/bytes read").await.wrong, [""; 0]);
    world.answers(|_| whisper("thanks"));
    let submit = |values: Value| Kind::Modal { custom_id: "form".into(), values: values.as_object().cloned().unwrap() };
    let none = world.does(world.ada, submit(json!({}))).await;
    assert_eq!(none.wrong.len(), 4, "{:?}", none.wrong);
    let bad = json!({"select": ["c"], "file": ["none.txt"], "radio": "c", "checks": ["c"], "check": true});
    assert_eq!(world.does(world.ada, submit(bad)).await.wrong.len(), 4);
    let good = json!({"select": ["a"], "file": ["file:log.txt"], "radio": "b", "checks": ["a", "b"], "check": true});
    let sent = world.does(world.ada, submit(good)).await;
    assert_eq!(sent.wrong, [""; 0]);
    let rows = sent.request["data"]["components"].as_array().unwrap();
    let field = |index: usize| &rows[index]["component"];
    assert_eq!((&field(0)["values"], &field(2)["value"]), (&json!(["a"]), &json!("b")));
    assert_eq!((&field(3)["values"], &field(4)["value"]), (&json!(["a", "b"]), &json!(true)));
    let file = field(1)["values"][0].as_str().unwrap();
    assert_eq!(sent.request["data"]["resolved"]["attachments"][file]["filename"], "log.txt");
}
