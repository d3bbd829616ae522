//! schemathesis over the whole document: no 5xx, no answer that the document does not have. It is a program of its
//! own (Python), so `scripts/test api` runs this, with `SCHEMATHESIS` saying where it is.

use std::process::Stdio;

use guildhall::{app::api::document, features::FEATURES};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{World, story};

/// Which random requests are made; another number makes others.
const SEED: &str = "20261121";
/// Requests an operation; with `API_FULL=1` more of them, and each edge of each schema, in some minutes.
const EXAMPLES: &str = "6";
const MANY: &str = "30";

/// The document with parameters of a path that are there, so that more than 404 is met.
fn document_of(world: &World) -> Value {
    let mut document = document::openapi(FEATURES);
    document["servers"] = json!([{ "url": format!("{}/api/v1", world.worker()) }]);
    let (guild, ben) = (world.guild.to_string(), world.id("ben").to_string());
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.flat_map(|(_, path)| path.as_object_mut().into_iter().flatten());
    for (_, operation) in operations {
        for parameter in operation["parameters"].as_array_mut().into_iter().flatten() {
            let known = match parameter["name"].as_str() {
                Some("guild") => json!([guild]),
                Some("user") => json!([ben, world.id("ada").to_string(), "123456789012345678"]),
                Some("squad" | "case" | "version") => json!([1, 2, 99]),
                Some("job") => json!(["keys.forget", "none"]),
                Some("slug") => json!(["rules", "spring"]),
                Some("verification" | "sale") => json!(["123456789012345678"]),
                _ => continue,
            };
            if parameter["in"] == "path" {
                parameter["schema"]["enum"] = known;
            }
        }
    }
    document
}

#[test]
#[ignore = "needs schemathesis; scripts/test api runs it"]
fn nothing_that_is_sent_breaks_it_or_surprises() {
    let full = std::env::var("API_FULL").is_ok_and(|value| value == "1");
    let (examples, phases) = if full { (MANY, "examples,coverage,fuzzing") } else { (EXAMPLES, "examples,fuzzing") };
    let program = std::env::var("SCHEMATHESIS").expect("SCHEMATHESIS says where schemathesis is");
    story(async |world| {
        // She runs the deployment too, so that what is only for that is tried as well.
        let owner = world.id("olive");
        world.sim.state(|s| s.application_owner = owner);
        let key = world.key("olive", &["admin"]).await;
        key.posts("/links", json!({ "slug": "rules", "target": "https://example.org/" })).await.answers(201);
        let ben = world.id("ben").to_string();
        key.posts(&world.here("/warnings"), json!({ "user": ben, "reason": "spam" })).await.answers(201);
        key.posts(&world.here("/bytes/grants"), json!({ "user": ben, "amount": 900 })).await.answers(201);
        key.posts(&world.here("/squads"), json!({ "name": "Owls" })).await.answers(201);
        let seen = key.gets(&world.here("/settings")).await;
        let headers = [("if-match", seen.header("etag"))];
        key.sends(Method::PATCH, &world.here("/settings/bytes"), &headers, Some(json!({ "daily": 9 })))
            .await
            .answers(200);
        let folder = std::env::temp_dir().join(format!("guildhall-api-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the document");
        let file = folder.join("openapi.json");
        std::fs::write(&file, document_of(&world).to_string()).expect("the document can be written");
        let now = format!("guildhall-now: {}", world.sim.clock().now());
        let ran = tokio::process::Command::new(&program)
            .arg("run")
            .arg(&file)
            .args(["--url", &format!("{}/api/v1", world.worker())])
            .args(["-H", &format!("Authorization: Bearer {}", key.secret), "-H", &now])
            .args(["--seed", SEED, "--max-examples", examples, "--phases", phases])
            .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance"])
            .args(["--checks", "response_schema_conformance,response_headers_conformance,unsupported_method"])
            .args(["--generation-database", "none", "--suppress-health-check", "all", "--workers", "1", "--no-color"])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .output()
            .await
            .expect("schemathesis starts");
        std::fs::remove_dir_all(&folder).ok();
        let said = String::from_utf8_lossy(&ran.stdout);
        let lines = world.log_lines().await;
        let broken: Vec<&String> =
            lines.iter().filter(|line| line.contains("not answer") || line.contains("nreachable")).collect();
        println!("{said}{broken:#?}");
        assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
        world.ticks_until_idle().await;
        world.read_all();
    });
}
