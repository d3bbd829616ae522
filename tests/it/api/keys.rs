//! Keys and tokens: good ones, and all the others.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use simulator::permission;

use crate::world::{Client, World, story, story_with};

fn with(client: &Client, secret: impl Into<String>, address: &str) -> Client {
    Client { secret: secret.into(), address: address.to_owned(), ..client.clone() }
}

#[test]
fn a_key_tells_what_it_may() {
    story(async |world| {
        let key = world.key("olive", &["bytes:*", "squads:read"]).await;
        let told = key.gets("/key").await.answers(200);
        assert_eq!(told["guilds"], serde_json::json!([world.guild.to_string()]));
        assert_eq!(told["scopes"], serde_json::json!(["bytes:*", "squads:read"]));
        assert_eq!((&told["calls_a_minute"], &told["expires_at"]), (&6_000_000.into(), &serde_json::Value::Null));
        assert_eq!(key.gets("/guilds").await.answers(200)["data"][0]["id"], world.guild.to_string());
        let kept = world.db("SELECT * FROM api_keys", &[]).await;
        assert!(!serde_json::json!(kept).to_string().contains("gh_"), "the database holds no key");
        assert!(kept[0]["used_at"].is_number());
    });
}

#[test]
fn wrong_expired_and_revoked_keys_are_told_the_same() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let wrong = with(&key, "gh_wrong", "203.0.113.1").gets("/key").await;
        let refused = wrong.answers(401);
        assert!(wrong.header("www-authenticate").starts_with("Bearer"), "{:?}", wrong.headers);
        assert!(!wrong.headers.contains_key("ratelimit"));
        for secret in ["", "gh_", "Bearer", "x.y.z", &"gh_".repeat(800)] {
            let other = with(&key, secret, "203.0.113.2").gets("/key").await.answers(401);
            assert_eq!(other["detail"], refused["detail"], "{secret}");
        }
        world.db("UPDATE api_keys SET expires_at = ?1", &[world.sim.clock().now().into()]).await;
        assert_eq!(key.gets("/key").await.answers(401)["detail"], refused["detail"]);
        world.db("UPDATE api_keys SET expires_at = NULL, revoked_at = 5", &[]).await;
        assert_eq!(key.gets("/key").await.answers(401)["detail"], refused["detail"]);
        world.db("UPDATE api_keys SET revoked_at = NULL", &[]).await;
        key.gets("/key").await.answers(200);
        // The digest of a key is no key.
        let hash = world.db("SELECT hash FROM api_keys", &[]).await[0]["hash"].as_str().unwrap_or_default().to_owned();
        for secret in [hash.clone(), format!("gh_{hash}")] {
            with(&key, secret, "203.0.113.3").gets("/key").await.answers(401);
        }
    });
}

#[test]
fn an_address_that_guesses_is_shut_out() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let thief = with(&key, "gh_guess", "203.0.113.66");
        for _ in 0..10 {
            thief.gets("/key").await.answers(401);
        }
        let shut = thief.gets("/key").await;
        shut.answers(429);
        let wait: u64 = shut.header("retry-after").parse().unwrap_or_default();
        assert!((590..=601).contains(&wait), "{wait} s");
        // A good key does not help from there; elsewhere it does.
        with(&key, key.secret.clone(), "203.0.113.66").gets("/key").await.answers(429);
        key.gets("/key").await.answers(200);
        world.later(Duration::from_secs(601));
        with(&key, key.secret.clone(), "203.0.113.66").gets("/key").await.answers(200);
    });
}

#[test]
fn another_guilds_key_learns_nothing() {
    story(async |world| {
        let (key, owner) = (world.key("olive", &["admin"]).await, world.id("olive"));
        let other = world.sim.state(|s| {
            let other = s.add_guild("Harbour", owner);
            s.add_bot_to(other, permission::VIEW_CHANNEL);
            other
        });
        let there = key.gets(&format!("/guilds/{other}")).await.answers(404);
        let nowhere = key.gets("/guilds/5").await.answers(404);
        assert_eq!(there["detail"], nowhere["detail"]);
        for path in ["/guilds/x", "/guilds/0", "/guilds/-1", "/guilds/184467440737095516160"] {
            key.gets(path).await.answers(404);
        }
    });
}

#[test]
fn a_token_stands_for_its_key_for_a_quarter_of_an_hour() {
    story(async |world| {
        let (key, other) = (world.key("olive", &["bytes:read"]).await, world.key("olive", &["admin"]).await);
        let given = key.posts("/token", serde_json::json!({})).await.answers(200);
        assert_eq!((&given["token_type"], &given["expires_in"]), (&"Bearer".into(), &900.into()));
        let text = given["access_token"].as_str().unwrap_or_default().to_owned();
        let token = with(&key, text.clone(), &key.address);
        assert_eq!(token.gets("/key").await.answers(200)["id"], key.id);
        // A token that was stolen must not live on in others.
        let refused = token.posts("/token", serde_json::json!({})).await.answers(403);
        assert!(refused["detail"].as_str().unwrap_or_default().contains("not a token"), "{refused}");
        // A token is kept nowhere, however its exchange names itself.
        let named = [("idempotency-key", "again")];
        let once = key.sends(reqwest::Method::POST, "/token", &named, Some(serde_json::json!({}))).await;
        once.answers(200);
        assert!(world.db("SELECT * FROM api_answers", &[]).await.is_empty());
        // It may what the key may, and counts as the key does.
        token.gets(&world.here("/squads")).await.answers(403);
        world.db("UPDATE api_keys SET revoked_at = 5 WHERE id = ?1", &[key.id.clone().into()]).await;
        token.gets("/key").await.answers(401);
        world.db("UPDATE api_keys SET revoked_at = NULL", &[]).await;
        token.gets("/key").await.answers(200);
        // Another key's, no algorithm, another's claims.
        let parts: Vec<&str> = text.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).unwrap_or_default()).unwrap_or_default();
        let theirs = URL_SAFE_NO_PAD.encode(claims.replace(&key.id, &other.id));
        for wrong in [
            format!("{none}.{}.", parts[1]),
            format!("{none}.{theirs}.{}", parts[2]),
            format!("{}.{theirs}.{}", parts[0], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], &parts[2][1..]),
        ] {
            with(&key, wrong, "203.0.113.4").gets("/key").await.answers(401);
        }
        world.later(Duration::from_secs(899));
        token.gets("/key").await.answers(200);
        world.later(Duration::from_secs(1));
        token.gets("/key").await.answers(401);
    });
}

#[test]
fn without_a_secret_of_the_deployment_there_are_no_tokens() {
    story_with(&serde_json::json!({ "ENCRYPTION_KEY": null }), true, async |world| {
        let key = world.key("olive", &["admin"]).await;
        let refused = key.posts("/token", serde_json::json!({})).await.answers(503);
        assert!(refused["detail"].as_str().unwrap_or_default().contains("ENCRYPTION_KEY"), "{refused}");
        key.gets("/key").await.answers(200);
    });
}

#[test]
fn health_tells_more_to_a_key() {
    story(async |world| {
        let key = world.key("olive", &[]).await;
        let ask = async |world: &World, secret: &str| {
            let now = world.sim.clock().now().to_string();
            let bearer = format!("Bearer {secret}");
            let headers = [("authorization", bearer.as_str()), ("guildhall-now", now.as_str())];
            world.fetch(reqwest::Method::GET, "/health", &headers, Vec::new()).await
        };
        let told = ask(&world, &key.secret).await.json();
        assert_eq!((&told["up"], &told["database"]), (&true.into(), &"up".into()), "{told}");
        for part in ["queue", "gateway", "channels"] {
            assert_eq!(told[part], "off", "{told}");
        }
        let told = ask(&world, "gh_wrong").await.json();
        assert_eq!((&told["up"], &told["database"]), (&true.into(), &serde_json::Value::Null), "{told}");
    });
}
