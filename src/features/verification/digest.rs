//! Verifications in the digest, and alerts that nobody has decided for long.

use super::{logic::LATE, model::Detection, sql, text};
use crate::{
    app::DigestSection,
    base::{
        error::Result,
        ids::{ChannelId, GuildId, MessageId, UserId},
        json::FromJson,
        lang::Lang,
    },
    platform::db::{self, Rows},
};

pub const SECTIONS: &[DigestSection] = &[
    DigestSection {
        name: "verification",
        title: text::specs::title,
        facts: |guild, period| vec![sql::count_of_period(guild, period)],
        show: happened,
    },
    DigestSection {
        name: "alerts",
        title: text::late_title,
        facts: |guild, period| vec![sql::list_late(guild, period.end.plus(-LATE))],
        show: late,
    },
];

/// A period in figures.
#[derive(Clone, Copy, Debug, Default, FromJson)]
pub struct Sums {
    pub opened: i64,
    pub verified: i64,
    pub rejected: i64,
    /// How long half of those resolved took at most, in milliseconds.
    pub median: Option<i64>,
}

impl Sums {
    pub fn resolved(&self) -> i64 {
        self.verified + self.rejected
    }
}

fn happened(lang: Lang, now: &[Rows], before: &[Rows]) -> Result<Option<String>> {
    let sums = |rows: &[Rows]| -> Result<Sums> { Ok(db::first(rows, 0)?.unwrap_or_default()) };
    let (now, before) = (sums(now)?, sums(before)?);
    Ok((now.opened + now.resolved() > 0).then(|| text::digest(lang, now, before)))
}

/// An alert that is open for long.
#[derive(Clone, Debug, FromJson)]
pub struct Late {
    pub guild: GuildId,
    pub user: UserId,
    pub detection: Detection,
    /// Unix milliseconds.
    pub opened_at: i64,
    pub channel: Option<ChannelId>,
    pub message: Option<MessageId>,
    pub mine: Option<UserId>,
    /// How many there are.
    sum: i64,
}

fn late(lang: Lang, now: &[Rows], _: &[Rows]) -> Result<Option<String>> {
    let rows: Vec<Late> = db::all(now, 0)?;
    Ok(rows.first().map(|first| text::late(lang, first.sum, &rows)))
}
