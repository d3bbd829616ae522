//! People's data: given, deleted, and gone with their guild.

mod guild;
mod person;

use serde_json::Value;

use crate::world::World;

/// Every place in the database that holds an id, as `table.column`.
async fn places_of(world: &World, id: &str) -> Vec<String> {
    let tables = "SELECT m.name AS t, c.name AS c FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c \
                  WHERE m.type = 'table' AND m.name NOT GLOB '_cf_*' AND m.name NOT GLOB 'sqlite_*' AND m.name <> 'd1_migrations'";
    let mut found = Vec::new();
    for row in world.db(tables, &[]).await {
        let (table, column) = (row["t"].as_str().unwrap_or_default(), row["c"].as_str().unwrap_or_default());
        let rows = world.db(&format!("SELECT 1 FROM {table} WHERE {column} = ?1 LIMIT 1"), &[Value::from(id)]).await;
        if !rows.is_empty() {
            found.push(format!("{table}.{column}"));
        }
    }
    found.sort();
    found
}

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}
