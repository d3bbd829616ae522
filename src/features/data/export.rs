//! Everything that is kept of a person, or of a guild, as JSON.

use serde_json::{Map, Value, json};

use crate::{
    app::{Feature, Holding, Means, OfGuild, Person},
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

/// Statements that an export leaves to what is written with it.
const LEFT: usize = 4;

/// What these guilds, and where `everywhere` no guild, have of a person. One round trip, and another for each further
/// thousand rows of a table; `more` names the tables of which the file does not hold the rest.
///
/// # Errors
/// When the database does not serve.
pub async fn of_person(means: &Means, guilds: &[GuildId], user: UserId, everywhere: bool, now: Time) -> Result<String> {
    let mut open: Vec<_> = people(means.features, everywhere).filter(|(_, person)| !person.told.is_empty()).collect();
    let (mut tables, mut skip) = (Map::new(), 0_i64);
    while !open.is_empty() && means.meter.has_room(open.len() + LEFT) {
        let values: [Param; 3] = [json!(guilds).to_string().into(), user.into(), skip.into()];
        let asked = open.iter().map(|(holding, person)| person.export(holding.table).bind_all(&values)).collect();
        let found = means.db.batch(asked).await?;
        let mut further = Vec::new();
        for ((holding, person), rows) in open.into_iter().zip(&found) {
            let row: Option<Told> = rows.first()?;
            let text = row.map_or_else(|| "[]".to_owned(), |row| row.told);
            let rows: Vec<Vec<Value>> =
                json::parse(&text).map_err(|fault| Error::internal("reading an export", fault))?;
            if rows.len() == Holding::TOLD {
                further.push((holding, person));
            }
            let columns: Vec<&str> = person.told.split(", ").collect();
            let rows = rows.into_iter().map(|row| Value::from_iter(columns.iter().copied().zip(row)));
            match tables.entry(place(holding, person)).or_insert_with(|| json!([])) {
                Value::Array(all) => all.extend(rows),
                _ => continue,
            }
        }
        (open, skip) = (further, skip + Holding::TOLD as i64);
    }
    let more: Vec<String> = open.iter().map(|(holding, person)| place(holding, person)).collect();
    let whole = json!({ "person": user, "guilds": guilds, "at": now.iso8601(), "kept": tables, "more": more });
    serde_json::to_string_pretty(&whole).map_err(|fault| Error::internal("writing an export", fault))
}

fn place(holding: &Holding, person: &Person) -> String {
    format!("{}.{}", holding.table, person.column)
}

/// A part of everything that is kept of a guild.
pub struct Part {
    pub tables: Map<String, Value>,
    /// Where the next part begins; nothing after the last.
    pub next: Option<String>,
}

/// The part that begins at a place, the first where it is empty: table after table, until there are 2,000 rows.
///
/// # Errors
/// Refused where nothing begins there; when the database does not serve.
pub async fn of_guild(means: &Means, guild: GuildId, from: &str) -> Result<Part> {
    let (mut table, mut after) = (String::new(), String::new());
    let refused = || Error::Refused("There is no such part.".to_owned());
    if !from.is_empty() {
        (table, after) = json::parse(from).map_err(|_| refused())?;
    }
    if !after.is_empty() && json::parse::<Vec<Value>>(&after).is_err() {
        return Err(refused());
    }
    let all: Vec<&Holding> = holdings(means.features).filter(|one| one.guild != OfGuild::Not).collect();
    let first = all.iter().position(|one| table.is_empty() || one.table == table).ok_or_else(refused)?;
    let (mut tables, mut count) = (Map::new(), 0);
    for holding in all.iter().skip(first) {
        if count >= Holding::PART || !means.meter.has_room(1 + LEFT) {
            return Ok(Part { tables, next: Some(json!([holding.table, ""]).to_string()) });
        }
        let asked = holding.part(after.is_empty()).bind_all(&[guild.into(), after.as_str().into()]);
        let found = means.db.batch(vec![asked]).await?;
        let rows = found.first().map(Rows::to_json).unwrap_or_default();
        let list = rows.as_array().map(Vec::as_slice).unwrap_or_default();
        let last = list.last().filter(|_| list.len() == Holding::PART);
        let key = last.map(|row| Value::from_iter(holding.key.split(", ").map(|column| row[column].clone())));
        count += list.len();
        if !list.is_empty() {
            tables.insert(holding.table.to_owned(), rows);
        }
        if let Some(key) = key {
            return Ok(Part { tables, next: Some(json!([holding.table, key.to_string()]).to_string()) });
        }
        after.clear();
    }
    Ok(Part { tables, next: None })
}
