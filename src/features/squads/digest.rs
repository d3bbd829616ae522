//! Squads in the digest.

use super::{sql, text};
use crate::{
    app::DigestSection,
    base::{error::Result, json::FromJson, lang::Lang},
    platform::db::{self, Rows},
};

pub const SECTION: DigestSection = DigestSection {
    name: "squads",
    title: text::digest_title,
    facts: |guild, period| vec![sql::list_joined(guild, period)],
    show,
};

/// A squad that somebody joined in a period and is still in, and the sum over all squads.
#[derive(FromJson)]
struct Joined {
    name: String,
    members: i64,
    joined: i64,
    all_joined: i64,
}

fn show(lang: Lang, now: &[Rows], before: &[Rows]) -> Result<Option<String>> {
    let rows = |rows: &[Rows]| -> Result<Vec<Joined>> { db::all(rows, 0) };
    let (now, before) = (rows(now)?, rows(before)?);
    let Some(first) = now.first() else { return Ok(None) };
    let before = before.first().map_or(0, |row| row.all_joined);
    let squads: Vec<(&str, i64, i64)> =
        now.iter().map(|squad| (squad.name.as_str(), squad.joined, squad.members)).collect();
    Ok(Some(text::digest(lang, first.all_joined, before, &squads)))
}
