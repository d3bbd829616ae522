//! Forgetting events that were seen.

use std::time::Duration;

use serde_json::json;

use crate::world::{World, story_with};

const OLD: i64 = 100_000;

/// Events of the last moment before a week ago and earlier, and as many as are given that are younger.
async fn fill(world: &World, young: i64) {
    let week_ago = world.sim.clock().now() as i64 - 7 * 86_400_000;
    let rows = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < CAST(?2 AS INTEGER)) \
                INSERT INTO dedup (key) SELECT printf('%013d:event:%d', CAST(?1 AS INTEGER) + n * ?3, n) FROM numbers";
    world.db(rows, &[(week_ago - 1).into(), OLD.into(), (-60_000).into()]).await;
    world.db(rows, &[(week_ago + 3_600_000).into(), young.into(), 1.into()]).await;
}

async fn count(world: &World) -> i64 {
    world.db("SELECT count(*) AS count FROM dedup", &[]).await[0]["count"].as_i64().unwrap_or_default()
}

#[test]
fn old_events_are_forgotten_in_bounded_slices_and_younger_ones_are_not_touched() {
    story_with(&json!({}), true, async |world| {
        fill(&world, 500).await;
        let mut killed = false;
        let mut left = count(&world).await;
        for _ in 0..60 {
            let end = world.tick().await;
            let now = count(&world).await;
            let gone = left - now;
            // A slice of five statements, each of a thousand rows; twice where the tick comes twice.
            assert!(gone <= 5_000 * world.deliveries() as i64, "{gone} rows in one tick");
            assert!(end.statements <= 40, "{end:?}");
            left = now;
            if left < OLD / 2 && !killed {
                killed = true;
                // A tick that died while it held the lease, and took its workerd along.
                let until = world.sim.clock().now() + 90_000;
                world.db("UPDATE jobs SET lease_until = ?1 WHERE name = 'dedup.clean'", &[until.into()]).await;
                world.restart().await;
            }
            if left == 500 {
                break;
            }
            world.later(Duration::from_secs(60));
        }
        assert!(killed);
        assert_eq!(left, 500, "all old ones and no other");
        world.ticks_until_idle().await;
        assert!(count(&world).await <= 500);
        let youngest = world.db("SELECT max(key) AS key FROM dedup", &[]).await;
        assert!(youngest[0]["key"].as_str().is_some_and(|key| key.ends_with(":event:499")), "{youngest:?}");
    });
}
