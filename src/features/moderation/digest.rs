//! Cases in the digest, by kind.

use super::{model::Kind, sql, text};
use crate::{
    app::DigestSection,
    base::{error::Result, json::FromJson, lang::Lang},
    platform::db::{self, Rows},
};

pub const SECTION: DigestSection = DigestSection {
    name: "moderation",
    title: text::digest_title,
    facts: |guild, period| vec![sql::count_of_kinds(guild, period)],
    show,
};

/// How many cases of a kind a period has.
#[derive(FromJson)]
pub struct Count {
    pub kind: Kind,
    pub count: i64,
}

fn show(lang: Lang, now: &[Rows], before: &[Rows]) -> Result<Option<String>> {
    let rows = |rows: &[Rows]| -> Result<Vec<Count>> { db::all(rows, 0) };
    let (now, before) = (rows(now)?, rows(before)?);
    Ok((!now.is_empty()).then(|| text::digest(lang, &now, &before)))
}
