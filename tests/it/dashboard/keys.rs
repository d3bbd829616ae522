//! API keys in the dashboard: made, shown once, counted, revoked.

use crate::world::{Client, Shown, World, story};

/// The key as the page shows it once.
fn secret(shown: &Shown) -> String {
    let text = shown.text();
    let at = text.find("gh_").unwrap_or_else(|| panic!("no key: {text}"));
    text[at..].split_whitespace().next().unwrap_or_default().to_owned()
}

fn client(world: &World, secret: String) -> Client {
    Client { world: world.clone(), secret, id: String::new(), address: "203.0.113.9".to_owned() }
}

#[test]
fn a_key_is_made_used_and_revoked() {
    story(async |world| {
        let olive = world.signed_in("olive").await;
        let (list, new) = (format!("/g/{}/keys", world.guild), format!("/g/{}/keys/new", world.guild));
        let page = olive.opens(&list).await;
        page.is(200).says("No keys").says("bytes:write").says("bytes:*").says("admin");
        page.hides("Further servers").hides("Calls a minute");
        olive.fills(&page, &new, &[("name", "shop")]).await.is(422).says("at least one scope");
        let fields = [
            ("name", "<b>shop"),
            ("scope", "bytes:read"),
            ("scope", "squads:read"),
            ("scope", "all:write"),
            ("days", "2"),
        ];
        let shown = olive.fills(&olive.opens(&list).await, &new, &fields).await;
        shown.is(200).says("&lt;b&gt;shop").hides("<b>shop");
        let key = client(&world, secret(&shown));
        assert_eq!(key.secret.len(), 3 + 43, "256 bits");
        olive.opens(&list).await.is(200).hides(&key.secret);
        let told = key.gets("/key").await.answers(200);
        assert_eq!(told["scopes"], serde_json::json!(["bytes:read", "squads:read"]), "{told}");
        key.gets(&world.here("/bytes/leaderboard")).await.answers(200);
        // Calls are added up for half a minute.
        world.later(std::time::Duration::from_secs(31));
        key.gets("/key").await.answers(200);
        let id = told["id"].as_str().unwrap_or_default();
        let one = olive.opens(&format!("{list}/{id}")).await;
        one.is(200).says("GET /guilds/{guild}/bytes/leaderboard").says("bytes:read, squads:read");
        // Another guild's administrator, or a moderator of this one, sees none of it.
        world.signed_in("max").await.opens(&list).await.is(403);
        let revoke = format!("{list}/{id}/revoke");
        olive.fills(&one, &revoke, &[]).await.is(200).says("is revoked");
        key.gets("/key").await.answers(401);
        olive.opens(&format!("{list}/{id}")).await.is(200).says("revoked").hides("/revoke\"");
        let acts = world.db("SELECT action, subject FROM audit_log ORDER BY at, action", &[]).await;
        assert_eq!(acts.iter().filter(|act| act["subject"] == "<b>shop").count(), 2, "{acts:?}");
        world.days_later(2);
        client(&world, key.secret.clone()).gets("/key").await.answers(401);
    });
}

#[test]
fn only_who_runs_the_deployment_gives_more_than_one_server() {
    story(async |world| {
        let olive = world.signed_in("olive").await;
        let (list, new) = (format!("/g/{}/keys", world.guild), format!("/g/{}/keys/new", world.guild));
        let fields = [("name", "wide"), ("scope", "admin"), ("guilds", "100000000000000001"), ("most", "600")];
        let shown = olive.fills(&olive.opens(&list).await, &new, &fields).await;
        let told = client(&world, secret(&shown)).gets("/key").await.answers(200);
        assert_eq!(told["guilds"], serde_json::json!([world.guild.to_string()]));
        assert_eq!(told["calls_a_minute"], 60);
        let owner = world.id("olive");
        world.sim.state(|s| s.application_owner = owner);
        // Who runs the deployment is known for a day.
        world.days_later(1);
        let page = olive.opens(&list).await;
        page.says("Further servers").says("Calls a minute");
        let fields = [("name", "wide"), ("scope", "bytes:*"), ("guilds", "100000000000000001"), ("most", "150")];
        let told = client(&world, secret(&olive.fills(&page, &new, &fields).await)).gets("/key").await.answers(200);
        assert_eq!(told["guilds"], serde_json::json!([world.guild.to_string(), "100000000000000001"]));
        assert_eq!((&told["calls_a_minute"], &told["scopes"][0]), (&120.into(), &"bytes:*".into()));
        olive.fills(&olive.opens(&list).await, &new, &[("name", "x"), ("scope", "admin"), ("most", "9")]).await.is(422);
    });
}
