//! The document and its readable page: as they were made, served, and true.

use std::{collections::BTreeMap, path::Path};

use guildhall::{
    app::api::{Route, docs, document},
    features::FEATURES,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{World, story};

/// A file that is made of the routes; `UPDATE_EXPECT=1` writes it.
fn is_up_to_date(file: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1") {
        std::fs::write(&path, wanted).expect("the file can be written");
    }
    let have = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        have == wanted,
        "{file} is out of date: UPDATE_EXPECT=1 cargo test --test it api::document, then scripts/build"
    );
}

#[test]
fn the_files_are_as_the_routes_say() {
    is_up_to_date("assets/api/v1/openapi.json", &format!("{:#}\n", document::openapi(FEATURES)));
    is_up_to_date("assets/api/docs.html", &docs::page(FEATURES));
    // What `POST /sync` registers; the Worker itself does not hold these texts.
    let commands = FEATURES.iter().flat_map(|feature| feature.commands).map(|command| command.registration());
    is_up_to_date("assets/api/v1/commands.json", &format!("{}\n", commands.collect::<Value>()));
}

#[test]
fn anybody_may_read_them() {
    story(async |world| {
        let served = world.fetch(Method::GET, "/api/v1/openapi.json", &[], Vec::new()).await;
        assert_eq!((served.status, served.header("content-type")), (200, "application/json"));
        assert_eq!(served.json(), document::openapi(FEATURES));
        let page = world.fetch(Method::GET, "/api/docs", &[], Vec::new()).await;
        assert!(page.header("content-security-policy").contains("default-src 'none'"), "{:?}", page.headers);
        assert!(!page.body.contains("<script") && !page.body.contains("style=\""));
        assert_eq!((page.status, page.body), (200, docs::page(FEATURES)));
    });
}

/// A call as it stands on the page.
struct Example {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// The examples of the page, with the shell's variables filled in.
fn examples(world: &World, extra: &BTreeMap<&str, String>) -> Vec<Example> {
    let page = docs::page(FEATURES);
    let codes = page.split("<code class=\"curl\">").skip(1).filter_map(|rest| rest.split("</code>").next());
    codes.map(|code| example(world, extra, code)).collect()
}

fn example(world: &World, extra: &BTreeMap<&str, String>, code: &str) -> Example {
    let mut text = code.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    for (name, value) in extra {
        text = text.replace(name, value);
    }
    text = text.replace("$GUILD", &world.guild.to_string());
    let words: Vec<&str> = text.split(" \\\n  ").collect();
    let first: Vec<&str> = words[0].split(' ').collect();
    let path = first[3].trim_matches('"').trim_start_matches("$API").to_owned();
    let header = |word: &&str| {
        let (name, value) = word.strip_prefix("-H \"")?.strip_suffix('"')?.split_once(": ")?;
        (name != "Authorization").then(|| (name.to_lowercase(), value.to_owned()))
    };
    let body = words.iter().find_map(|word| word.strip_prefix("-d '")?.strip_suffix('\''));
    let method = Method::from_bytes(first[2].as_bytes()).expect("a method");
    Example { method, path, headers: words.iter().filter_map(header).collect(), body: body.map(str::to_owned) }
}

fn route_of(example: &Example) -> &'static Route {
    let segments: Vec<&str> = example.path.split('/').filter(|part| !part.is_empty()).collect();
    let routes = FEATURES.iter().flat_map(|feature| feature.routes);
    let mut fitting = routes.filter(|route| route.method.word() == example.method.as_str());
    fitting.find(|route| guildhall::app::path::matching(route.path, &segments).is_some()).expect("a route")
}

/// What an act needs that the acts before it on the page have used up, so that each finds something to do.
async fn prepare(world: &World, path: &str) {
    let (guild, ben, owner) = (world.guild, world.id("ben"), world.id("olive"));
    let now = world.sim.clock().now();
    world.sim.state(|s| {
        if let Some(guild) = s.guilds.get_mut(&guild) {
            guild.bans.remove(&ben);
        }
        if s.member(guild, ben).is_none() {
            s.join(guild, ben);
        }
        match path.rsplit('/').next() {
            Some("accept" | "untimeouts") => s.time_out(guild, owner, ben, Some(now + 3_600_000), None),
            Some("unbans") => s.ban(guild, owner, ben, None),
            _ => {}
        }
    });
    let statements: &[&str] = match path.trim_start_matches("/guilds/{guild}") {
        below if below.starts_with("/appeals/") => &[
            "UPDATE cases SET kind = 'timeout', expires_at = ?1 + 864000000, resolution = 'open', resolved_at = NULL WHERE number = 1 AND ?1 > 0",
            "UPDATE appeals SET verdict = NULL, decided_at = NULL WHERE ?1 > 0",
        ],
        "/cases/{case}/undo" => {
            &["UPDATE cases SET kind = 'warn', resolution = 'open', resolved_at = NULL WHERE number = 1 AND ?1 > 0"]
        }
        "/sales" => &["UPDATE squad_sales SET starts_at = 1, ends_at = 2 WHERE ?1 > 0"],
        "/sales/{sale}" => &[
            "DELETE FROM squad_sales WHERE starts_at > 1 AND ?1 > 0",
            "UPDATE squad_sales SET ends_at = ?1 + 86400000",
        ],
        "/squads/{squad}/membership" => &["UPDATE squads SET state = 'active' WHERE ?1 > 0"],
        "/members/{user}/verify" => &[
            "UPDATE verifications SET user = (SELECT target FROM cases LIMIT 1), status = 'pending', resolved_at = NULL WHERE ?1 > 0",
        ],
        below if below.starts_with("/verifications/") && below != "/verifications/{verification}/reopen" => {
            &["UPDATE verifications SET status = 'pending', restricted = 0, resolved_at = NULL WHERE ?1 > 0"]
        }
        _ => &[],
    };
    if path.ends_with("/digests") {
        let channel = "UPDATE guild_settings SET json = json_set(json, '$.digest.channel', ?1)";
        world.db(channel, &[world.general.to_string().into()]).await;
    }
    for statement in statements {
        world.db(statement, &[now.into()]).await;
    }
}

/// Every example of the page does what it says, in the order of the page, in a guild that has something of all.
#[test]
fn the_examples_run() {
    story(async |world| {
        let owner = world.id("olive");
        world.sim.state(|s| s.application_owner = owner);
        let key = world.key("olive", &["admin"]).await;
        let (ben, role) = (world.id("ben").to_string(), world.role("Owls").to_string());
        key.posts(&world.here("/warnings"), json!({ "user": ben, "reason": "spam" })).await.answers(201);
        key.posts(&world.here("/bytes/grants"), json!({ "user": ben, "amount": 900 })).await.answers(201);
        key.posts(&world.here("/bytes/audits"), json!({})).await.answers(200);
        crate::verification::gated(&world).await;
        let appeal = "INSERT INTO appeals (guild, number, target, text, at, cause) VALUES (?1, 1, ?2, 'sorry', 1, 'x')";
        world.db(appeal, &[world.guild.to_string().into(), ben.clone().into()]).await;
        let rules = json!({ "slug": "rules", "target": "https://example.org/rules" });
        key.posts("/links", rules).await.answers(201);
        key.posts(&world.here("/squads"), json!({ "name": "Owls" })).await.answers(201);
        world.actor("ben").runs("/bytes read").await;
        let seen = key.gets(&world.here("/settings")).await;
        let headers = [("if-match", seen.header("etag"))];
        key.sends(Method::PATCH, &world.here("/settings/bytes"), &headers, Some(json!({ "daily": 9 })))
            .await
            .answers(200);
        let seen = key.gets(&world.here("/settings")).await;
        let headers = [("if-match", seen.header("etag"))];
        let digests = json!({ "channel": world.general.to_string() });
        key.sends(Method::PATCH, &world.here("/settings/digest"), &headers, Some(digests)).await.answers(200);
        let form = world.actor("max").picks_on("Flag user", world.id("cleo")).await;
        world.actor("max").fills(&form, &[("why", "looks odd")]).await;
        let flagged =
            world.db("SELECT id FROM verifications", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let sale = json!({ "name": "Winter", "duration": "2d", "join": 50 });
        let sale =
            key.posts(&world.here("/sales"), sale).await.answers(201)["id"].as_str().unwrap_or_default().to_owned();
        let extra: BTreeMap<&str, String> = [
            ("$USER", ben.clone()),
            ("100000000000000010", ben),
            ("$ROLE", role.clone()),
            ("100000000000000020", role),
            ("100000000000000030", world.general.to_string()),
            ("$SQUAD", "1".into()),
            ("$CASE", "1".into()),
            ("$VERSION", "1".into()),
            ("$VERIFICATION", flagged),
            ("$SALE", sale),
            ("$SLUG", "rules".into()),
            ("$JOB", "keys.forget".into()),
        ]
        .into();
        let document = document::openapi(FEATURES);
        let (mut count, mut refused) = (0, Vec::new());
        // What looks first, while everything is there; then what acts, each on what the ones before have left.
        let (looks, acts): (Vec<_>, Vec<_>) =
            examples(&world, &extra).into_iter().partition(|e| e.method == Method::GET);
        for (place, example) in looks.into_iter().chain(acts).enumerate() {
            assert!(!example.path.contains('$'), "{}: give it a value", example.path);
            let route = route_of(&example);
            prepare(&world, route.path).await;
            let name = format!("n{place}");
            // Each change of settings makes another of what was seen.
            let tag = key.gets(&world.here("/settings")).await.header("etag").to_owned();
            let headers: Vec<(&str, &str)> = example
                .headers
                .iter()
                .map(|(header, value)| {
                    (
                        header.as_str(),
                        match value.as_str() {
                            "$NAME" => name.as_str(),
                            "$ETAG" => tag.as_str(),
                            value => value,
                        },
                    )
                })
                .collect();
            let body: Option<Value> = example.body.as_deref().map(|text| serde_json::from_str(text).expect("JSON"));
            let answer = key.sends(example.method.clone(), &example.path, &headers, body).await;
            let shown = format!("{} {}: {} {}", example.method, example.path, answer.status, answer.body);
            let known = &document["paths"][route.path][route.method.word().to_lowercase()]["responses"];
            assert!(known[answer.status.to_string()].is_object(), "{shown}");
            if answer.status >= 300 {
                refused.push(shown);
            }
            count += 1;
        }
        assert!(refused.is_empty(), "{refused:#?}");
        assert_eq!(count, FEATURES.iter().map(|feature| feature.routes.len()).sum::<usize>());
        world.ticks_until_idle().await;
        world.read_all();
    });
}
