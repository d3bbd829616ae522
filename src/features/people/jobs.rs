//! Walks the member lists at night, a page a slice.

use serde_json::json;

use super::{model, model::Met, sql, walk};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{self, GuildId, UserId},
        json::{self, FromJson},
    },
    features::settings,
};

pub const JOBS: &[Job] = &[Job {
    name: "people.walk",
    schedule: Schedule::Nightly { hour: 7 },
    needs: Needs::most(3, 2),
    run: |ctx| Box::pin(walk(ctx)),
}];

/// Members of one page, which is one slice.
const PAGE: u16 = 200;
/// Rows written in a night: a large guild that is new is learned over several.
const ENOUGH: u64 = 12_000;

#[derive(Default, FromJson)]
struct Cursor {
    /// The guild that is being walked; before the first, nothing.
    guild: Option<GuildId>,
    after: Option<UserId>,
    written: u64,
}

async fn walk(ctx: JobCtx) -> Result<Slice> {
    let mut cursor: Cursor = json::parse(&ctx.cursor).unwrap_or_default();
    if ctx.config.token.is_none() {
        return Ok(Slice::default());
    }
    let guilds = settings::list_guilds(&ctx.db, &ctx.config).await?;
    let Some(guild) = guilds.iter().copied().find(|guild| cursor.guild.is_none_or(|at| *guild >= at)) else {
        return Ok(Slice::default());
    };
    if cursor.guild != Some(guild) {
        cursor.after = None;
    }
    let before = ctx.meter.totals().rows_written;
    // Without the intent, or without an answer, names come from interactions alone.
    let page = walk::page_of_members(&ctx.discord, guild, cursor.after, PAGE).await.unwrap_or_default();
    let met: Vec<Met> = page.iter().filter_map(|member| Some(Met::of(member.user.as_ref()?, member, None))).collect();
    let last = met.iter().map(|one| one.user).max().filter(|_| met.len() >= usize::from(PAGE));
    if !met.is_empty() {
        let spans = ids::spans(cursor.after, last);
        let present: Vec<UserId> = met.iter().map(|one| one.user).collect();
        ctx.db
            .batch(vec![
                sql::upsert(guild, true, &model::json(&met), "", ctx.now),
                sql::set_left(guild, &json!(spans).to_string(), &json!(present).to_string(), ctx.now),
            ])
            .await?;
    }
    let written = cursor.written + (ctx.meter.totals().rows_written - before);
    let next = match last {
        Some(last) => Some((guild, Some(last))),
        None => guilds.into_iter().find(|other| *other > guild).map(|other| (other, None)),
    };
    let enough = written >= ENOUGH;
    let cursor = next.map(|(guild, after)| {
        json!({ "guild": guild, "after": after, "written": if enough { 0 } else { written } }).to_string()
    });
    Ok(Slice { rows: met.len() as i64, until_next_night: enough && cursor.is_some(), cursor })
}
