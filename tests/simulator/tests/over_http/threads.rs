//! Threads, and channels and roles that the bot makes.

use serde_json::{Value, json};
use simulator::{Id, permission};

use crate::world::World;

async fn world(rights: u64) -> World {
    let world = World::new().await;
    world.sim.state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions |= rights);
    world
}

fn id(body: &Value) -> Id {
    body["id"].as_str().unwrap().parse().unwrap()
}

const PRIVATE: u64 = permission::CREATE_PRIVATE_THREADS | permission::SEND_MESSAGES_IN_THREADS;

#[tokio::test]
async fn a_private_thread_is_seen_by_its_members_only() {
    let world = world(PRIVATE).await;
    let body = json!({"name": "ada", "type": 12, "invitable": false});
    let thread = id(&world.call("POST", &format!("/channels/{}/threads", world.general), body).await.body);
    let sees = |user| world.sim.state(|state| state.permissions(thread, user) & permission::VIEW_CHANNEL != 0);
    assert!(!sees(world.ada));
    let member = format!("/channels/{thread}/thread-members/{}", world.ada);
    assert_eq!(world.call("PUT", &member, Value::Null).await.status, 204);
    assert!(sees(world.ada) && !sees(world.ben));
}

#[tokio::test]
async fn locking_needs_manage_threads_and_the_archive_is_closed_to_changes() {
    let world = world(PRIVATE).await;
    let body = json!({"name": "ada", "type": 12});
    let thread = id(&world.call("POST", &format!("/channels/{}/threads", world.general), body).await.body);
    let path = format!("/channels/{thread}");
    assert_eq!(world.call("PATCH", &path, json!({"locked": true, "archived": true})).await.code(), 50013);
    world
        .sim
        .state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions |= permission::MANAGE_THREADS);
    let shut = world.call("PATCH", &path, json!({"locked": true, "archived": true})).await;
    assert_eq!(shut.body["thread_metadata"]["locked"], true);
    assert_eq!(world.call("PATCH", &path, json!({"name": "x"})).await.code(), 50083);
    let member = format!("/channels/{thread}/thread-members/{}", world.ada);
    assert_eq!(world.call("PUT", &member, Value::Null).await.code(), 50083);
    let open = world.call("PATCH", &path, json!({"locked": false, "archived": false})).await;
    assert_eq!(open.body["thread_metadata"]["archived"], false);
}

#[tokio::test]
async fn a_message_has_one_thread() {
    let world = world(permission::CREATE_PUBLIC_THREADS).await;
    let message = world.sim.state(|state| state.say(world.general, world.ada, "a question"));
    let path = format!("/channels/{}/messages/{message}/threads", world.general);
    assert_eq!(id(&world.call("POST", &path, json!({"name": "answers"})).await.body), message);
    assert_eq!(world.call("POST", &path, json!({"name": "answers"})).await.code(), 160004);
}

#[tokio::test]
async fn a_role_is_made_at_the_bottom_with_no_more_than_the_bot_has() {
    let world = world(permission::MANAGE_ROLES).await;
    let path = format!("/guilds/{}/roles", world.guild);
    let refused =
        world.call("POST", &path, json!({"name": "x", "permissions": permission::BAN_MEMBERS.to_string()})).await;
    assert_eq!(refused.code(), 50013);
    let made = world.call("POST", &path, json!({"name": "Verified", "permissions": "0"})).await;
    assert_eq!(made.body["position"], 1);
    let positions = world.sim.state(|state| {
        let mut all: Vec<i64> = state.guilds[&world.guild].roles.values().map(|role| role.position).collect();
        all.sort_unstable();
        all
    });
    assert!(positions.windows(2).all(|pair| pair[0] < pair[1]), "{positions:?}");
}

#[tokio::test]
async fn overwrites_are_set_only_with_permissions_that_the_bot_has() {
    let world = world(permission::MANAGE_ROLES | permission::MANAGE_CHANNELS).await;
    let path = format!("/channels/{}/permissions/{}", world.general, world.guild);
    let deny = |bits: u64| json!({"type": 0, "allow": "0", "deny": bits.to_string()});
    assert_eq!(world.call("PUT", &path, deny(permission::MENTION_EVERYONE)).await.code(), 50013);
    assert_eq!(world.call("PUT", &path, deny(permission::SEND_MESSAGES)).await.status, 204);
    assert!(world.sim.state(|state| state.permissions(world.general, world.ada) & permission::SEND_MESSAGES == 0));
    assert_eq!(world.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(world.call("DELETE", &path, Value::Null).await.code(), 10009);
    let made = world
        .call("POST", &format!("/guilds/{}/channels", world.guild), json!({"name": "Verify Here", "type": 0}))
        .await;
    assert_eq!((made.status, &made.body["name"]), (201, &json!("verify-here")));
}

#[tokio::test]
async fn old_messages_are_not_deleted_together() {
    let world = world(permission::MANAGE_MESSAGES).await;
    let say = |text: &str| world.sim.state(|state| state.say(world.general, world.ada, text)).to_string();
    let old = say("old");
    world.sim.clock().advance(std::time::Duration::from_secs(15 * 86_400));
    let (one, two) = (say("one"), say("two"));
    let path = format!("/channels/{}/messages/bulk-delete", world.general);
    assert_eq!(world.call("POST", &path, json!({"messages": [old, one]})).await.code(), 50034);
    assert_eq!(world.call("POST", &path, json!({"messages": [one, two]})).await.status, 204);
    let left = world.get(&format!("/channels/{}/messages?limit=10", world.general)).await;
    assert_eq!(left.body.as_array().unwrap().len(), 1);
    assert_eq!(left.body[0]["content"], "", "others' words need the intent");
}

#[tokio::test]
async fn a_bot_that_opens_many_dms_is_stopped() {
    let world = World::new().await;
    let mut codes = Vec::new();
    for n in 0..21 {
        let user = world.sim.state(|state| state.add_user(&format!("user{n}")));
        codes.push(world.call("POST", "/users/@me/channels", json!({"recipient_id": user.to_string()})).await.code());
    }
    assert_eq!(codes.iter().filter(|code| **code == 40003).count(), 1, "the last");
    assert!(!world.sim.problems().is_empty());
}
