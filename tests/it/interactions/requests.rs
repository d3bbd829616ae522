//! Method, path, size, `/health`, and PINGs of odd shapes.

use expect_test::expect;
use reqwest::Method;
use serde_json::{Value, json};

use super::ping;
use crate::world::story;

const MIB: usize = 1024 * 1024;

#[test]
fn other_methods_and_paths_are_refused() {
    story(async |world| {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::HEAD] {
            let answer = world.fetch(method.clone(), "/interactions", &[], Vec::new()).await;
            assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{method}");
        }
        let answer = world.fetch(Method::POST, "/health", &[], Vec::new()).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"));
        for path in ["/interactions/", "/Interactions", "/interactions%2f", "/nothing", "//interactions"] {
            let answer = world.fetch(Method::POST, path, &[], ping()).await;
            assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        }
    });
}

#[test]
fn health_tells_release_and_schema() {
    story(async |world| {
        let answer = world.fetch(Method::GET, "/health", &[], Vec::new()).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
        assert_eq!(answer.header("cache-control"), "no-store");
        let body = answer.json();
        assert_eq!(body["release"], env!("CARGO_PKG_VERSION"));
        let migrations = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"));
        let names =
            migrations.into_iter().flatten().flatten().map(|file| file.file_name().to_string_lossy().into_owned());
        assert_eq!(body["schema"].as_str().map(str::to_owned), names.max(), "the latest migration");
        assert_eq!((&body["up"], &body["faults"]), (&json!(true), &json!([])));
        let keys: Vec<&String> = body.as_object().into_iter().flat_map(|fields| fields.keys()).collect();
        expect![[r#"["faults", "release", "schema", "up"]"#]].assert_eq(&format!("{keys:?}"));
    });
}

#[test]
fn bodies_over_a_mebibyte_are_refused_before_their_signature() {
    story(async |world| {
        let mut largest = ping();
        largest.resize(MIB, b' ');
        let answer = world.post_signed(&largest).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"type": 1})), "one mebibyte is read");
        largest.push(b' ');
        let answer = world.post_signed(&largest).await;
        assert_eq!(answer.status, 413, "one byte more is not");
        let nonsense = [("x-signature-ed25519", "00"), ("x-signature-timestamp", "1")];
        let answer = world.post(&nonsense, &largest).await;
        assert_eq!(answer.status, 413, "whatever the signature");
        let answer = world.post(&[], &largest).await;
        assert_eq!(answer.status, 413, "or without one");
    });
}

#[test]
fn a_ping_is_answered_whatever_else_it_holds() {
    story(async |world| {
        let odd: Vec<Value> = vec![
            json!({"type": 1}),
            json!({"type": 1, "id": null}),
            json!({"type": 1, "id": 5, "member": "ada", "data": [1, 2], "guild_id": {}}),
            json!({"type": 1, "id": "not a number", "token": 7, "user": []}),
            json!({"id": "1213094097321984001", "type": 1, "data": {"name": "ping", "type": 1}, "entitlements": "none"}),
        ];
        for payload in odd {
            let answer = world.post_signed(payload.to_string().as_bytes()).await;
            assert_eq!((answer.status, answer.json()), (200, json!({"type": 1})), "{payload}");
        }
        assert_eq!(world.interaction_ends().await, 0, "a PING is no command");
    });
}
