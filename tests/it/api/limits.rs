//! How often a key may call, what is counted, and what a call costs.

use std::time::Duration;

use serde_json::json;

use crate::world::{Client, story, story_with};

/// A key that no other story has, so that its calls are its own for the limiter too.
async fn named(key: Client, id: &str, most: i64) -> Client {
    let world = key.world.clone();
    world
        .db("UPDATE api_keys SET id = ?1, most = ?2 WHERE id = ?3", &[id.into(), most.into(), key.id.clone().into()])
        .await;
    Client { id: id.to_owned(), ..key }
}

#[test]
fn the_sixty_first_call_of_a_minute_waits() {
    story(async |world| {
        let key = named(world.key("olive", &["admin"]).await, "limited", 60).await;
        let first = key.gets("/key").await;
        first.answers(200);
        assert_eq!(first.header("ratelimit-policy"), "\"key\";q=60;w=60");
        // The limiter has a clock of its own: a minute of it may end in between.
        let mut passed = 1;
        let over = loop {
            let answer = key.gets("/key").await;
            if answer.status != 200 {
                break answer;
            }
            passed += 1;
            assert!(passed < 121, "nothing held it up");
        };
        assert!(passed >= 60, "after {passed}");
        over.answers(429);
        assert_eq!(over.header("retry-after"), "60");
        // A token counts with its key; another key is not held up, nor one that may call more often.
        key.posts("/token", json!({})).await.answers(429);
        world.key("olive", &[]).await.gets("/key").await.answers(200);
    });
}

#[test]
fn calls_are_counted_by_route_and_status_for_thirty_days() {
    // What another story's runtime still holds would be counted here.
    story_with(&json!({}), true, async |world| {
        let key = world.key("olive", &["bytes:read"]).await;
        for _ in 0..3 {
            key.gets(&world.here("/bytes/leaderboard")).await.answers(200);
        }
        key.gets(&world.here("/squads")).await.answers(403);
        world.later(Duration::from_secs(31));
        key.gets(&world.here("/squads")).await.answers(403);
        let calls = "SELECT key, count FROM counters WHERE series = 'call' AND guild = 'key/k0' ORDER BY key";
        let counted: Vec<String> = world.db(calls, &[]).await.iter().map(ToString::to_string).collect();
        expect_test::expect![[r#"
            [
                "{\"count\":3,\"key\":\"[\\\"GET /guilds/{guild}/bytes/leaderboard\\\",\\\"200\\\"]\"}",
                "{\"count\":2,\"key\":\"[\\\"GET /guilds/{guild}/squads\\\",\\\"403\\\"]\"}",
            ]
        "#]]
        .assert_debug_eq(&counted);
        world.days_later(30);
        world.ticks_until_idle().await;
        assert_eq!(world.db(calls, &[]).await.len(), 2);
        world.days_later(1);
        world.ticks_until_idle().await;
        assert!(world.db(calls, &[]).await.is_empty());
    });
}

#[test]
fn a_look_takes_two_round_trips_and_writes_nothing() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        let first = key.gets(&world.here("")).await;
        let end = world.ended(first.header("x-correlation-id"), 1).await;
        // The application's owner once a day, the server and the member.
        assert_eq!((end.trips_to_answer, end.subrequests), (2, 3));
        for path in ["/bytes/leaderboard", "/squads", "/settings", "/cases", "/audit", "/verifications"] {
            let answer = key.gets(&world.here(path)).await;
            answer.answers(200);
            let end = world.ended(answer.header("x-correlation-id"), 1).await;
            assert_eq!((end.trips_to_answer, end.subrequests, end.rows_written), (2, 0, 0), "{path}");
        }
    });
}
