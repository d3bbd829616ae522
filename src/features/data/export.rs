//! Everything that is kept of a person, or of a guild, as JSON.

use serde_json::{Map, Value, json};

use crate::{
    app::{Feature, Holding, Means, OfGuild, Person, holding},
    base::{
        error::{Error, Result},
        ids::{GuildId, UserId},
        json::{self, FromJson},
        time::Time,
    },
    platform::db::{self, Param, Rows, Stmt},
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

/// A part of everything that is kept of a guild: the rest of a table, and the small ones after it.
pub struct Part {
    /// The tables in it, each with how many rows it gives.
    pub tables: Vec<(&'static Holding, i64)>,
    /// The key of the row before the first, as a JSON array; empty at a table's beginning.
    after: String,
    /// Where the next part begins; nothing after the last.
    pub next: Option<String>,
}

#[derive(FromJson)]
struct Reach {
    count: i64,
    last: Option<String>,
}

/// Where a part begins, and what may be in it.
pub struct Plan {
    first: &'static Holding,
    all: Vec<&'static Holding>,
    /// As [`Part::after`].
    after: String,
}

impl Plan {
    /// The part that begins at a place, the first where it is empty.
    ///
    /// # Errors
    /// Refused where nothing begins there.
    pub fn of(features: &'static [&'static Feature], from: &str) -> Result<Plan> {
        let refused = || Error::Refused("There is no such part.".to_owned());
        let (mut table, mut after) = (String::new(), String::new());
        if !from.is_empty() {
            (table, after) = json::parse(from).map_err(|_| refused())?;
        }
        if !after.is_empty() && json::parse::<Vec<Value>>(&after).is_err() {
            return Err(refused());
        }
        let all: Vec<&Holding> = holdings(features).filter(|one| one.guild != OfGuild::Not).collect();
        let first = all.iter().find(|one| table.is_empty() || one.table == table).copied().ok_or_else(refused)?;
        Ok(Plan { first, all, after })
    }

    /// What has to be known for [`Plan::part`].
    pub fn statements(&self, guild: GuildId) -> Vec<Stmt> {
        vec![
            self.first.reach(self.after.is_empty()).bind_all(&[guild.into(), self.after.as_str().into()]),
            holding::count(self.all.iter().map(|one| one.table)).bind(guild),
        ]
    }

    /// # Errors
    /// When the rows are not those of the statements.
    pub fn part(self, rows: &[Rows]) -> Result<Part> {
        let reach: Option<Reach> = db::first(rows, 0)?;
        let counts: Option<Map<String, Value>> = db::first(rows, 1)?;
        let (reach, counts) = reach.zip(counts).ok_or_else(|| Error::Internal("no row of a count".to_owned()))?;
        let begins = |table: &str, key: &str| Some(json!([table, key]).to_string());
        let mut part = Part { tables: vec![(self.first, reach.count)], after: self.after, next: None };
        if let Some(last) = reach.last {
            part.next = begins(self.first.table, &last);
            return Ok(part);
        }
        let mut sum = reach.count;
        for one in self.all.into_iter().skip_while(|one| one.table != self.first.table).skip(1) {
            let count = counts.get(one.table).and_then(Value::as_i64).unwrap_or_default();
            if count == 0 {
                continue;
            }
            // How many a larger one has is not known, so it begins a part of its own.
            if count > holding::COUNTED || sum + count > Holding::PART as i64 {
                part.next = begins(one.table, "");
                break;
            }
            sum += count;
            part.tables.push((one, count));
        }
        Ok(part)
    }
}

impl Part {
    /// Its rows, by table.
    ///
    /// # Errors
    /// When the database does not serve.
    pub async fn rows(&self, means: &Means, guild: GuildId) -> Result<Map<String, Value>> {
        let asked = self.tables.iter().enumerate().map(|(place, (holding, _))| {
            let after = if place == 0 { self.after.as_str() } else { "" };
            holding.part(after.is_empty()).bind_all(&[guild.into(), after.into()])
        });
        let found = means.db.batch(asked.collect()).await?;
        let tables = self.tables.iter().zip(&found).filter(|(_, rows)| !rows.is_empty());
        Ok(tables.map(|((holding, _), rows)| (holding.table.to_owned(), rows.to_json())).collect())
    }
}
