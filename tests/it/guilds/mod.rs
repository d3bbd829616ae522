//! Guilds that come and go: webhook events, the first steps, the look at night.

mod added;
mod endpoint;
mod night;

use serde_json::Value;

use crate::world::World;

/// How the story's guild was greeted, if it was.
async fn greeting(world: &World) -> Option<String> {
    let rows = world.db("SELECT state FROM guild_greetings WHERE guild = ?1", &[world.guild.to_string().into()]).await;
    rows.first().and_then(|row| row["state"].as_str().map(str::to_owned))
}

/// How many calls of a route were made since the requests were cleared.
fn calls(world: &World, method: &str, route: &str) -> usize {
    world.sim.requests().iter().filter(|call| call.method == method && call.route == route).count()
}

fn outcomes(ends: &[crate::world::End]) -> Vec<&str> {
    ends.iter().map(|end| end.outcome.as_str()).collect()
}

/// The first delivery says what became of it, every other that it was here before.
fn first_then_known(outcomes: &[&str], first: &str) {
    let known = outcomes.iter().filter(|outcome| **outcome == "known").count();
    assert!(outcomes.contains(&first) && known == outcomes.len() - 1, "{outcomes:?}");
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
