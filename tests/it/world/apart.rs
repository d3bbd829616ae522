//! Stories in a runtime of their own, for other variables or a database without tables.

use serde_json::{Value, json};

use super::{Runtime, World, runtime};

/// As [`super::story`], in a runtime that is started for it and ends with it. `vars` replace the
/// usual variables, `null` takes one away; without `migrate` the database has no tables until the
/// story is over.
pub fn story_with(vars: &Value, migrate: bool, run: impl AsyncFnOnce(World)) {
    runtime::tokio().block_on(async {
        let world = World::new(Runtime::started(vars, migrate).await).await;
        run(world.clone()).await;
        if !migrate {
            // The proof of silence looks into the tables.
            world.control("/migrate", &json!({})).await;
        }
        world.silence().await;
    });
}
