//! What a client sends, and what it would not send.

use serde_json::{Value, json};
use simulator::{Interaction, Kind, permission};

use crate::world::{World, bytes_command};

#[tokio::test]
async fn options_become_what_discord_sends() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let texts = [
        "/bytes send user:@ben amount:50 reason:\"two words\"".to_owned(),
        "/bytes send @ben 50 two words".to_owned(),
        format!("/bytes send amount:50 user:<@{}> reason:two words", world.ben),
        format!("bytes send {} 50 \"two words\"", world.ben),
    ];
    for text in texts {
        let sent = world.runs(world.ada, &text).await;
        assert_eq!(sent.wrong, [""; 0], "{text}");
        let data = &sent.request["data"];
        assert_eq!(data["options"][0]["name"], "send");
        let options = data["options"][0]["options"].as_array().unwrap();
        let value = |name: &str| options.iter().find(|option| option["name"] == name).unwrap()["value"].clone();
        assert_eq!(value("user"), json!(world.ben.to_string()));
        assert_eq!((value("amount"), value("reason")), (json!(50), json!("two words")));
        let ben = world.ben.to_string();
        assert_eq!(data["resolved"]["users"][&ben]["username"], "ben");
        assert!(data["resolved"]["members"][&ben]["permissions"].is_string());
        assert!(data["resolved"]["members"][&ben].get("user").is_none());
    }
}

#[tokio::test]
async fn the_envelope_is_complete() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    world.sim.state(|state| state.users.get_mut(&world.ada).unwrap().locale = "de".into());
    let sent = world.runs(world.ada, "/bytes read").await.request;
    for name in [
        "id",
        "application_id",
        "token",
        "version",
        "guild",
        "guild_id",
        "channel",
        "channel_id",
        "member",
        "app_permissions",
        "locale",
        "guild_locale",
        "entitlements",
        "context",
        "authorizing_integration_owners",
        "attachment_size_limit",
    ] {
        assert!(!sent[name].is_null(), "{name} is missing");
    }
    assert_eq!((&sent["locale"], &sent["guild_locale"]), (&json!("de"), &json!("en-US")));
    assert_eq!(sent["member"]["user"]["id"], world.ada.to_string());
    assert!(sent["user"].is_null());
    let mine = world.sim.state(|state| state.permissions(world.general, world.ada));
    assert_eq!(sent["member"]["permissions"], mine.to_string());
    assert_eq!(sent["authorizing_integration_owners"]["0"], world.guild.to_string());
}

#[tokio::test]
async fn a_client_does_not_send_nonsense() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let cases = [
        ("/bites read", "no such command"),
        ("/bytes", "wants a subcommand"),
        ("/bytes eat", "no subcommand eat"),
        ("/bytes send @ben", "option amount is required"),
        ("/bytes send amount:5", "option user is required"),
        ("/bytes send @ben 0", "below the least"),
        ("/bytes send @ben five", "no whole number"),
        ("/bytes send @nobody 5", "no user @nobody"),
        ("/bytes send @ben 5 colour:red", "unknown option colour"),
        ("/bytes send @ben 5 user:@ada", "no whole number"),
        ("/bytes send @ben 5 \"a\" \"b\"", "too many"),
        ("/bytes send @ben 5 a reason that is much too long", "1 to 20 characters"),
        ("/bytes send @ben 5 \"open", "not closed"),
    ];
    for (text, reason) in cases {
        let exchange = world.runs(world.ada, text).await;
        assert!(exchange.wrong.iter().any(|wrong| wrong.contains(reason)), "{text}: {:?}", exchange.wrong);
        assert_eq!((exchange.id, exchange.status), (0, 0));
    }
    world.all_well();
}

#[tokio::test]
async fn commands_are_offered_by_permission_and_place() {
    let world = World::new().await;
    let bits = permission::MANAGE_GUILD.to_string();
    world
        .register(json!([
            {"name": "setup", "description": "d", "default_member_permissions": bits, "contexts": [0]},
            {"name": "privacy", "description": "d", "contexts": [0, 1]},
        ]))
        .await;
    assert_eq!(world.runs(world.ada, "/setup").await.wrong.len(), 1);
    assert_eq!(world.runs(world.owner, "/setup").await.wrong.len(), 0);
    let dm = world.sim.state(|state| state.open_dm(world.ada));
    let in_dm = |text: &str| {
        let kind = Kind::Command(text.to_owned());
        world.sim.interact(Interaction { guild: None, channel: dm, user: world.ada, locale: None, kind, id: None })
    };
    assert_eq!(in_dm("/setup").await.wrong.len(), 1);
    let sent = in_dm("/privacy").await;
    assert_eq!(sent.wrong, [""; 0]);
    assert_eq!(sent.request["user"]["id"], world.ada.to_string());
    assert!(sent.request["member"].is_null() && sent.request["guild_id"].is_null());
    let hostile = Kind::CommandData(json!({"id": "1", "name": "setup", "type": 1}));
    assert!(world.does(world.ada, hostile).await.id > 0);
    let stranger = world.sim.state(|state| state.add_user("stranger"));
    assert_eq!(world.runs(stranger, "/privacy").await.wrong.len(), 1);
}

#[tokio::test]
async fn context_commands_carry_their_target() {
    let world = World::new().await;
    world.register(bytes_command()).await;
    let said = world.sim.state(|state| state.say(world.general, world.ben, "rude"));
    let sent = world.does(world.ada, Kind::MessageCommand { name: "Report".into(), target: said }).await;
    assert_eq!(sent.wrong, [""; 0]);
    let data = &sent.request["data"];
    assert_eq!((&data["type"], &data["target_id"]), (&json!(3), &json!(said.to_string())));
    assert_eq!(data["resolved"]["messages"][said.to_string()]["content"], "rude");
    let sent = world.does(world.ada, Kind::UserCommand { name: "History".into(), target: world.ben }).await;
    assert_eq!(sent.request["data"]["resolved"]["users"][world.ben.to_string()]["username"], "ben");
}

#[tokio::test]
async fn autocomplete_sends_what_is_typed_and_takes_choices() {
    let world = World::new().await;
    world
        .register(json!([{"name": "squads", "description": "d", "options": [
            {"type": 1, "name": "join", "description": "d", "options": [
                {"type": 3, "name": "squad", "description": "d", "required": true, "autocomplete": true},
            ]},
        ]}]))
        .await;
    world.answers(|payload| {
        let typed = &payload["data"]["options"][0]["options"][0];
        assert_eq!((&payload["type"], &typed["focused"]), (&json!(4), &json!(true)));
        json!({"type": 8, "data": {"choices": [{"name": format!("{} Owls", typed["value"].as_str().unwrap()), "value": "owls"}]}})
    });
    let typing = |command: &str| Kind::Autocomplete { command: command.into(), focused: "squad".into() };
    let exchange = world.does(world.ada, typing("/squads join squad:Ni")).await;
    assert_eq!(exchange.wrong, [""; 0]);
    assert_eq!(exchange.choices.unwrap()[0]["name"], "Ni Owls");
    assert_eq!(world.does(world.ada, typing("/squads join")).await.wrong, [""; 0]);
    let many: Vec<Value> = (0..26).map(|i| json!({"name": format!("n{i}"), "value": "v"})).collect();
    world.answers(move |_| json!({"type": 8, "data": {"choices": many}}));
    assert!(!world.does(world.ada, typing("/squads join")).await.wrong.is_empty());
}
