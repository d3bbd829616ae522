//! Validation against Discord's OpenAPI document, where it is at hand.

use serde_json::json;
use simulator::Options;

use crate::world::{World, bytes_command, document, say, send};

async fn world() -> Option<World> {
    let Some(openapi) = document() else {
        eprintln!("left out: Discord's OpenAPI document is not at hand");
        return None;
    };
    Some(World::with(Options { openapi: Some(openapi), ..Options::default() }).await)
}

#[tokio::test]
async fn bodies_of_the_wrong_shape_are_50035() {
    let Some(world) = world().await else { return };
    let path = format!("/channels/{}/messages", world.general);
    for body in [
        json!({"content": 5}),
        json!({"content": "x", "embeds": {"title": "x"}}),
        json!({"content": "x", "components": [{"type": 1, "components": [{"type": 2, "label": "x"}]}]}),
        json!({"content": "x", "message_reference": {"message_id": 5}}),
        json!({"embeds": [{"title": "x", "timestamp": "yesterday"}]}),
    ] {
        let reply = world.call("POST", &path, body.clone()).await;
        assert_eq!((reply.status, reply.code()), (400, 50035), "{body}");
    }
    assert_eq!(world.sim.problems().len(), 5);
}

#[tokio::test]
async fn queries_of_the_wrong_shape_are_50035() {
    let Some(world) = world().await else { return };
    assert_eq!(world.get("/users/@me/guilds?limit=5&with_counts=true").await.status, 200);
    for query in ["limit=many", "limit=500", "after=x", "with_counts=perhaps"] {
        let reply = world.get(&format!("/users/@me/guilds?{query}")).await;
        assert_eq!((reply.status, reply.code()), (400, 50035), "{query}");
    }
}

#[tokio::test]
async fn good_requests_pass() {
    let Some(world) = world().await else { return };
    let registered = world.register(bytes_command()).await;
    assert_eq!(registered.status, 200, "{}", registered.body);
    let path = format!("/channels/{}/messages", world.general);
    let rich = json!({
        "content": "x", "allowed_mentions": {"parse": []}, "flags": 4096,
        "embeds": [{"title": "t", "color": 255, "timestamp": "2026-11-21T10:00:00Z",
            "image": {"url": "attachment://a.png"}, "fields": [{"name": "n", "value": "v", "inline": true}]}],
        "components": [{"type": 1, "components": [
            {"type": 2, "style": 3, "label": "Yes", "custom_id": "v1:y", "emoji": {"name": "✅"}},
            {"type": 2, "style": 5, "label": "More", "url": "https://example.org"},
        ]}],
    });
    let made = world.call("POST", &path, rich).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let command = json!([{"name": "setup", "description": "d", "default_member_permissions": "32", "contexts": [0],
        "integration_types": [0], "description_localizations": {"de": "x", "es-ES": "y"}}]);
    assert_eq!(world.register(command).await.status, 200);
    let member = format!("/guilds/{}/members/{}", world.guild, world.ada);
    let until = simulator::clock::iso(world.sim.clock().now() + 60_000);
    assert_eq!(world.call("PATCH", &member, json!({"communication_disabled_until": until})).await.status, 200);
    let overwrite =
        json!({"permission_overwrites": [{"id": world.guild.to_string(), "type": 0, "allow": "0", "deny": "2048"}]});
    assert_eq!(world.call("PATCH", &format!("/channels/{}", world.general), overwrite).await.status, 200);
    world.all_well();
}

#[tokio::test]
async fn answers_are_validated_too() {
    let Some(world) = world().await else { return };
    world.register(bytes_command()).await;
    let exchange = world.runs(world.ada, "/bytes read").await;
    assert_eq!(exchange.wrong, [""; 0]);
    world.answers(|_| json!({"type": 4, "data": {"content": "x", "allowed_mentions": {"parse": ["nobody"]}}}));
    assert!(!world.runs(world.ada, "/bytes read").await.wrong.is_empty());
    world.answers(|_| json!({"type": 4, "data": {"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": "blue", "label": "x", "custom_id": "a"}]}]}}));
    assert!(!world.runs(world.ada, "/bytes read").await.wrong.is_empty());
    world.answers(|_| json!({"type": 5}));
    let exchange = world.runs(world.ada, "/bytes read").await;
    let original = format!("{}/messages/@original", world.webhook(&exchange));
    let bad = send(world.request("PATCH", &original).json(&json!({"content": ["x"]}))).await;
    assert_eq!(bad.code(), 50035);
    let good = send(world.request("PATCH", &original).json(&say("done")["data"])).await;
    assert_eq!(good.status, 200, "{}", good.body);
}
