//! Folds ledger entries older than 13 months into one *carried* entry a member and month.

use serde::Serialize;

use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{GuildId, UserId},
        json::{self, FromJson},
        time::month_start,
    },
    features::bytes::sql,
};

/// Entries of months that ended so many months ago are folded: whole months only, so that a month
/// has one *carried* entry.
const MONTHS: i32 = 13;
/// Accounts a slice.
const ACCOUNTS: i64 = 30;
/// Entries a night: every deleted one is two rows written of the day's 100,000.
const ENTRIES: i64 = 3_500;

pub const FOLD: Job = Job {
    name: "bytes.fold",
    schedule: Schedule::Nightly { hour: 4 },
    needs: Needs::most(3, 0),
    run: |ctx| Box::pin(fold(ctx)),
};

#[derive(Default, FromJson, Serialize)]
struct Cursor {
    guild: String,
    user: String,
    /// Entries folded since `night`.
    folded: i64,
    night: i64,
}

#[derive(FromJson)]
struct Account {
    guild: GuildId,
    user: UserId,
}

#[derive(FromJson)]
struct Gone {
    #[serde(rename = "gone")]
    _gone: i64,
}

async fn fold(ctx: JobCtx) -> Result<Slice> {
    let mut cursor: Cursor = json::parse(&ctx.cursor).unwrap_or_default();
    let night = ctx.now.utc_midnight().millis();
    if cursor.night != night {
        (cursor.night, cursor.folded) = (night, 0);
    }
    let rows = ctx.db.batch(vec![sql::find_account_after(&cursor.guild, &cursor.user, ACCOUNTS)]).await?;
    let upto: Option<Account> = rows.first().map(|rows| rows.first()).transpose()?.flatten();
    let complete = upto.is_none();
    // Behind every snowflake, which are digits.
    let (guild, user) = upto.map_or(("~".to_owned(), "~".to_owned()), |a| (a.guild.to_string(), a.user.to_string()));
    let before = month_start(ctx.now, MONTHS);
    let range = ((cursor.guild.as_str(), cursor.user.as_str()), (guild.as_str(), user.as_str()));
    let rows = ctx
        .db
        .batch(vec![sql::insert_carried(range.0, range.1, before), sql::delete_folded(range.0, range.1, before)])
        .await?;
    let gone: Vec<Gone> = rows.get(1).map(|rows| rows.all()).transpose()?.unwrap_or_default();

    let rows = gone.len() as i64;
    let next = Cursor { guild, user, folded: cursor.folded + rows, night };
    let enough = next.folded >= ENTRIES;
    let cursor = (!complete).then(|| serde_json::to_string(&next).unwrap_or_default());
    Ok(Slice { rows, cursor, until_next_night: enough })
}
