//! Digests.

mod clocks;
mod commands;
mod sections;
mod sending;

use std::time::Duration;

use crate::world::World;

/// Pushes time on to a moment in Unix milliseconds.
fn until(world: &World, at: i64) {
    let by = at - world.sim.clock().now() as i64;
    assert!(by >= 0, "time does not go back: {by} ms");
    world.later(Duration::from_millis(by as u64));
}

fn now(world: &World) -> i64 {
    world.sim.clock().now() as i64
}

/// Digests that were made: kind, what became of their post, how many hours their period's end lies after
/// the story's start.
async fn made(world: &World) -> String {
    let rows = world
        .db(
            "SELECT digest, period, (SELECT state FROM posts WHERE posts.guild = digests.guild AND id = 'digest:' || digest || ':' || period) AS state \
             FROM digests WHERE guild = ?1 ORDER BY period",
            &[world.guild.to_string().into()],
        )
        .await;
    let line = |row: &serde_json::Value| {
        let end = row["period"].as_i64().unwrap_or_default() / 1_000;
        let text = |name: &str| row[name].as_str().unwrap_or("empty").to_owned();
        format!("{} {} <t:{end}:f>", text("digest"), text("state"))
    };
    world.show(&rows.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Ticks of so many minutes.
async fn minutes(world: &World, count: usize) {
    for _ in 0..count {
        world.tick().await;
        world.later(Duration::from_secs(60));
    }
}
