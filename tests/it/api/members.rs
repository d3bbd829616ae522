//! Who is in the server, by HTTP.

use reqwest::Method;
use serde_json::json;

use crate::world::story;

#[test]
fn members_are_told_at_once_listed_by_name_and_found() {
    story(async |world| {
        let key = world.key("olive", &["members:*"]).await;
        let told: Vec<_> = (1..=100)
            .map(|number| json!({ "user": format!("1000000000000009{number:03}"), "name": format!("Guest {number:03}") }))
            .collect();
        let here = world.here("/members");
        key.sends(Method::PUT, &here, &[], Some(json!({ "members": told }))).await.answers(200);
        // Again, and one who is called otherwise now.
        let other = json!({ "members": [{ "user": "1000000000000009007", "name": "Zed", "username": "zed" }] });
        key.sends(Method::PUT, &here, &[], Some(other)).await.answers(200);
        let mut seen = Vec::new();
        let mut place = format!("{here}?limit=40&name=guest");
        loop {
            let page = key.gets(&place).await.answers(200);
            let names = page["data"].as_array().into_iter().flatten();
            seen.extend(names.map(|one| one["name"].as_str().unwrap_or_default().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            place = format!("{here}?limit=40&name=guest&cursor={next}");
        }
        assert_eq!((seen.len(), seen.first().map(String::as_str)), (99, Some("Guest 001")));
        assert!(seen.is_sorted(), "{seen:?}");
        let one = key.gets(&format!("{here}/1000000000000009007")).await;
        let tag = one.header("etag").to_owned();
        let one = one.answers(200);
        assert_eq!((&one["name"], &one["username"], &one["joined_at"]), (&"Zed".into(), &"zed".into(), &json!(null)));
        key.sends(Method::GET, &format!("{here}/1000000000000009007"), &[("if-none-match", &tag)], None)
            .await
            .answers(304);
        key.gets(&format!("{here}/5")).await.answers(404);
        assert_eq!(key.gets(&format!("{here}?left=true")).await.answers(200)["data"], json!([]));
    });
}

#[test]
fn a_batch_is_checked_whole_and_bounded() {
    story(async |world| {
        let key = world.key("olive", &["members:*"]).await;
        let here = world.here("/members");
        let wrong = json!({ "members": [{ "user": "7", "name": "A" }, { "user": "x", "name": " ", "age": 3 }, 5] });
        let refused = key.sends(Method::PUT, &here, &[], Some(wrong)).await.answers(422);
        let pointers: Vec<_> =
            refused["errors"].as_array().into_iter().flatten().filter_map(|one| one["pointer"].as_str()).collect();
        assert_eq!(pointers, ["/members/1/age", "/members/1/user", "/members/1/name", "/members/2"], "{refused}");
        let many: Vec<_> = (1..=101).map(|user| json!({ "user": user.to_string(), "name": "A" })).collect();
        for wrong in [json!({ "members": many }), json!({ "members": [] }), json!({ "members": "all" }), json!({})] {
            key.sends(Method::PUT, &here, &[], Some(wrong)).await.answers(422);
        }
        assert!(
            world.db("SELECT user FROM people WHERE name = 'A'", &[]).await.is_empty(),
            "nothing of it was written"
        );
        // Only who may manage the server tells who is in it.
        let ada = world.key("ada", &["members:*"]).await;
        let one = json!({ "members": [{ "user": "7", "name": "A" }] });
        ada.sends(Method::PUT, &here, &[], Some(one)).await.answers(403);
    });
}
