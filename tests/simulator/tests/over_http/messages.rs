//! Messages and channels by REST: access, authorship, DMs, limits, pings.

use serde_json::{Value, json};
use simulator::permission;

use crate::world::World;

#[tokio::test]
async fn a_message_is_made_read_changed_and_deleted() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let made = world.call("POST", &path, json!({"content": "hello"})).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let one = format!("{path}/{}", made.body["id"].as_str().unwrap());
    assert_eq!(world.get(&one).await.body["content"], "hello");
    let changed = world.call("PATCH", &one, json!({"content": "hello again"})).await;
    assert_eq!(changed.body["content"], "hello again");
    assert!(changed.body["edited_timestamp"].is_string());
    assert_eq!(world.call("DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(world.get(&one).await.code(), 10008);
    world.all_well();
}

#[tokio::test]
async fn channels_that_the_bot_cannot_see_are_missing_access() {
    let world = World::new().await;
    let mods = format!("/channels/{}", world.mods);
    assert_eq!(world.get(&mods).await.code(), 50001);
    assert_eq!(world.call("POST", &format!("{mods}/messages"), json!({"content": "x"})).await.code(), 50001);
    assert_eq!(world.call("POST", "/channels/1/messages", json!({"content": "x"})).await.code(), 10003);
}

#[tokio::test]
async fn writing_wants_the_permission_there() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let deny = |bits| world.sim.state(|state| state.overwrite(world.guild, world.general, world.bot_role, 0, bits));
    deny(permission::SEND_MESSAGES);
    assert_eq!(world.call("POST", &path, json!({"content": "x"})).await.code(), 50013);
    deny(permission::EMBED_LINKS);
    assert_eq!(world.call("POST", &path, json!({"embeds": [{"title": "x"}]})).await.code(), 50013);
    assert_eq!(world.call("POST", &path, json!({"content": "x"})).await.status, 200);
}

#[tokio::test]
async fn others_messages_cannot_be_edited_and_need_manage_messages_to_delete() {
    let world = World::new().await;
    let said = world.sim.state(|state| state.say(world.general, world.ada, "mine"));
    let path = format!("/channels/{}/messages/{said}", world.general);
    assert_eq!(world.call("PATCH", &path, json!({"content": "yours"})).await.code(), 50005);
    assert_eq!(world.call("DELETE", &path, Value::Null).await.code(), 50013);
    world.sim.state(|state| {
        state.role_mut(world.guild, world.bot_role).unwrap().permissions |= permission::MANAGE_MESSAGES;
    });
    assert_eq!(world.call("DELETE", &path, Value::Null).await.status, 204);
}

#[tokio::test]
async fn direct_messages_reach_who_takes_them() {
    let world = World::new().await;
    let open = |user: u64| {
        let world = &world;
        async move { world.call("POST", "/users/@me/channels", json!({"recipient_id": user.to_string()})).await }
    };
    let channel = open(world.ada).await.body["id"].as_str().unwrap().to_owned();
    assert_eq!(open(world.ada).await.body["id"], channel.as_str(), "one channel a person");
    let path = format!("/channels/{channel}/messages");
    assert_eq!(world.call("POST", &path, json!({"content": "psst"})).await.status, 200);
    world.sim.state(|state| state.users.get_mut(&world.ada).unwrap().accepts_dms = false);
    assert_eq!(world.call("POST", &path, json!({"content": "psst"})).await.code(), 50007);
    let stranger = world.sim.state(|state| state.add_user("stranger"));
    let far = open(stranger).await.body["id"].as_str().unwrap().to_owned();
    let path = format!("/channels/{far}/messages");
    assert_eq!(world.call("POST", &path, json!({"content": "psst"})).await.code(), 50007, "no guild is shared");
    let bot = world.sim.state(|state| state.add_bot("other"));
    assert_eq!(open(bot).await.code(), 50007);
    assert_eq!(open(1).await.code(), 10013);
}

#[tokio::test]
async fn limits_are_50035_and_problems() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let long = json!({"content": "x".repeat(2_001)});
    let reply = world.call("POST", &path, long).await;
    assert_eq!((reply.status, reply.code()), (400, 50035));
    assert_eq!(reply.body["errors"]["content"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
    assert_eq!(world.call("POST", &path, json!({})).await.code(), 50006);
    assert_eq!(world.call("POST", &path, json!({"content": "x", "flags": 64})).await.code(), 50035);
    assert_eq!(world.sim.problems().len(), 3);
}

#[tokio::test]
async fn an_edit_that_would_leave_nothing_is_refused() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let made = world.call("POST", &path, json!({"content": "hello"})).await.body;
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    assert_eq!(world.call("PATCH", &one, json!({"content": ""})).await.code(), 50006);
    let both = json!({"content": null, "embeds": [{"title": "now an embed"}]});
    assert_eq!(world.call("PATCH", &one, both).await.status, 200);
}

#[tokio::test]
async fn pings_follow_allowed_mentions() {
    let world = World::new().await;
    let path = format!("/channels/{}/messages", world.general);
    let text = format!("<@{}> <@{}> @everyone", world.ada, world.ben);
    let all = world.call("POST", &path, json!({"content": text})).await.body;
    assert_eq!(all["mentions"].as_array().map(Vec::len), Some(2));
    assert_eq!(all["mention_everyone"], false, "the bot may not ping everyone");
    let one = json!({"content": text, "allowed_mentions": {"parse": [], "users": [world.ada.to_string()]}});
    let one = world.call("POST", &path, one).await.body;
    assert_eq!(one["mentions"][0]["username"], "ada");
    assert_eq!(one["mentions"].as_array().map(Vec::len), Some(1));
    let none = json!({"content": text, "allowed_mentions": {"parse": []}});
    assert_eq!(world.call("POST", &path, none).await.body["mentions"], json!([]));
    let both = json!({"content": text, "allowed_mentions": {"parse": ["users"], "users": ["1"]}});
    assert_eq!(world.call("POST", &path, both).await.code(), 50035);
}

#[tokio::test]
async fn channels_change_with_manage_channels() {
    let world = World::new().await;
    let path = format!("/channels/{}", world.general);
    let slow = world.call("PATCH", &path, json!({"rate_limit_per_user": 10})).await;
    assert_eq!(slow.body["rate_limit_per_user"], 10);
    let deny = json!({"permission_overwrites": [
        {"id": world.guild.to_string(), "type": 0, "allow": "0", "deny": permission::SEND_MESSAGES.to_string()},
    ]});
    assert_eq!(world.call("PATCH", &path, deny).await.status, 200);
    let too_much = json!({"permission_overwrites": [
        {"id": world.guild.to_string(), "type": 0, "allow": permission::BAN_MEMBERS.to_string(), "deny": "0"},
    ]});
    assert_eq!(world.call("PATCH", &path, too_much).await.code(), 50013, "only what the bot has itself");
    assert_eq!(world.call("DELETE", &path, Value::Null).await.status, 200);
    assert_eq!(world.get(&path).await.code(), 10003);
}
