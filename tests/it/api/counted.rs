//! What is counted, and links, by HTTP.

use serde_json::json;

use crate::world::story;

#[test]
fn commands_are_counted_by_day() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        world.actor("ada").runs("/help").await;
        let key = world.key("olive", &["stats:read"]).await;
        let uses = key.gets(&world.here("/usage?limit=1")).await.answers(200);
        assert_eq!(
            (&uses["data"][0]["command"], &uses["data"][0]["count"]),
            (&"bytes daily".into(), &1.into()),
            "{uses}"
        );
        let next = uses["next"].as_str().unwrap_or_default();
        let rest = key.gets(&world.here(&format!("/usage?cursor={next}"))).await.answers(200);
        assert_eq!(rest["data"][0]["command"], "help", "{rest}");
        let stats = key.gets(&world.here("/stats")).await.answers(200);
        let bytes = stats["data"].as_array().into_iter().flatten().find(|one| one["series"] == "bytes");
        assert!(bytes.is_some_and(|one| one["day"].as_str().is_some_and(|day| day.ends_with("T00:00:00Z"))), "{stats}");
    });
}

#[test]
fn operators_make_links_and_take_them_away() {
    story(async |world| {
        let owner = world.id("olive");
        world.sim.state(|s| s.application_owner = owner);
        let key = world.key("olive", &["links:*"]).await;
        world.key("max", &["links:*"]).await.gets("/links").await.answers(403);
        let made = json!({ "slug": "rules", "target": "https://example.org/rules", "about": "in the welcome" });
        key.posts("/links", made.clone()).await.answers(201);
        key.posts("/links", made).await.answers(422);
        let wrong = key.posts("/links", json!({ "slug": "in", "target": "http://127.0.0.1/x" })).await.answers(422);
        assert!(wrong["detail"].as_str().unwrap_or_default().contains("public host"), "{wrong}");
        let one = key.gets("/links/rules").await.answers(200);
        assert_eq!((&one["target"], &one["expires_at"]), (&"https://example.org/rules".into(), &json!(null)));
        assert_eq!(key.gets("/links").await.answers(200)["data"].as_array().map(Vec::len), Some(1));
        key.sends(reqwest::Method::DELETE, "/links/rules", &[], None).await.answers(200);
        key.gets("/links/rules").await.answers(404);
    });
}
