//! Members and roles: permissions, hierarchy, time-outs.

use serde_json::{Value, json};
use simulator::{Event, EventKind, permission};

use crate::world::World;

#[tokio::test]
async fn a_role_below_the_bots_is_given_and_taken() {
    let world = World::new().await;
    let role = below(&world, "Owls");
    let path = format!("/guilds/{}/members/{}/roles/{role}", world.guild, world.ada);
    let before = world.sim.last_event();
    assert_eq!(world.call("PUT", &path, Value::Null).await.status, 204);
    assert_eq!(world.call("PUT", &path, Value::Null).await.status, 204, "twice changes nothing");
    assert_eq!(world.call("DELETE", &path, Value::Null).await.status, 204);
    let kinds: Vec<EventKind> = world.sim.events(before).iter().map(|event: &Event| event.kind).collect();
    assert_eq!(kinds, [EventKind::RoleAdded, EventKind::RoleRemoved]);
    let audit = world.sim.state(|state| state.guilds[&world.guild].audit_log.len());
    assert_eq!(audit, 2);
}

#[tokio::test]
async fn what_stands_above_the_bot_is_out_of_reach() {
    let world = World::new().await;
    let high = world.sim.state(|state| state.add_role(world.guild, "High", 0));
    let path = |role| format!("/guilds/{}/members/{}/roles/{role}", world.guild, world.ada);
    assert_eq!(world.call("PUT", &path(high), Value::Null).await.code(), 50013);
    let managed = below(&world, "Managed");
    world.sim.state(|state| state.role_mut(world.guild, managed).unwrap().managed = true);
    assert_eq!(world.call("PUT", &path(managed), Value::Null).await.code(), 50013);
    assert_eq!(world.call("PUT", &path(world.guild), Value::Null).await.code(), 50028);
    assert_eq!(world.call("PUT", &path(1), Value::Null).await.code(), 10011);
}

#[tokio::test]
async fn without_manage_roles_nothing_goes() {
    let world = World::new().await;
    let role = below(&world, "Owls");
    world.sim.state(|state| state.role_mut(world.guild, world.bot_role).unwrap().permissions = 0);
    let path = format!("/guilds/{}/members/{}/roles/{role}", world.guild, world.ada);
    let reply = world.call("PUT", &path, Value::Null).await;
    assert_eq!((reply.status, reply.code()), (403, 50013));
    assert_eq!(reply.body["message"], "Missing Permissions");
}

#[tokio::test]
async fn strangers_are_unknown_members_and_nobodies_unknown_users() {
    let world = World::new().await;
    let stranger = world.sim.state(|state| state.add_user("stranger"));
    let member = |user| format!("/guilds/{}/members/{user}", world.guild);
    assert_eq!(world.get(&member(stranger)).await.code(), 10007);
    assert_eq!(world.get(&member(1)).await.code(), 10013);
    assert_eq!(world.get(&member(world.ada)).await.body["user"]["username"], "ada");
    assert_eq!(world.get("/users/1").await.code(), 10013);
}

#[tokio::test]
async fn time_outs_have_their_limits() {
    let world = World::new().await;
    let ahead = |days: u64| simulator::clock::iso(world.sim.clock().now() + days * 86_400_000);
    let path = |user| format!("/guilds/{}/members/{user}", world.guild);
    let until = |days| json!({"communication_disabled_until": ahead(days)});
    let reply = world.call("PATCH", &path(world.ada), until(1)).await;
    assert_eq!(reply.status, 200);
    let may = world.sim.state(|state| state.permissions(world.general, world.ada));
    assert_eq!(may & permission::SEND_MESSAGES, 0, "timed out members cannot write");
    assert_eq!(world.call("PATCH", &path(world.ada), until(29)).await.code(), 50035);
    assert_eq!(world.call("PATCH", &path(world.owner), until(1)).await.code(), 50013);
    let admin = below(&world, "Admin");
    world.sim.state(|state| {
        state.role_mut(world.guild, admin).unwrap().permissions = permission::ADMINISTRATOR;
        state.give_role(world.guild, world.ben, admin);
    });
    assert_eq!(world.call("PATCH", &path(world.ben), until(1)).await.code(), 50013);
    let off = json!({"communication_disabled_until": null});
    assert_eq!(world.call("PATCH", &path(world.ada), off).await.body["communication_disabled_until"], Value::Null);
}

#[tokio::test]
async fn a_time_out_ends_with_time() {
    let world = World::new().await;
    let until = simulator::clock::iso(world.sim.clock().now() + 60_000);
    let path = format!("/guilds/{}/members/{}", world.guild, world.ada);
    world.call("PATCH", &path, json!({"communication_disabled_until": until})).await;
    world.sim.clock().advance(std::time::Duration::from_secs(61));
    let may = world.sim.state(|state| state.permissions(world.general, world.ada));
    assert_ne!(may & permission::SEND_MESSAGES, 0);
}

#[tokio::test]
async fn roles_can_be_replaced_as_a_list() {
    let world = World::new().await;
    let (owls, foxes) = (below(&world, "Owls"), below(&world, "Foxes"));
    world.sim.state(|state| state.give_role(world.guild, world.ada, owls));
    let path = format!("/guilds/{}/members/{}", world.guild, world.ada);
    let reply = world.call("PATCH", &path, json!({"roles": [foxes.to_string()]})).await;
    assert_eq!(reply.body["roles"], json!([foxes.to_string()]));
}

#[tokio::test]
async fn overwrites_decide_in_discords_order() {
    let world = World::new().await;
    let role = below(&world, "Quiet");
    let may = |world: &World| world.sim.state(|state| state.permissions(world.general, world.ada));
    world.sim.state(|state| {
        state.give_role(world.guild, world.ada, role);
        state.overwrite(world.guild, world.general, world.guild, 0, permission::SEND_MESSAGES);
    });
    assert_eq!(may(&world) & permission::SEND_MESSAGES, 0);
    assert_eq!(may(&world) & permission::EMBED_LINKS, 0, "worth nothing without writing");
    world.sim.state(|state| state.overwrite(world.guild, world.general, role, permission::SEND_MESSAGES, 0));
    assert_ne!(may(&world) & permission::SEND_MESSAGES, 0);
    world.sim.state(|state| state.overwrite(world.guild, world.general, world.ada, 0, permission::VIEW_CHANNEL));
    assert_eq!(may(&world), 0, "who does not see a channel can do nothing there");
    assert_eq!(world.sim.state(|state| state.permissions(world.general, world.owner)), permission::ALL);
}

/// A role that stands below the bot's.
fn below(world: &World, name: &str) -> u64 {
    world.sim.state(|state| {
        let role = state.add_role(world.guild, name, 0);
        state.role_mut(world.guild, world.bot_role).unwrap().position += 1;
        let top = state.guilds[&world.guild].roles[&world.bot_role].position;
        state.role_mut(world.guild, role).unwrap().position = top - 1;
        role
    })
}
