//! Bans, kicks and the audit log: permissions, hierarchy, what stands where afterwards.

use serde_json::{Value, json};
use simulator::permission;

use crate::world::World;

/// A world whose bot may do everything that moderators do, below a role of its own making.
async fn world() -> World {
    let world = World::new().await;
    let rights =
        permission::BAN_MEMBERS | permission::KICK_MEMBERS | permission::VIEW_AUDIT_LOG | permission::MANAGE_GUILD;
    world.sim.state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions |= rights);
    world
}

fn is_member(world: &World) -> bool {
    world.sim.state(|state| state.member(world.guild, world.ada).is_some())
}

#[tokio::test]
async fn who_is_banned_is_gone_and_can_be_unbanned() {
    let world = world().await;
    let path = format!("/guilds/{}/bans/{}", world.guild, world.ada);
    assert_eq!(world.get(&path).await.code(), 10026);
    assert_eq!(world.call("PUT", &path, json!({})).await.status, 204);
    assert!(!is_member(&world));
    assert_eq!(world.get(&path).await.body["user"]["username"], "ada");
    assert_eq!(world.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(world.call("DELETE", &path, Value::Null).await.code(), 10026);
    let log = world.get(&format!("/guilds/{}/audit-logs?after=0", world.guild)).await;
    let actions: Vec<u64> = log.body["audit_log_entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["action_type"].as_u64())
        .collect();
    assert_eq!(actions, [22, 23], "oldest first");
    assert_eq!(world.call("PUT", &format!("/guilds/{}/bans/1", world.guild), json!({})).await.code(), 10013);
}

#[tokio::test]
async fn nobody_at_or_above_the_bot_is_banned_or_kicked() {
    let world = world().await;
    let high = world.sim.state(|state| state.add_role(world.guild, "High", 0));
    world.sim.state(|state| state.give_role(world.guild, world.ada, high));
    let ban = format!("/guilds/{}/bans/{}", world.guild, world.ada);
    let kick = format!("/guilds/{}/members/{}", world.guild, world.ada);
    assert_eq!(world.call("PUT", &ban, json!({})).await.code(), 50013);
    assert_eq!(world.call("DELETE", &kick, Value::Null).await.code(), 50013);
    let owner = world.sim.state(|state| state.guilds[&world.guild].owner);
    assert_eq!(
        world.call("DELETE", &format!("/guilds/{}/members/{owner}", world.guild), Value::Null).await.code(),
        50013
    );
    world.sim.state(|state| state.take_role(world.guild, world.ada, high));
    assert_eq!(world.call("DELETE", &kick, Value::Null).await.status, 204);
    assert_eq!(world.call("DELETE", &kick, Value::Null).await.code(), 10007);
}

#[tokio::test]
async fn without_the_permission_nothing_goes() {
    let world = world().await;
    world.sim.state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions = 0);
    let guild = world.guild;
    for (method, path) in [
        ("PUT", format!("/guilds/{guild}/bans/{}", world.ada)),
        ("GET", format!("/guilds/{guild}/bans")),
        ("DELETE", format!("/guilds/{guild}/members/{}", world.ada)),
        ("GET", format!("/guilds/{guild}/audit-logs")),
    ] {
        let body = if method == "PUT" { json!({}) } else { Value::Null };
        assert_eq!(world.call(method, &path, body).await.code(), 50013, "{method} {path}");
    }
    assert!(is_member(&world));
}

#[tokio::test]
async fn a_bulk_ban_says_whom_it_did_not_reach() {
    let world = world().await;
    let owner = world.sim.state(|state| state.guilds[&world.guild].owner);
    let path = format!("/guilds/{}/bulk-ban", world.guild);
    let both = json!({"user_ids": [world.ada.to_string(), owner.to_string()]});
    let reply = world.call("POST", &path, both.clone()).await;
    assert_eq!(reply.body["banned_users"], json!([world.ada.to_string()]));
    assert_eq!(reply.body["failed_users"], json!([owner.to_string()]));
    assert_eq!(world.call("POST", &path, both).await.code(), 500000, "nobody was left");
    world.sim.state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions = permission::BAN_MEMBERS);
    let one = json!({"user_ids": [world.ada.to_string()]});
    assert_eq!(world.call("POST", &path, one).await.code(), 50013, "it needs Manage Server too");
}

#[tokio::test]
async fn a_ban_takes_messages_along_as_far_back_as_it_says() {
    let world = world().await;
    let old = world.sim.state(|state| state.say(world.general, world.ada, "old"));
    world.sim.clock().advance(std::time::Duration::from_secs(7_200));
    let new = world.sim.state(|state| state.say(world.general, world.ada, "new"));
    let path = format!("/guilds/{}/bans/{}", world.guild, world.ada);
    assert_eq!(world.call("PUT", &path, json!({"delete_message_seconds": 604_801})).await.code(), 50035);
    assert_eq!(world.call("PUT", &path, json!({"delete_message_seconds": 3_600})).await.status, 204);
    let left = world.sim.state(|state| (state.messages.contains_key(&old), state.messages.contains_key(&new)));
    assert_eq!(left, (true, false));
}

#[tokio::test]
async fn acts_of_people_stand_in_the_audit_log_under_their_name() {
    let world = world().await;
    let owner = world.sim.state(|state| state.guilds[&world.guild].owner);
    let until = world.sim.clock().now() + 60_000;
    world.sim.state(|state| state.time_out(world.guild, owner, world.ada, Some(until), Some("loud")));
    world.sim.state(|state| state.kick(world.guild, owner, world.ada, None));
    let log = world.get(&format!("/guilds/{}/audit-logs", world.guild)).await;
    let entries = &log.body["audit_log_entries"];
    assert_eq!((&entries[0]["action_type"], &entries[1]["action_type"]), (&json!(20), &json!(24)), "newest first");
    assert_eq!(entries[1]["user_id"], json!(owner.to_string()));
    assert_eq!(entries[1]["reason"], "loud");
    assert_eq!(entries[1]["changes"][0]["key"], "communication_disabled_until");
    let after = format!("/guilds/{}/audit-logs?after={}", world.guild, entries[1]["id"].as_str().unwrap());
    assert_eq!(world.get(&after).await.body["audit_log_entries"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn members_are_listed_only_with_the_intent() {
    let world = world().await;
    let path = format!("/guilds/{}/members?limit=1000", world.guild);
    assert_eq!(world.get(&path).await.code(), 50001);
    world.call("PATCH", "/applications/@me", json!({"flags": 1 << 15})).await;
    let all = world.get(&path).await;
    let count = world.sim.state(|state| state.guilds[&world.guild].members.len());
    assert_eq!(all.body.as_array().unwrap().len(), count);
}
