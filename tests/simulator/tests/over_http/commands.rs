//! Registration of commands and Discord's limits on it.

use serde_json::{Value, json};

use crate::world::{World, bytes_command};

#[tokio::test]
async fn bulk_overwrite_keeps_ids_by_name() {
    let world = World::new().await;
    let first = world.register(bytes_command()).await.body;
    assert_eq!(first[0]["name"], "bytes");
    let again = world.register(bytes_command()).await.body;
    assert_eq!(first[0]["id"], again[0]["id"]);
    assert_eq!(again[1]["type"], 3);
    let path = format!("/applications/{}/commands", world.sim.application_id());
    assert_eq!(world.get(&path).await.body.as_array().map(Vec::len), Some(3));
    assert_eq!(world.register(json!([])).await.body, json!([]));
    world.all_well();
}

#[tokio::test]
async fn localisations_are_listed_on_demand_only() {
    let world = World::new().await;
    let mut commands = bytes_command();
    commands[0]["description_localizations"] = json!({"de": "Bytes"});
    world.register(commands).await;
    let path = format!("/applications/{}/commands", world.sim.application_id());
    assert!(world.get(&path).await.body[0].get("description_localizations").is_none());
    let full = world.get(&format!("{path}?with_localizations=true")).await.body;
    assert_eq!(full[0]["description_localizations"]["de"], "Bytes");
}

#[tokio::test]
async fn guild_commands_want_the_application_there() {
    let world = World::new().await;
    let app = world.sim.application_id();
    let path = |guild| format!("/applications/{app}/guilds/{guild}/commands");
    assert_eq!(world.call("PUT", &path(world.guild), bytes_command()).await.status, 200);
    assert_eq!(world.call("PUT", &path(1), bytes_command()).await.code(), 50001);
    assert_eq!(world.call("PUT", "/applications/1/commands", json!([])).await.code(), 20012);
}

#[tokio::test]
async fn limits_of_commands() {
    let world = World::new().await;
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let command = |change: &dyn Fn(&mut Value)| {
        let mut command = json!({"name": "ok", "description": "d"});
        change(&mut command);
        json!([command])
    };
    let many: Vec<Value> = (0..26).map(|i| option(&format!("o{i}"), false)).collect();
    let choices: Vec<Value> = (0..26).map(|i| json!({"name": format!("c{i}"), "value": "v"})).collect();
    let wide: Vec<Value> = (0..25)
        .map(|i| {
            let choices: Vec<Value> = (0..25)
                .map(|c| json!({"name": format!("{i}-{c}-{}", "n".repeat(10)), "value": format!("{c}")}))
                .collect();
            json!({"type": 3, "name": format!("o{i}"), "description": "d".repeat(40), "choices": choices})
        })
        .collect();
    let cases: Vec<(&str, Value)> = vec![
        ("upper case", command(&|c| c["name"] = json!("Bytes"))),
        ("space", command(&|c| c["name"] = json!("by tes"))),
        ("no description", command(&|c| c["description"] = json!(""))),
        ("long description", command(&|c| c["description"] = json!("d".repeat(101)))),
        ("26 options", command(&|c| c["options"] = json!(many))),
        (
            "26 choices",
            command(&|c| c["options"] = json!([{"type": 3, "name": "o", "description": "d", "choices": choices}])),
        ),
        ("required last", command(&|c| c["options"] = json!([option("a", false), option("b", true)]))),
        ("same option twice", command(&|c| c["options"] = json!([option("a", false), option("a", false)]))),
        ("over 8000", command(&|c| c["options"] = json!(wide))),
        (
            "mixed",
            command(&|c| c["options"] = json!([option("a", false), {"type": 1, "name": "s", "description": "d"}])),
        ),
        ("same name twice", json!([{"name": "a", "description": "d"}, {"name": "a", "description": "d"}])),
        ("described context", json!([{"name": "Report", "type": 3, "description": "d"}])),
    ];
    for (name, body) in cases {
        let reply = world.register(body).await;
        assert_eq!((reply.status, reply.code()), (400, 50035), "{name}: {}", reply.body);
    }
    for name in ["ok", "größe", "名前", "a-b_c'd"] {
        let reply = world.register(command(&|c| c["name"] = json!(name))).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.body);
    }
}
