//! What the members of each squad hold together, for the list.

use crate::{
    app::{JobCtx, Slice},
    base::{
        error::Result,
        ids::{self, GuildId, UserId},
        json::FromJson,
    },
    features::{bytes, squads::sql},
    platform::db,
};

/// Members whose balances one statement sums up.
const SUMMED: i64 = 1_000;

#[derive(FromJson)]
struct ToSum {
    guild: GuildId,
    id: i64,
    members: i64,
    bytes: i64,
}

#[derive(FromJson)]
struct Page {
    user: UserId,
    joined_at: i64,
}

#[derive(FromJson)]
struct Sum {
    sum: i64,
}

/// Where a run stands: after a squad, or within a large one with the sum so far.
struct Place {
    guild: String,
    squad: i64,
    within: Option<(i64, (i64, UserId))>,
}

impl Place {
    /// The cursor is `guild:squad`, and within a large squad `guild:squad:sum:joined:user`.
    fn of(cursor: &str) -> Place {
        let parts: Vec<&str> = cursor.split(':').collect();
        let number = |place: usize| parts.get(place).and_then(|part| part.parse::<i64>().ok());
        let user = parts.get(4).and_then(|id| ids::parse(id));
        Place {
            guild: parts.first().copied().unwrap_or_default().to_owned(),
            squad: number(1).unwrap_or(0),
            within: number(2).zip(number(3).zip(user)),
        }
    }
}

/// A few small squads a slice, or a part of a large one.
pub async fn sum_up(ctx: JobCtx) -> Result<Slice> {
    let place = Place::of(&ctx.cursor);
    // Within a squad the cursor names it; else it names the one before.
    let from = if place.within.is_some() { place.squad - 1 } else { place.squad };
    let rows = ctx.db.batch(vec![sql::list_to_sum(&place.guild, from, ctx.now)]).await?;
    let squads: Vec<ToSum> = db::all(&rows, 0)?;
    let Some(first) = squads.first() else { return Ok(Slice::default()) };
    let goes_on = place.within.filter(|_| first.id == place.squad && first.guild.to_string() == place.guild);
    if goes_on.is_some() || first.members >= SUMMED {
        return part(&ctx, first, goes_on).await;
    }
    let small: Vec<&ToSum> = squads.iter().take_while(|squad| squad.members < SUMMED).collect();
    let pages = small.iter().map(|squad| sql::list_members(squad.guild, squad.id, None, SUMMED)).collect();
    let pages = ctx.db.batch(pages).await?;
    let mut sums = Vec::new();
    let mut count = 0;
    for (squad, rows) in small.iter().zip(&pages) {
        let page: Vec<Page> = rows.all()?;
        count += page.len() as i64;
        sums.push(sum_of(squad, &page));
    }
    let sums = ctx.db.batch(sums).await?;
    let mut written = Vec::new();
    for (squad, rows) in small.iter().zip(&sums) {
        let sum = rows.first::<Sum>()?.map_or(0, |row| row.sum);
        // A squad in which nobody ever was shows no sum.
        if squad.members > 0 || squad.bytes != 0 {
            written.push(sql::set_sum(squad.guild, squad.id, sum, ctx.now));
        }
    }
    if !written.is_empty() {
        ctx.db.batch(written).await?;
    }
    let cursor = small.last().map(|last| format!("{}:{}", last.guild, last.id));
    Ok(Slice { rows: count, cursor, until_next_night: false })
}

fn sum_of(squad: &ToSum, page: &[Page]) -> crate::platform::db::Stmt {
    let ids: Vec<String> = page.iter().map(|row| row.user.to_string()).collect();
    bytes::sum_of(squad.guild, &serde_json::json!(ids).to_string())
}

async fn part(ctx: &JobCtx, squad: &ToSum, goes_on: Option<(i64, (i64, UserId))>) -> Result<Slice> {
    let (before, after) = goes_on.map_or((0, None), |(sum, after)| (sum, Some(after)));
    let rows = ctx.db.batch(vec![sql::list_members(squad.guild, squad.id, after, SUMMED)]).await?;
    let page: Vec<Page> = db::all(&rows, 0)?;
    let rows = ctx.db.batch(vec![sum_of(squad, &page)]).await?;
    let sum = db::first::<Sum>(&rows, 0)?.map_or(0, |row| row.sum) + before;
    let cursor = match page.last().filter(|_| page.len() as i64 == SUMMED) {
        Some(last) => format!("{}:{}:{sum}:{}:{}", squad.guild, squad.id, last.joined_at, last.user),
        None => {
            ctx.db.batch(vec![sql::set_sum(squad.guild, squad.id, sum, ctx.now)]).await?;
            format!("{}:{}", squad.guild, squad.id)
        }
    };
    Ok(Slice { rows: page.len() as i64, cursor: Some(cursor), until_next_night: false })
}
