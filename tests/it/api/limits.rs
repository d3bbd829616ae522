//! How often a key may call, and what is counted.

use std::time::Duration;

use crate::world::story;

#[test]
fn the_sixty_first_call_of_a_minute_waits() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        world.db("UPDATE api_keys SET most = 5", &[]).await;
        let first = key.gets("/key").await;
        first.answers(200);
        assert_eq!(first.header("ratelimit-policy"), "\"key\";q=5;w=60");
        // The world's clock runs on while a story is told.
        let left = |header: &str, calls: u32| -> u64 {
            header.strip_prefix(&format!("\"key\";r={calls};t=")).and_then(|text| text.parse().ok()).unwrap_or_default()
        };
        assert!((45..=60).contains(&left(first.header("ratelimit"), 4)), "{}", first.header("ratelimit"));
        world.later(Duration::from_secs(20));
        let calls = (0..6).map(|_| key.gets("/key"));
        let answers = futures_util::future::join_all(calls).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 4, "exact also at once");
        let over = key.gets("/key").await;
        over.answers(429);
        let wait = left(over.header("ratelimit"), 0);
        assert!((20..=40).contains(&wait), "{wait}");
        assert_eq!(over.header("retry-after"), wait.to_string());
        // Another key is not held up, and a minute later neither is this one.
        world.key("olive", &[]).await.gets("/key").await.answers(200);
        world.later(Duration::from_secs(40));
        key.gets("/key").await.answers(200);
    });
}

#[test]
fn calls_are_counted_by_route_and_status_for_thirty_days() {
    story(async |world| {
        let key = world.key("olive", &["bytes:read"]).await;
        for _ in 0..3 {
            key.gets(&world.here("/bytes/leaderboard")).await.answers(200);
        }
        key.gets(&world.here("/squads")).await.answers(403);
        let counted = world.db("SELECT route, status, count FROM api_calls ORDER BY route", &[]).await;
        let counted: Vec<String> = counted.iter().map(ToString::to_string).collect();
        expect_test::expect![[r#"
            [
                "{\"count\":3,\"route\":\"GET /guilds/{guild}/bytes/leaderboard\",\"status\":200}",
                "{\"count\":1,\"route\":\"GET /guilds/{guild}/squads\",\"status\":403}",
            ]
        "#]]
        .assert_debug_eq(&counted);
        world.days_later(30);
        world.ticks_until_idle().await;
        assert_eq!(world.db("SELECT * FROM api_calls", &[]).await.len(), 2);
        world.days_later(1);
        world.ticks_until_idle().await;
        assert!(world.db("SELECT * FROM api_calls", &[]).await.is_empty());
    });
}

#[test]
fn a_look_takes_two_round_trips() {
    story(async |world| {
        let key = world.key("olive", &["admin"]).await;
        for path in ["/bytes/leaderboard", "/squads", "/settings", "/cases", "/audit", "/verifications"] {
            let answer = key.gets(&world.here(path)).await;
            answer.answers(200);
            let end = world.ended(answer.header("x-correlation-id"), 1).await;
            assert_eq!((end.trips_to_answer, end.subrequests), (2, 0), "{path}");
        }
    });
}
