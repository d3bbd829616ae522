//! The document and its readable page: as they were made, served, and true.

use std::{collections::BTreeMap, path::Path};

use guildhall::{
    app::api::{docs, document},
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

/// Every example of the page is served as the document says; those that look, with what is there.
#[test]
fn the_examples_run() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        world.db("UPDATE api_keys SET most = 1000", &[]).await;
        let (ben, role) = (world.id("ben").to_string(), world.role("Owls").to_string());
        key.posts(&world.here("/warnings"), json!({ "user": ben, "reason": "spam" })).await.answers(201);
        key.posts(&world.here("/bytes/grants"), json!({ "user": ben, "amount": 900 })).await.answers(201);
        key.posts(&world.here("/bytes/audits"), json!({})).await.answers(200);
        key.posts(&world.here("/squads"), json!({ "name": "Owls" })).await.answers(201);
        world.actor("ben").runs("/bytes read").await;
        let seen = key.gets(&world.here("/settings")).await;
        let headers = [("if-match", seen.header("etag"))];
        key.sends(Method::PATCH, &world.here("/settings/bytes"), &headers, Some(json!({ "daily": 9 })))
            .await
            .answers(200);
        let form = world.actor("max").picks_on("Flag user", world.id("cleo")).await;
        world.actor("max").fills(&form, &[("why", "looks odd")]).await;
        let flagged =
            world.db("SELECT id FROM verifications", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let sale = json!({ "name": "Winter", "duration": "2d", "join": 50 });
        let sale =
            key.posts(&world.here("/sales"), sale).await.answers(201)["id"].as_str().unwrap_or_default().to_owned();
        let tag = key.gets(&world.here("/settings")).await.header("etag").to_owned();
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
            ("$ETAG", tag),
        ]
        .into();
        let document = document::openapi(FEATURES);
        let mut count = 0;
        // What looks first, while everything is there; then what acts, each on what the ones before have left.
        let (looks, acts): (Vec<_>, Vec<_>) =
            examples(&world, &extra).into_iter().partition(|e| e.method == Method::GET);
        for (place, example) in looks.into_iter().chain(acts).enumerate() {
            assert!(!example.path.contains('$'), "{}: give it a value", example.path);
            let name = format!("n{place}");
            let headers: Vec<(&str, &str)> = example
                .headers
                .iter()
                .map(|(header, value)| (header.as_str(), if value == "$NAME" { name.as_str() } else { value.as_str() }))
                .collect();
            let body: Option<Value> = example.body.as_deref().map(|text| serde_json::from_str(text).expect("JSON"));
            let answer = key.sends(example.method.clone(), &example.path, &headers, body).await;
            let shown = format!("{} {}: {} {}", example.method, example.path, answer.status, answer.body);
            let route = FEATURES.iter().flat_map(|feature| feature.routes).find(|route| {
                let segments: Vec<&str> = example.path.split('/').filter(|part| !part.is_empty()).collect();
                route.method.word() == example.method.as_str()
                    && guildhall::app::path::matching(route.path, &segments).is_some()
            });
            let route = route.expect("a route");
            let known = &document["paths"][route.path][route.method.word().to_lowercase()]["responses"];
            assert!(known[answer.status.to_string()].is_object(), "{shown}");
            let may_be_refused = route.is_for_operators() || !route.is_read();
            assert!(answer.status < 300 || (may_be_refused && [403, 412, 422].contains(&answer.status)), "{shown}");
            count += 1;
        }
        assert_eq!(count, FEATURES.iter().map(|feature| feature.routes.len()).sum::<usize>());
        world.ticks_until_idle().await;
        world.read_all();
    });
}
