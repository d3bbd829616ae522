//! What is wrong with a request is told as RFC 9457 has it.

use reqwest::Method;
use serde_json::json;

use crate::world::{Client, story};

#[test]
fn what_does_not_fit_is_pointed_at() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let path = world.here("/bytes/grants");
        let refused =
            key.posts(&path, json!({ "user": 5, "amount": 0, "more": true, "reason": "x".repeat(301) })).await;
        let mut body = refused.answers(422);
        body["correlation"] = "<correlation>".into();
        body["instance"] = "<path>".into();
        expect_test::expect![[r#"
            {
              "correlation": "<correlation>",
              "detail": "What was sent does not fit.",
              "errors": [
                {
                  "detail": "There is no such member.",
                  "pointer": "/more"
                },
                {
                  "detail": "It must be an id: digits in a text.",
                  "pointer": "/user"
                },
                {
                  "detail": "It must be a whole number from 1 to 9007199254740991.",
                  "pointer": "/amount"
                },
                {
                  "detail": "It must have at most 300 characters.",
                  "pointer": "/reason"
                }
              ],
              "instance": "<path>",
              "status": 422,
              "title": "Refused",
              "type": "/api/docs#status-422"
            }"#]]
        .assert_eq(&format!("{body:#}"));
        for (body, status) in [("", 422), ("{", 400), ("[]", 422), ("null", 422), ("\"x\"", 422)] {
            let headers = [("content-type", "application/json; charset=utf-8")];
            key.sends_bytes(Method::POST, &path, &headers, body.into()).await.answers(status);
        }
        key.sends_bytes(Method::POST, &path, &[("content-type", "application/json")], vec![0xff, 0xfe])
            .await
            .answers(400);
        let deep = "[".repeat(100_000);
        key.sends_bytes(Method::POST, &path, &[("content-type", "application/json")], deep.into()).await.answers(400);
        assert!(world.db("SELECT * FROM accounts", &[]).await.is_empty());
    });
}

#[test]
fn requests_that_are_not_served_say_what_is() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let path = world.here("/bytes/grants");
        let body = || Some(json!({ "user": world.id("ben").to_string(), "amount": 1 }));
        let refused = key.sends(Method::GET, &path, &[], None).await;
        refused.answers(405);
        assert_eq!(refused.header("allow"), "POST");
        let refused = key.sends(Method::DELETE, &world.here("/squads/1"), &[], None).await;
        refused.answers(405);
        assert_eq!(refused.header("allow"), "GET, PATCH, HEAD");
        key.sends(Method::OPTIONS, &path, &[("origin", "https://elsewhere.example")], None).await.answers(405);
        // What the library does not know it takes for GET.
        let query = Method::from_bytes(b"QUERY").unwrap_or_default();
        key.sends(query, "/key", &[], None).await.answers(405);
        for override_by in ["x-http-method-override", "x-method-override"] {
            key.sends(Method::GET, &path, &[(override_by, "POST")], None).await.answers(405);
        }
        key.sends(Method::POST, &path, &[("accept", "text/html")], body()).await.answers(406);
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
            key.sends(Method::POST, &path, &[("content-type", kind)], body()).await.answers(415);
        }
        key.sends(Method::POST, &path, &[("content-encoding", "gzip")], body()).await.answers(415);
        let large = json!({ "reason": "x".repeat(300_000) });
        key.posts(&path, large).await.answers(413);
        for nowhere in ["", "/", "/nothing", "/guilds/", &world.here("/bytes"), "/../v1/key/x"] {
            key.gets(nowhere).await.answers(404);
        }
        assert!(world.db("SELECT * FROM accounts", &[]).await.is_empty(), "nothing was done");
        let shown = key.gets("/key").await;
        assert!(!shown.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{:?}", shown.headers);
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
    });
}

#[test]
fn strange_texts_go_in_and_come_out_as_they_are() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        for (place, text) in
            ["'; DROP TABLE accounts; --", "<script>alert(1)</script>", "zażółć 🏮", "%00%0a"].iter().enumerate()
        {
            let body = json!({ "user": world.id("ben").to_string(), "amount": place + 1, "reason": text });
            assert_eq!(key.posts(&world.here("/bytes/grants"), body).await.answers(201)["reason"], *text);
        }
    });
}

#[test]
fn without_tables_it_says_so() {
    crate::world::story_with(&json!({}), false, async |world| {
        let client = Client {
            world: world.clone(),
            secret: "gh_any".to_owned(),
            id: String::new(),
            address: "203.0.113.9".to_owned(),
        };
        client.gets("/key").await.answers(503);
    });
}
