//! Everything that is kept of a person, or of a guild, as JSON.

use serde_json::{Map, Value, json};

use crate::{
    app::{Feature, Holding, Means, Person},
    base::{
        error::{Error, Result},
        ids::{GuildId, UserId},
        json::{self, FromJson},
        time::Time,
    },
    platform::db::{Param, Rows},
};

/// What every feature keeps, in the order in which it may be deleted.
pub fn holdings(features: &'static [&'static Feature]) -> impl Iterator<Item = &'static Holding> {
    features.iter().flat_map(|feature| feature.holdings)
}

/// The columns that name people.
pub fn people(
    features: &'static [&'static Feature],
    everywhere: bool,
) -> impl Iterator<Item = (&'static Holding, &'static Person)> {
    let all = holdings(features).flat_map(|holding| holding.people.iter().map(move |person| (holding, person)));
    all.filter(move |(_, person)| everywhere || !person.is_everywhere())
}

#[derive(FromJson)]
struct Told {
    told: String,
}

/// What these guilds, and where `everywhere` no guild, have of a person. One round trip.
///
/// # Errors
/// When the database does not serve.
pub async fn of_person(means: &Means, guilds: &[GuildId], user: UserId, everywhere: bool, now: Time) -> Result<String> {
    let told: Vec<_> = people(means.features, everywhere).filter(|(_, person)| !person.told.is_empty()).collect();
    let values: [Param; 2] = [json!(guilds).to_string().into(), user.into()];
    let asked = told.iter().map(|(holding, person)| person.export(holding.table).bind_all(&values)).collect();
    let found = means.db.batch(asked).await?;
    let mut tables = Map::new();
    for ((holding, person), rows) in told.iter().zip(&found) {
        let row: Option<Told> = rows.first()?;
        let text = row.map_or_else(|| "[]".to_owned(), |row| row.told);
        let rows: Vec<Vec<Value>> = json::parse(&text).map_err(|fault| Error::internal("reading an export", fault))?;
        let columns: Vec<&str> = person.told.split(", ").collect();
        let rows = rows.into_iter().map(|row| Value::from_iter(columns.iter().copied().zip(row)));
        tables.insert(format!("{}.{}", holding.table, person.column), Value::from_iter(rows));
    }
    let whole = json!({ "person": user, "guilds": guilds, "at": now.iso8601(), "kept": tables });
    serde_json::to_string_pretty(&whole).map_err(|fault| Error::internal("writing an export", fault))
}

/// A part of a guild's rows in a table, at most 2,000, after the row of the last part (`after`, a JSON array).
///
/// # Errors
/// Refused where there is no such table; when the database does not serve.
pub async fn of_table(means: &Means, guild: GuildId, table: &str, after: &str) -> Result<String> {
    let refused = || Error::Refused("There is no such part.".to_owned());
    let holding = holdings(means.features).find(|holding| holding.table == table).ok_or_else(refused)?;
    let is_key = |text| json::parse::<Vec<Value>>(text).is_ok();
    if !(after.is_empty() || is_key(after)) || holding.guild == crate::app::OfGuild::Not {
        return Err(refused());
    }
    let asked = holding.part(after.is_empty()).bind_all(&[guild.into(), after.into()]);
    let found = means.db.batch(vec![asked]).await?;
    let rows = found.first().map(Rows::to_json).unwrap_or_default();
    let last = rows.as_array().filter(|rows| rows.len() == Holding::PART).and_then(|rows| rows.last());
    let next = last.map(|row| Value::from_iter(holding.key.split(", ").map(|column| row[column].clone())));
    let whole = json!({ "guild": guild, "table": table, "rows": rows, "next": next.map(|next| next.to_string()) });
    serde_json::to_string_pretty(&whole).map_err(|fault| Error::internal("writing an export", fault))
}
