//! Resources that have stories of their own: links, jobs, appeals, warnings, verifications, settings, the guild.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Fault, permission};

use crate::world::{Client, World, story};

fn operates(world: &World, name: &str) {
    let id = world.id(name);
    world.sim.state(|s| s.application_owner = id);
}

fn listed(body: &Value, member: &str) -> Vec<String> {
    let rows = body["data"].as_array().into_iter().flatten();
    rows.map(|row| row[member].as_str().map_or_else(|| row[member].to_string(), str::to_owned)).collect()
}

/// A change of settings by who has seen them as they are.
async fn sets(key: &Client, world: &World, section: &str, body: Value) -> crate::world::Answer {
    let seen = key.gets(&world.here("/settings")).await;
    let headers = [("if-match", seen.header("etag"))];
    key.sends(Method::PATCH, &world.here(&format!("/settings/{section}")), &headers, Some(body)).await
}

#[test]
fn a_link_is_made_until_a_moment_changed_and_its_clicks_are_read() {
    story(async |world| {
        operates(&world, "olive");
        let key = world.key("olive", &["links:*"]).await;
        let made = json!({ "slug": "rules", "target": "https://example.org/rules", "expires_at": "2036-01-02T03:04:00+01:00" });
        let named = [("idempotency-key", "rules")];
        let first = key.sends(Method::POST, "/links", &named, Some(made.clone())).await;
        let again = key.sends(Method::POST, "/links", &named, Some(made.clone())).await;
        let one = first.answers(201);
        assert_eq!((&one["slug"], &one["expires_at"]), (&"rules".into(), &"2036-01-02T02:04:00Z".into()));
        assert_eq!((again.status, &again.body), (201, &first.body));
        assert_eq!(again.header("content-type"), first.header("content-type"));
        assert_eq!(again.headers.contains_key("etag"), first.headers.contains_key("etag"));
        for wrong in ["tomorrow", "2020-01-01T00:00:00Z"] {
            let made = json!({ "slug": "old", "target": "https://example.org/", "expires_at": wrong });
            key.posts("/links", made).await.answers(422);
        }
        // What is not given stays; null takes the end away.
        let change = async |body: Value| key.sends(Method::PATCH, "/links/rules", &[], Some(body)).await.answers(200);
        let changed = change(json!({ "about": "in the welcome" })).await;
        assert_eq!((&changed["about"], &changed["expires_at"]), (&"in the welcome".into(), &one["expires_at"]));
        assert_eq!(change(json!({ "expires_at": null })).await["expires_at"], Value::Null);
        key.sends(Method::PATCH, "/links/rules", &[], Some(json!({ "about": null }))).await.answers(422);
        key.sends(Method::PATCH, "/links/none", &[], Some(json!({ "about": "x" }))).await.answers(404);
        let now = world.sim.clock().now().to_string();
        let headers = [("guildhall-now", now.as_str()), ("referer", "https://example.com/a"), ("cf-ipcountry", "DE")];
        for _ in 0..2 {
            let answer = world.fetch(Method::GET, "/go/rules", &headers, Vec::new()).await;
            assert_eq!(answer.status, 302);
        }
        key.gets("/links/rules").await.answers(200);
        world.tick().await;
        let clicks = key.gets("/links/rules/clicks").await.answers(200);
        assert_eq!(
            (&clicks["data"][0]["referrer"], &clicks["data"][0]["country"], &clicks["data"][0]["count"]),
            (&"example.com".into(), &"DE".into(), &2.into()),
            "{clicks}"
        );
        key.gets("/links/none/clicks").await.answers(404);
        key.sends(Method::DELETE, "/links/rules", &[], None).await.answers(200);
        key.sends(Method::DELETE, "/links/rules", &[], None).await.answers(404);
    });
}

#[test]
fn jobs_that_go_by_the_clock_are_run_and_it_is_recorded() {
    story(async |world| {
        operates(&world, "olive");
        let key = world.key("olive", &["jobs:*"]).await;
        key.posts("/jobs/keys.forget/run", json!({})).await.answers(200);
        key.posts("/jobs/nothing/run", json!({})).await.answers(404);
        let features = guildhall::features::FEATURES.iter().flat_map(|feature| feature.jobs);
        let other = features.clone().find(|job| matches!(job.schedule, guildhall::app::Schedule::WhenDue(_)));
        let other = other.map(|job| job.name).unwrap_or_default();
        key.posts(&format!("/jobs/{other}/run"), json!({})).await.answers(422);
        let told = world.db("SELECT action, subject, origin FROM audit_log", &[]).await;
        assert_eq!(told, [json!({ "action": "jobs.run", "subject": "keys.forget", "origin": "api" })]);
        world.ticks_until_idle().await;
        let jobs = key.gets("/jobs").await.answers(200);
        assert!(listed(&jobs, "name").contains(&"keys.forget".to_owned()), "{jobs}");
    });
}

#[test]
fn a_name_that_is_known_stays_where_none_is_told() {
    story(async |world| {
        let key = world.key("olive", &["members:*"]).await;
        let here = world.here("/members");
        for one in [json!({ "user": "7", "name": "Zed", "username": "zed" }), json!({ "user": "7", "name": "Zoe" })] {
            key.sends(Method::PUT, &here, &[], Some(json!({ "members": [one] }))).await.answers(200);
        }
        let one = key.gets(&format!("{here}/7")).await.answers(200);
        assert_eq!((&one["name"], &one["username"]), (&"Zoe".into(), &"zed".into()));
        let told = world.db("SELECT action, after FROM audit_log", &[]).await;
        assert_eq!(told, vec![json!({ "action": "people.tell", "after": "1 members" }); 2]);
    });
}

#[test]
fn cases_and_acts_are_found_by_what_they_have_in_common() {
    story(async |world| {
        let (max, olive) = (world.key("max", &["admin"]).await, world.key("olive", &["admin"]).await);
        let (ben, ada) = (world.id("ben").to_string(), world.id("ada").to_string());
        max.posts(&world.here("/warnings"), json!({ "user": ben, "reason": "spam" })).await.answers(201);
        max.posts(&world.here("/notes"), json!({ "user": ben, "text": "quiet" })).await.answers(201);
        olive.posts(&world.here("/warnings"), json!({ "user": ada, "reason": "links" })).await.answers(201);
        let found = async |query: &str| listed(&olive.gets(&world.here(query)).await.answers(200), "number");
        let by_max = world.id("max").to_string();
        assert_eq!(found("/warnings").await, ["3", "1"]);
        assert_eq!(found(&format!("/warnings?user={ben}")).await, ["1"]);
        assert_eq!(found("/cases?kind=note").await, ["2"]);
        assert_eq!(found(&format!("/cases?moderator={by_max}")).await, ["2", "1"]);
        assert_eq!(found(&format!("/cases?moderator={by_max}&kind=warn")).await, ["1"]);
        assert_eq!(found("/cases?standing=open").await, ["3", "2", "1"]);
        assert_eq!(found("/cases?standing=failed").await, Vec::<String>::new());
        olive.gets(&world.here("/cases?kind=hug")).await.answers(422);
        let acts = olive.gets(&world.here(&format!("/audit?actor={by_max}"))).await.answers(200);
        assert_eq!(listed(&acts, "actor"), vec![by_max.clone(); 2], "{acts}");
        olive.gets(&world.here(&format!("/audit?actor={by_max}&user={ben}"))).await.answers(422);
        world.read_all();
    });
}

#[test]
fn appeals_are_read_asked_about_and_decided() {
    story(async |world| {
        let key = world.key("max", &["moderation:*"]).await;
        let ben = world.id("ben").to_string();
        for _ in 0..2 {
            key.posts(&world.here("/timeouts"), json!({ "user": ben, "duration": "7d" })).await.answers(201);
        }
        let insert =
            "INSERT INTO appeals (guild, number, target, text, at, cause) VALUES (?1, ?2, ?3, 'sorry', ?2, ?2)";
        for number in 1..=2 {
            world.db(insert, &[world.guild.to_string().into(), number.into(), ben.clone().into()]).await;
        }
        let open = key.gets(&world.here("/appeals")).await.answers(200);
        assert_eq!(
            (listed(&open, "number"), listed(&open, "text")),
            (vec!["1".into(), "2".into()], vec!["sorry".into(); 2])
        );
        let asked = key.posts(&world.here("/appeals/2/ask"), json!({ "question": "Why?" })).await.answers(200);
        assert_eq!(asked["question"], "Why?");
        let shorter = json!({ "duration": "1h", "reason": "long enough" });
        let shortened = key.posts(&world.here("/appeals/2/shorten"), shorter).await.answers(200);
        assert_eq!((&shortened["verdict"], &shortened["words"]), (&"shortened".into(), &"long enough".into()));
        world.later(Duration::from_secs(60));
        let rejected = key.posts(&world.here("/appeals/1/reject"), json!({})).await.answers(200);
        assert_eq!(rejected["decided_by"], world.id("max").to_string());
        key.posts(&world.here("/appeals/1/accept"), json!({})).await.answers(422);
        assert_eq!(listed(&key.gets(&world.here("/appeals")).await.answers(200), "number"), Vec::<String>::new());
        let decided = key.gets(&world.here("/appeals?status=decided")).await.answers(200);
        assert_eq!(listed(&decided, "number"), ["1", "2"], "what was decided last comes first");
        let first = key.gets(&world.here("/appeals?status=decided&limit=1")).await.answers(200);
        let next = format!("/appeals?status=decided&limit=1&cursor={}", first["next"].as_str().expect("a cursor"));
        assert_eq!(listed(&key.gets(&world.here(&next)).await.answers(200), "number"), ["2"]);
        assert_eq!(key.gets(&world.here("/appeals/1")).await.answers(200)["verdict"], "rejected");
        let told = world.db("SELECT DISTINCT origin FROM audit_log WHERE action GLOB 'appeals.*'", &[]).await;
        assert_eq!(told, [json!({ "origin": "api" })]);
        world.read_all();
        world.ticks_until_idle().await;
        world.read_all();
    });
}

#[test]
fn settings_without_a_command_are_changed_as_on_the_dashboard() {
    story(async |world| {
        let key = world.key("olive", &["settings:*"]).await;
        let changed = sets(&key, &world, "general", json!({ "language": "de" })).await.answers(200);
        assert_eq!((&changed["sections"]["settings"]["language"], &changed["version"]), (&"de".into(), &1.into()));
        let (mods, general) = (world.mods.to_string(), world.general.to_string());
        sets(&key, &world, "general", json!({ "admin_channel": mods })).await.answers(200);
        let changed = sets(&key, &world, "logs", json!({ "all": general, "bytes": mods })).await.answers(200);
        let logs = changed["sections"]["logs"].to_string();
        assert!(logs.contains(&general) && logs.contains(&mods), "{logs}");
        let questions =
            json!({ "mode": "questions", "minimum_age": "3d", "questions": "Who sent you?\nWhat do you play?" });
        let changed = sets(&key, &world, "verification", questions).await.answers(200);
        assert_eq!(changed["sections"]["verification"]["minimum_age"], 259_200_000);
        // What is left out stays, null is none.
        let changed = sets(&key, &world, "general", json!({ "admin_channel": null })).await.answers(200);
        assert_eq!(changed["sections"]["settings"]["language"], "de");
        assert!(!changed["sections"]["settings"].to_string().contains(&mods), "{changed}");
        for (section, wrong) in [
            ("general", json!({ "language": "fr" })),
            ("general", json!({ "language": null })),
            ("general", json!({ "admin_channel": "123456789012345678" })),
            ("verification", json!({ "minimum_age": "soon" })),
            ("gate", json!({ "colour": "red" })),
        ] {
            let refused = sets(&key, &world, section, wrong.clone()).await.answers(422);
            assert!(refused["detail"].is_string(), "{wrong}");
        }
        let stale = [("if-match", "\"none\"")];
        let here = world.here("/settings/gate");
        key.sends(Method::PATCH, &here, &stale, Some(json!({ "design": "off" }))).await.answers(412);
        key.sends(Method::PATCH, &here, &[], Some(json!({ "design": "off" }))).await.answers(428);
        let told = world.db("SELECT DISTINCT action, origin FROM audit_log", &[]).await;
        assert_eq!(told, [json!({ "action": "settings.change", "origin": "api" })]);
    });
}

#[test]
fn a_guild_tells_its_name_also_while_discord_is_away() {
    story(async |world| {
        let key = world.key("olive", &[]).await;
        assert_eq!(key.gets(&world.here("")).await.answers(200)["name"], "Lantern");
        world.later(Duration::from_secs(600));
        world.sim.fail_next("GET", "/guilds/", Fault::Status(502), 9);
        assert_eq!(key.gets(&world.here("")).await.answers(200)["name"], "Lantern");
        world.later(Duration::from_secs(3_600));
        world.sim.fail_next("GET", "/guilds/", Fault::Status(502), 9);
        let away = key.gets(&world.here("")).await;
        away.answers(503);
        assert_eq!(away.header("retry-after"), "60");
        world.sim.fail_next("GET", "/guilds/", Fault::Status(502), 0);
        world.read_all();
    });
}

#[test]
fn a_key_of_several_guilds_is_good_while_its_maker_runs_the_deployment() {
    story(async |world| {
        operates(&world, "olive");
        let (guild, ben) = (world.guild, world.id("ben"));
        let other = world.sim.state(|s| {
            let other = s.add_guild("Harbour", ben);
            s.add_bot_to(other, permission::VIEW_CHANNEL);
            other
        });
        let key = world.key("olive", &["admin"]).await;
        let others = json!([other.to_string()]).to_string();
        world.db("UPDATE api_keys SET others = ?1 WHERE guild = ?2", &[others.into(), guild.to_string().into()]).await;
        let there = format!("/guilds/{other}");
        assert_eq!(key.gets(&there).await.answers(200)["name"], "Harbour");
        key.gets(&format!("{there}/settings")).await.answers(200);
        // She is not in it, so she can do nothing there herself either.
        let grant = json!({ "user": ben.to_string(), "amount": 5 });
        key.posts(&format!("{there}/bytes/grants"), grant).await.answers(403);
        operates(&world, "max");
        world.days_later(1);
        let refused = key.gets(&format!("{there}/settings")).await.answers(403);
        assert!(refused["detail"].as_str().unwrap_or_default().contains("does not run the deployment"), "{refused}");
        key.gets(&world.here("/settings")).await.answers(200);
    });
}

#[test]
fn verifications_are_found_by_status_and_raids_are_told() {
    story(async |world| {
        let key = world.key("max", &["verification:*"]).await;
        let insert = "INSERT INTO verifications (guild, id, user, detection, opened_at, status, raid, resolved_at) \
                      VALUES (?1, ?2, ?2, 'newcomer', 5, ?3, ?4, iif(?3 = 'pending', NULL, 100 - ?2))";
        let rows = [
            ("11", "pending", Value::Null),
            ("12", "verified", Value::Null),
            ("13", "rejected", Value::Null),
            ("14", "pending", json!("21")),
            ("15", "rejected", json!("21")),
        ];
        for (id, status, raid) in rows {
            world.db(insert, &[world.guild.to_string().into(), id.into(), status.into(), raid]).await;
        }
        let raid = "INSERT INTO raids (guild, id, started_at, last_at) VALUES (?1, ?2, 5, ?3)";
        for (id, last) in [("21", 6), ("22", 9)] {
            world.db(raid, &[world.guild.to_string().into(), id.into(), last.into()]).await;
        }
        let found = async |query: &str| listed(&key.gets(&world.here(query)).await.answers(200), "id");
        assert_eq!(found("/verifications").await, ["11"]);
        assert_eq!(found("/verifications?status=pending").await, ["11"]);
        assert_eq!(found("/verifications?status=verified").await, ["12"]);
        assert_eq!(found("/verifications?status=rejected").await, ["13", "15"], "what was decided last comes first");
        let first = key.gets(&world.here("/verifications?status=rejected&limit=1")).await.answers(200);
        let next = first["next"].as_str().expect("a cursor");
        assert_eq!(found(&format!("/verifications?status=rejected&limit=1&cursor={next}")).await, ["15"]);
        assert_eq!(found("/verifications?raid=21").await, ["14", "15"]);
        key.gets(&world.here("/verifications?raid=21&status=pending")).await.answers(422);
        assert_eq!(found("/raids").await, ["22", "21"]);
        let raids = key.gets(&world.here("/raids")).await.answers(200);
        assert_eq!((&raids["data"][0]["open"], &raids["data"][1]["open"]), (&false.into(), &true.into()), "{raids}");
    });
}

/// A fault of ours counts as failed and stands in the list of errors as a command's does.
#[test]
fn a_fault_is_told_with_guild_and_redacted_request() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let grant = json!({ "user": world.id("ben").to_string(), "amount": 7, "reason": "a secret" });
        key.gets(&world.here("")).await.answers(200);
        // After who calls and the settings were read.
        world.db_faults(json!([{ "kind": "fail", "times": 1, "after": 2 }])).await;
        let answer = key.posts(&world.here("/bytes/grants"), grant).await;
        world.db_faults(json!([])).await;
        answer.answers(500);
        let end = world.ended(answer.header("x-correlation-id"), 1).await;
        assert_eq!(end.outcome, "failed");
        world.expect_errors(1);
        let kept = world.db("SELECT * FROM errors", &[]).await;
        assert_eq!(kept.len(), 1, "{kept:#?}");
        assert_eq!(kept[0]["guild"], world.guild.to_string());
        assert_eq!(kept[0]["request"], "amount reason user");
        assert!(!kept[0].to_string().contains("a secret"), "{kept:#?}");
    });
}

#[test]
fn commands_are_registered_where_they_differ() {
    story(async |world| {
        operates(&world, "olive");
        let key = world.key("olive", &["sync:write"]).await;
        world.key("max", &["admin"]).await.posts("/sync", json!({})).await.answers(403);
        let none = key.posts("/sync", json!({})).await.answers(200);
        assert_eq!((&none["made"], &none["changed"], &none["removed"]), (&json!([]), &json!([]), &json!([])), "{none}");
        assert!(world.db("SELECT * FROM audit_log", &[]).await.is_empty());
        world.sim.state(|s| {
            let commands = s.commands.list_mut(None);
            commands.retain(|command| command["name"] != "ping");
            for command in commands.iter_mut().filter(|command| command["name"] == "bytes") {
                command["description"] = "as it was".into();
            }
        });
        let some = key.posts("/sync", json!({})).await.answers(200);
        assert_eq!((&some["made"], &some["changed"]), (&json!(["ping"]), &json!(["bytes"])), "{some}");
        let told = world.db("SELECT action, after FROM audit_log", &[]).await;
        assert_eq!(told, [json!({ "action": "settings.sync", "after": "ping bytes" })]);
        let again = key.posts("/sync", json!({})).await.answers(200);
        assert_eq!((&again["made"], &again["registered"]), (&json!([]), &none["registered"]));
    });
}
