//! Bytes in the digest.

use super::{sql, text};
use crate::{
    app::DigestSection,
    base::{error::Result, ids::UserId, json::FromJson, lang::Lang},
    platform::db::{self, Rows},
};

pub const SECTION: DigestSection = DigestSection {
    name: "bytes",
    title: text::specs::digest_title,
    facts: |guild, period| vec![sql::list_moved(guild, period)],
    show,
};

/// Somebody who moved bytes in a period, and the sums of everybody.
#[derive(FromJson)]
struct Moved {
    user: UserId,
    received: i64,
    all_earned: i64,
    all_sent: i64,
    members: i64,
}

fn show(lang: Lang, now: &[Rows], before: &[Rows]) -> Result<Option<String>> {
    let rows = |rows: &[Rows]| -> Result<Vec<Moved>> { db::all(rows, 0) };
    let (now, before) = (rows(now)?, rows(before)?);
    let sums = |rows: &[Moved]| {
        rows.first().map_or(Sums::default(), |row| Sums {
            earned: row.all_earned,
            sent: row.all_sent,
            members: row.members,
        })
    };
    if now.is_empty() {
        return Ok(None);
    }
    let top: Vec<(UserId, i64)> =
        now.iter().filter(|row| row.received > 0).map(|row| (row.user, row.received)).collect();
    Ok(Some(text::digest(lang, sums(&now), sums(&before), &top)))
}

/// What everybody did in a period.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    pub earned: i64,
    pub sent: i64,
    /// Who did.
    pub members: i64,
}
