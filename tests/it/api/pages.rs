//! Pages by cursor, and tags of single resources.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::story;

#[test]
fn pages_meet_and_miss_nothing() {
    story(async |world| {
        let guild = world.guild.to_string();
        for n in 0..7 {
            let user = (1_000 + n).to_string();
            let values = [guild.clone().into(), user.into(), (n / 3).into()];
            world.db("INSERT INTO accounts (guild, user, balance) VALUES (?1, ?2, ?3)", &values).await;
            let values = [guild.clone().into(), "1000".into(), (n / 2).into(), format!("c{n}").into()];
            world
                .db(
                    "INSERT INTO ledger (guild, user, at, cause, delta, kind) VALUES (?1, ?2, ?3, ?4, 1, 'grant')",
                    &values,
                )
                .await;
            let values = [guild.clone().into(), (n / 2).into(), format!("c{n}").into()];
            world.db("INSERT INTO audit_log (guild, at, cause, action, actor, origin) VALUES (?1, ?2, ?3, 'a.b', '1', 'api')", &values).await;
        }
        let key = world.key("olive", &["admin"]).await;
        let lists = ["/bytes/leaderboard", "/bytes/balances", "/bytes/balances/1000/ledger", "/audit"];
        for list in lists.map(|below| world.here(below)) {
            let whole = key.gets(&list).await.answers(200);
            assert_eq!((whole["data"].as_array().map(Vec::len), &whole["next"]), (Some(7), &Value::Null), "{list}");
            let (mut found, mut cursor) = (Vec::new(), String::new());
            for page in 0.. {
                let body = key.gets(&format!("{list}?limit=3{cursor}")).await.answers(200);
                found.extend(body["data"].as_array().cloned().unwrap_or_default());
                let Some(next) = body["next"].as_str() else { break };
                cursor = format!("&cursor={next}");
                assert!(page < 3, "{list}: no end");
            }
            assert_eq!(Value::from(found), whole["data"], "{list}");
            for wrong in [
                "limit=0",
                "limit=101",
                "limit=x",
                "cursor=x",
                "cursor=W10",
                "cursor=bnVsbA",
                "page=2",
                "limit=1&limit=2",
            ] {
                let refused = key.gets(&format!("{list}?{wrong}")).await.answers(422);
                assert!(refused["errors"][0]["pointer"].is_string(), "{wrong}: {refused}");
            }
        }
    });
}

#[test]
fn what_is_unchanged_is_not_sent_again() {
    story(async |world| {
        world.actor("olive").runs("/bytes-admin grant user:@ben amount:5").await;
        let key = world.key("olive", &["admin"]).await;
        let path = world.here(&format!("/bytes/balances/{}", world.id("ben")));
        let first = key.gets(&path).await;
        assert_eq!(first.answers(200)["balance"], 105);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "strong: {tag}");
        for given in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let again = key.sends(Method::GET, &path, &[("if-none-match", &given)], None).await;
            assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag.as_str()), "{given}");
        }
        let head = key.sends(Method::HEAD, &path, &[], None).await;
        assert_eq!((head.status, head.body.as_str(), head.header("etag")), (200, "", tag.as_str()));
        world.actor("olive").runs("/bytes-admin grant user:@ben amount:1").await;
        let changed = key.sends(Method::GET, &path, &[("if-none-match", &tag)], None).await;
        assert_eq!(changed.answers(200)["balance"], 106);
    });
}

#[test]
fn settings_change_only_as_they_were_seen() {
    story(async |world| {
        let key = world.key("olive", &["settings:*"]).await;
        let (whole, part) = (world.here("/settings"), world.here("/settings/bytes"));
        let seen = key.gets(&whole).await;
        assert_eq!(seen.answers(200), json!({ "version": 0, "sections": {} }));
        let tag = seen.header("etag").to_owned();
        let body = || Some(json!({ "daily": 25 }));
        key.sends(Method::PATCH, &part, &[], body()).await.answers(428);
        key.sends(Method::PATCH, &part, &[("if-match", "\"other\"")], body()).await.answers(412);
        key.sends(Method::PATCH, &part, &[("if-match", &tag)], body()).await.answers(200);
        key.sends(Method::PATCH, &part, &[("if-match", &tag)], Some(json!({ "daily": 30 }))).await.answers(412);
        let now = key.gets(&whole).await;
        assert_eq!(now.answers(200)["sections"]["bytes"]["daily"], 25);
        // Of two at once that saw the same, one changes it.
        let tag = now.header("etag").to_owned();
        let bodies = [json!({ "daily": 31 }), json!({ "starting": 7 })];
        let headers = [("if-match", tag.as_str())];
        let both = bodies.map(|body| key.sends(Method::PATCH, &part, &headers, Some(body)));
        let mut statuses: Vec<u16> =
            futures_util::future::join_all(both).await.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        let versions = key.gets(&world.here("/settings/versions")).await.answers(200);
        assert_eq!(versions["data"].as_array().map(Vec::len), Some(2));
        assert_eq!(versions["data"][1]["json"]["bytes"]["daily"], 25);
        let restore = world.here("/settings/versions/1/restore");
        key.posts(&restore, json!({})).await.answers(200);
        assert_eq!(key.gets(&whole).await.answers(200)["version"], 3);
        key.posts(&world.here("/settings/versions/9/restore"), json!({})).await.answers(404);
        let told = world.db("SELECT DISTINCT origin FROM audit_log", &[]).await;
        assert_eq!(told, [json!({ "origin": "api" })]);
    });
}
