//! Acts by HTTP are the commands' own, in the name of who made the key.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{World, story};

async fn origins(world: &World) -> Vec<Value> {
    world.db("SELECT action, origin FROM audit_log ORDER BY at, action", &[]).await
}

#[test]
fn bytes_are_granted_taken_and_given() {
    story(async |world| {
        let (olive, ada) = (world.key("olive", &["bytes:*"]).await, world.key("ada", &["bytes:*"]).await);
        let ben = world.id("ben").to_string();
        let granted =
            olive.posts(&world.here("/bytes/grants"), json!({ "user": ben, "amount": 50, "reason": "helped" })).await;
        let granted = granted.answers(201);
        assert_eq!(
            (&granted["delta"], &granted["kind"], &granted["reason"]),
            (&50.into(), &"grant".into(), &"helped".into())
        );
        olive.posts(&world.here("/bytes/revokes"), json!({ "user": ben, "amount": 20 })).await.answers(201);
        let short =
            olive.posts(&world.here("/bytes/revokes"), json!({ "user": ben, "amount": 999 })).await.answers(422);
        assert!(short["detail"].as_str().unwrap_or_default().contains("130"), "{short}");
        // A member gives what is theirs, under the rules of the command.
        let given = ada.posts(&world.here("/bytes/transfers"), json!({ "user": ben, "amount": 10 })).await.answers(201);
        assert_eq!((&given["delta"], &given["other"]), (&(-10).into(), &ben.clone().into()));
        let again = ada.posts(&world.here("/bytes/transfers"), json!({ "user": ben, "amount": 10 })).await.answers(422);
        assert!(again["detail"].is_string());
        let account = olive.gets(&world.here(&format!("/bytes/balances/{ben}"))).await.answers(200);
        assert_eq!((&account["balance"], &account["received"]), (&140.into(), &10.into()));
        olive.gets(&world.here("/bytes/balances/5")).await.answers(404);
        // They are no administrator.
        ada.posts(&world.here("/bytes/grants"), json!({ "user": ben, "amount": 5 })).await.answers(403);
        let nobody = json!({ "user": "123456789012345678", "amount": 5 });
        olive.posts(&world.here("/bytes/grants"), nobody).await.answers(422);
        assert!(origins(&world).await.iter().all(|row| row["origin"] == "api"));
        olive.posts(&world.here("/bytes/audits"), json!({})).await.answers(200);
        world.ticks_until_idle().await;
        let audit = olive.gets(&world.here("/bytes/audits/latest")).await.answers(200);
        assert_eq!((&audit["checked"], &audit["wrong"]), (&2.into(), &0.into()), "{audit}");
    });
}

#[test]
fn permissions_are_read_anew_for_every_act() {
    story(async |world| {
        let key = world.key("max", &["moderation:*"]).await;
        let ben = world.id("ben").to_string();
        key.posts(&world.here("/notes"), json!({ "user": ben, "text": "quiet" })).await.answers(201);
        let (guild, max) = (world.guild, world.id("max"));
        world.sim.state(|s| {
            if let Some(member) = s.member_mut(guild, max) {
                member.roles.clear();
            }
        });
        key.posts(&world.here("/notes"), json!({ "user": ben, "text": "loud" })).await.answers(403);
        world.sim.state(|s| s.leave(guild, max, "left"));
        key.posts(&world.here("/notes"), json!({ "user": ben, "text": "loud" })).await.answers(403);
    });
}

/// As on the dashboard: what Discord said is believed for five minutes, and an hour while it does not answer.
#[test]
fn a_key_shows_what_its_maker_may_see() {
    story(async |world| {
        let (max, ada) = (world.key("max", &["admin"]).await, world.key("ada", &["admin"]).await);
        max.gets(&world.here("/cases")).await.answers(200);
        let refused = max.gets(&world.here("/settings")).await.answers(403);
        assert!(refused["detail"].as_str().unwrap_or_default().contains("administrators"), "{refused}");
        // Their own guild and key tell every member what they are.
        assert_eq!(ada.gets(&world.here("")).await.answers(200)["id"], world.guild.to_string());
        let refused = ada.gets(&world.here("/cases")).await.answers(403);
        assert!(refused["detail"].as_str().unwrap_or_default().contains("moderators"), "{refused}");
        let (guild, who) = (world.guild, world.id("max"));
        world.sim.state(|s| {
            if let Some(member) = s.member_mut(guild, who) {
                member.roles.clear();
            }
        });
        max.gets(&world.here("/cases")).await.answers(200);
        world.later(std::time::Duration::from_secs(301));
        max.gets(&world.here("/cases")).await.answers(403);
        world.sim.state(|s| s.leave(guild, who, "left"));
        world.later(std::time::Duration::from_secs(301));
        let refused = max.gets(&world.here("")).await.answers(403);
        assert!(refused["detail"].as_str().unwrap_or_default().contains("not in the server"), "{refused}");
    });
}

#[test]
fn cases_are_made_changed_and_taken_back() {
    story(async |world| {
        let key = world.key("max", &["moderation:*"]).await;
        let ben = world.id("ben").to_string();
        let warned = key.posts(&world.here("/warnings"), json!({ "user": ben, "reason": "spam" })).await.answers(201);
        assert_eq!((&warned["number"], &warned["kind"], &warned["state"]), (&1.into(), &"warn".into(), &"done".into()));
        assert_eq!(warned["moderator"], world.id("max").to_string());
        let banned = key.posts(&world.here("/bans"), json!({ "user": ben, "duration": "7d" })).await.answers(201);
        assert_eq!((&banned["number"], &banned["state"]), (&2.into(), &"done".into()));
        assert_eq!(world.standing("ben"), "banned");
        let undone = key.posts(&world.here("/cases/2/undo"), json!({})).await.answers(200);
        assert_eq!(undone["resolution"], "undone");
        assert_eq!(world.standing("ben"), "gone");
        let one = world.here("/cases/1");
        let changed = key.sends(Method::PATCH, &one, &[], Some(json!({ "reason": "links", "note": "twice" }))).await;
        assert_eq!(changed.answers(200)["reason"], "links");
        assert_eq!(key.gets(&world.here("/cases/1/notes")).await.answers(200)["notes"][0]["text"], "twice");
        let theirs = key.gets(&world.here(&format!("/cases?user={ben}&limit=1"))).await.answers(200);
        assert!(theirs["next"].is_string());
        key.gets(&world.here("/cases/99")).await.answers(404);
        key.posts(&world.here("/cases/99/undo"), json!({})).await.answers(404);
        // What the hierarchy forbids in Discord it forbids here: the owner.
        let owner = json!({ "user": world.id("olive").to_string() });
        key.posts(&world.here("/bans"), owner.clone()).await.answers(422);
        // What needs a permission that they do not have they cannot do at all.
        key.posts(&world.here("/kicks"), owner).await.answers(403);
        assert!(origins(&world).await.iter().all(|row| row["origin"] == "api"), "{:?}", origins(&world).await);
        world.read_all();
    });
}

#[test]
fn squads_are_made_joined_and_left() {
    story(async |world| {
        let (olive, ada) = (world.key("olive", &["squads:*"]).await, world.key("ada", &["squads:*"]).await);
        let role = world.role("Owls");
        let made =
            olive.posts(&world.here("/squads"), json!({ "name": "Owls", "role": role.to_string() })).await.answers(201);
        assert_eq!((&made["id"], &made["role"]), (&1.into(), &role.to_string().into()));
        olive.posts(&world.here("/squads"), json!({ "name": "owls" })).await.answers(422);
        let edited =
            olive.sends(Method::PATCH, &world.here("/squads/1"), &[], Some(json!({ "description": "hoot" }))).await;
        assert_eq!(edited.answers(200)["description"], "hoot");
        let membership = world.here("/squads/1/membership");
        ada.sends(Method::PUT, &membership, &[], None).await.answers(200);
        assert!(world.has_role("ada", role));
        olive.gets(&world.here("/squads/9/members")).await.answers(404);
        let members = olive.gets(&world.here("/squads/1/members")).await.answers(200);
        assert_eq!(members["data"][0]["user"], world.id("ada").to_string());
        // A switch costs bytes, and is done only for the price that was agreed to.
        olive.posts(&world.here("/squads"), json!({ "name": "Larks" })).await.answers(201);
        let other = world.here("/squads/2/membership");
        let asked = ada.sends(Method::PUT, &other, &[], None).await.answers(422);
        assert!(asked["detail"].as_str().unwrap_or_default().contains("50"), "{asked}");
        ada.sends(Method::PUT, &other, &[], Some(json!({ "price": 1 }))).await.answers(422);
        ada.sends(Method::PUT, &other, &[], Some(json!({ "price": 50 }))).await.answers(200);
        assert!(!world.has_role("ada", role));
        ada.sends(Method::DELETE, &membership, &[], None).await.answers(422);
        ada.sends(Method::DELETE, &other, &[], None).await.answers(200);
        let sale = olive
            .posts(&world.here("/sales"), json!({ "name": "Winter", "duration": "2d", "join": 50 }))
            .await
            .answers(201);
        let sale = world.here(&format!("/sales/{}", sale["id"].as_str().unwrap_or_default()));
        assert_eq!(olive.gets(&world.here("/sales")).await.answers(200)["data"][0]["join_discount"], 50);
        olive.sends(Method::DELETE, &sale, &[], None).await.answers(200);
        assert_eq!(olive.posts(&world.here("/squads/2/archive"), json!({})).await.answers(200)["state"], "archived");
        olive.posts(&world.here("/squads/2/archive"), json!({})).await.answers(422);
        world.ticks_until_idle().await;
        world.read_all();
    });
}

#[test]
fn roles_that_bytes_earn_are_set() {
    story(async |world| {
        let key = world.key("olive", &["bytes:*"]).await;
        let (role, above) = (world.role("Regulars"), world.role_above("Owners"));
        let path = |role: simulator::Id| world.here(&format!("/bytes/rewards/{role}"));
        key.sends(Method::PUT, &path(role), &[], Some(json!({ "threshold": 100 }))).await.answers(200);
        key.sends(Method::PUT, &path(above), &[], Some(json!({ "threshold": 100 }))).await.answers(422);
        let all = key.gets(&world.here("/bytes/rewards")).await.answers(200);
        assert_eq!(all["rewards"], json!([{ "role": role.to_string(), "threshold": 100 }]));
        key.sends(Method::DELETE, &path(role), &[], None).await.answers(200);
        key.sends(Method::DELETE, &path(role), &[], None).await.answers(422);
    });
}
