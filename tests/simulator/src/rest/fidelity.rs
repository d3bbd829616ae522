//! What the simulator answers has the shape that Discord's own document gives to its answers.

use serde_json::{Value, json};

use crate::interact::{Interaction, Kind};
use crate::rest::find;
use crate::state::command::{CommandOverwrite, target};
use crate::state::permission::ALL;
use crate::{Id, Options, Simulator};

struct Checked {
    simulator: Simulator,
    http: reqwest::Client,
    failed: Vec<String>,
}

impl Checked {
    async fn call(&mut self, method: &str, path: &str, body: Value) -> Value {
        let token = format!("Bot {}", self.simulator.bot_token());
        self.call_as(&token, method, path, body).await
    }

    async fn call_as(&mut self, token: &str, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.simulator.api_base());
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method.clone(), url).header("authorization", token);
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.header("user-agent", "DiscordBot (x, 1)").send().await.unwrap();
        let status = response.status().as_u16();
        let answer: Value = response.json().await.unwrap_or_default();
        assert!(status < 300, "{method} {path}: {status} {answer}");
        let path = path.split('?').next().unwrap_or_default();
        let (route, _) = find(method.as_str(), path).unwrap();
        let openapi = self.simulator.inner.openapi.clone().unwrap();
        for breach in openapi.response(route.path, route.method, status, &answer) {
            self.failed.push(format!("{method} {}: {breach}", route.path));
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Value {
        self.call("GET", path, Value::Null).await
    }
}

#[tokio::test]
async fn answers_have_discords_shape() {
    let document = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/discord/openapi.json");
    if !document.exists() {
        return eprintln!("left out: Discord's OpenAPI document is not at hand");
    }
    let simulator = Simulator::start(Options { openapi: Some(document), ..Options::default() }).await;
    let (guild, channel, ada): (Id, Id, Id) = simulator.state(|state| {
        let owner = state.add_user("olive");
        let guild = state.add_guild("Guild", owner);
        let ada = state.add_user("ada");
        state.add_member(guild, ada);
        state.add_bot_to(guild, ALL);
        let channel = state.add_channel(guild, "general");
        state.overwrite(guild, channel, ada, 1 << 11, 0);
        state.add_channel_of(guild, "voices", crate::state::channel::kind::VOICE);
        state.add_channel_of(guild, "Rooms", crate::state::channel::kind::CATEGORY);
        (guild, channel, ada)
    });
    let app = simulator.application_id();
    let mut checked = Checked { simulator, http: crate::worker::client(), failed: Vec::new() };
    for path in ["/applications/@me", "/users/@me", "/users/@me/guilds?with_counts=true", "/gateway/bot"] {
        checked.get(path).await;
    }
    checked.get(&format!("/users/{ada}")).await;
    for part in ["?with_counts=true", "/roles", "/channels", "/webhooks"] {
        checked.get(&format!("/guilds/{guild}{part}")).await;
    }
    checked.get(&format!("/guilds/{guild}/members/{ada}")).await;
    checked.call("PATCH", &format!("/guilds/{guild}/members/{ada}"), json!({"nick": "Countess"})).await;
    signed_in(&mut checked, guild, ada).await;
    moderation(&mut checked, guild, channel).await;
    checked.get(&format!("/channels/{channel}")).await;
    checked.call("POST", "/users/@me/channels", json!({"recipient_id": ada.to_string()})).await;
    checked.call("POST", &format!("/channels/{channel}/webhooks"), json!({"name": "Mirror"})).await;
    let commands = json!([{"name": "ping", "description": "d"}, {"name": "Report", "type": 3}]);
    checked.call("PUT", &format!("/applications/{app}/commands"), commands.clone()).await;
    checked.call("PUT", &format!("/applications/{app}/guilds/{guild}/commands"), commands).await;
    let known = checked.get(&format!("/applications/{app}/commands?with_localizations=true")).await;
    let command: Id = known[0]["id"].as_str().unwrap().parse().unwrap();
    checked.simulator.state(|state| {
        let denied = CommandOverwrite { id: guild, kind: target::ROLE, permission: false };
        state.commands.overwrites.insert((guild, command), vec![denied]);
    });
    checked.get(&format!("/applications/{app}/guilds/{guild}/commands/permissions")).await;
    let rich = json!({
        "content": format!("<@{ada}>"), "embeds": [{"title": "t", "fields": [{"name": "n", "value": "v"}],
            "footer": {"text": "f"}, "author": {"name": "a"}}],
        "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "x"}]},
            {"type": 1, "components": [{"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]}]}],
    });
    let said = checked.call("POST", &format!("/channels/{channel}/messages"), rich).await;
    let reply = json!({"content": "x", "message_reference": {"message_id": said["id"]}});
    checked.call("POST", &format!("/channels/{channel}/messages"), reply).await;
    let message = format!("/channels/{channel}/messages/{}", said["id"].as_str().unwrap());
    checked.get(&message).await;
    checked.call("PATCH", &message, json!({"content": "changed"})).await;
    let answered = first_answer(&checked.simulator, guild, channel, ada).await;
    checked.get(&format!("/webhooks/{app}/{answered}/messages/@original")).await;
    checked.call("POST", &format!("/webhooks/{app}/{answered}"), json!({"content": "more"})).await;
    assert_eq!(checked.failed, [""; 0]);
}

async fn signed_in(checked: &mut Checked, guild: Id, user: Id) {
    let access = checked.simulator.state(|state| {
        let scopes = ["identify", "guilds", "guilds.members.read"].map(str::to_owned).into();
        let code = state.allow(user, "", &scopes, None);
        state.exchange(&code).unwrap().access.clone()
    });
    let member = format!("/users/@me/guilds/{guild}/member");
    for path in ["/users/@me", "/users/@me/guilds?with_counts=true", "/oauth2/@me", &member] {
        checked.call_as(&format!("Bearer {access}"), "GET", path, Value::Null).await;
    }
}

async fn moderation(checked: &mut Checked, guild: Id, channel: Id) {
    let ben = checked.simulator.state(|state| {
        let ben = state.add_user("ben");
        state.add_member(guild, ben);
        ben
    });
    checked.call("PATCH", "/applications/@me", json!({"flags": 1 << 15})).await;
    checked.get(&format!("/guilds/{guild}/members?limit=5")).await;
    let until = checked.simulator.state(|state| crate::clock::iso(state.now() + 60_000));
    let timeout = json!({"communication_disabled_until": until});
    checked.call("PATCH", &format!("/guilds/{guild}/members/{ben}"), timeout).await;
    let role =
        checked.call("POST", &format!("/guilds/{guild}/roles"), json!({"name": "Made", "permissions": "0"})).await;
    let role = role["id"].as_str().unwrap().to_owned();
    checked.call("PATCH", &format!("/guilds/{guild}/roles/{role}"), json!({"name": "Renamed"})).await;
    let made = checked.call("POST", &format!("/guilds/{guild}/channels"), json!({"name": "gate", "type": 0})).await;
    let made = made["id"].as_str().unwrap().to_owned();
    let deny = json!({"type": 0, "allow": "0", "deny": "1024"});
    checked.call("PUT", &format!("/channels/{made}/permissions/{role}"), deny).await;
    checked.call("DELETE", &format!("/channels/{made}/permissions/{role}"), Value::Null).await;
    let private = json!({"name": "case", "type": 12, "invitable": false, "auto_archive_duration": 1440});
    let thread = checked.call("POST", &format!("/channels/{made}/threads"), private).await;
    let thread = thread["id"].as_str().unwrap().to_owned();
    checked.call("PUT", &format!("/channels/{thread}/thread-members/{ben}"), Value::Null).await;
    checked.get(&format!("/channels/{thread}")).await;
    checked.get(&format!("/guilds/{guild}/threads/active")).await;
    checked.call("PATCH", &format!("/channels/{thread}"), json!({"locked": true, "archived": true})).await;
    let said = checked.call("POST", &format!("/channels/{made}/messages"), json!({"content": "one"})).await;
    let other = checked.call("POST", &format!("/channels/{made}/messages"), json!({"content": "two"})).await;
    let on = format!("/channels/{made}/messages/{}/threads", said["id"].as_str().unwrap());
    checked.call("POST", &on, json!({"name": "on it"})).await;
    checked.get(&format!("/channels/{made}/messages?limit=5")).await;
    let both = json!({"messages": [said["id"], other["id"]]});
    checked.call("POST", &format!("/channels/{made}/messages/bulk-delete"), both).await;
    checked.call("PUT", &format!("/guilds/{guild}/bans/{ben}"), json!({"delete_message_seconds": 60})).await;
    checked.get(&format!("/guilds/{guild}/bans/{ben}")).await;
    checked.get(&format!("/guilds/{guild}/bans")).await;
    checked.get(&format!("/guilds/{guild}/audit-logs?limit=10")).await;
    checked.call("DELETE", &format!("/guilds/{guild}/bans/{ben}"), Value::Null).await;
    checked.call("POST", &format!("/guilds/{guild}/bulk-ban"), json!({"user_ids": [ben.to_string()]})).await;
    checked.call("POST", &format!("/channels/{channel}/invites"), json!({"max_age": 60, "max_uses": 1})).await;
}

/// The token of an interaction that was answered.
async fn first_answer(simulator: &Simulator, guild: Id, channel: Id, user: Id) -> String {
    let app = axum::Router::new().fallback(|| async { axum::Json(json!({"type": 4, "data": {"content": "pong"}})) });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    simulator.set_worker(&format!("http://{}", listener.local_addr().unwrap()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let kind = Kind::Command("/ping".into());
    let sent = Interaction { guild: Some(guild), channel, user, locale: None, kind, id: None };
    let exchange = simulator.interact(sent).await;
    assert_eq!(exchange.wrong, [""; 0]);
    simulator.state(|state| state.interactions[&exchange.id].token.clone())
}
