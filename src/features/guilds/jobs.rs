//! Looks at night which guilds the bot is in, for what no event told of: guilds that came, guilds that it left.

use serde_json::Value;

use super::{
    act,
    logic::{self, Known},
    model::Heard,
    sql, text,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{self, GuildId},
        lang::Lang,
    },
    discord::rest::{self, code},
    features::{data, settings},
    platform::db,
};

pub const JOBS: &[Job] = &[Job {
    name: "guilds.find",
    schedule: Schedule::Nightly { hour: 6 },
    needs: Needs::least(20, 12),
    run: |ctx| Box::pin(find(ctx)),
}];

/// Guilds of one page, which is one slice.
const PAGE: usize = 200;
/// Statements that one guild may take, and what the tick itself still writes.
const STATEMENTS: usize = 7;
/// Calls of one slice, with room for those that Discord asks to repeat.
const CALLS: u32 = 25;
/// Guilds of one page that are asked whether the bot has left them; the others the next night.
const ASKED: usize = 10;

async fn find(ctx: JobCtx) -> Result<Slice> {
    // Without a token nothing can be asked; the check-up says so.
    if ctx.config.token.is_none() {
        return Ok(Slice::default());
    }
    let after = ids::parse(&ctx.cursor);
    let page: Value = ctx.discord.read(rest::get_own_guilds(after)).await?;
    let ids = page.as_array().into_iter().flatten().filter_map(|guild| guild["id"].as_str().and_then(ids::parse));
    let inside: Vec<GuildId> = ids.collect();
    let last = inside.iter().max().copied().filter(|_| inside.len() >= PAGE);
    let spans = Value::from_iter(ids::spans(after, last).into_iter().map(|(low, high)| vec![low, high])).to_string();
    let rows = ctx.db.batch(vec![sql::list_greetings(&spans, ctx.now), settings::list_settled(&spans)]).await?;
    let greeted: Vec<Known> = db::all(&rows, 0)?;
    let settled: Vec<Known> = db::all(&rows, 1)?;
    let page = logic::compared(&inside, &greeted, &settled);
    let mut done = part(&ctx, &page.left).await?;
    if !page.back.is_empty() {
        let back = json(&page.back);
        ctx.db.batch(vec![settings::set_left(&back, None), data::cancel_removals(&back)]).await?;
        done += page.back.len() as i64;
    }
    for guild in settings::list_unset(&ctx.db, &ctx.config, &page.untold).await? {
        if !ctx.meter.has_room(STATEMENTS) || ctx.meter.totals().subrequests >= CALLS {
            // The same page again: who was greeted is passed over.
            return Ok(Slice { rows: done, cursor: Some(ctx.cursor), ..Slice::default() });
        }
        done += i64::from(greet(&ctx, guild).await?);
    }
    Ok(Slice { rows: done, cursor: last.map(|id| id.to_string()), ..Slice::default() })
}

/// Notes the guilds that the bot has left, once Discord has said so of each: a list may be short for other
/// reasons.
async fn part(ctx: &JobCtx, missing: &[GuildId]) -> Result<i64> {
    let mut left = Vec::new();
    for guild in missing.iter().take(ASKED) {
        let asked = ctx.discord.send(rest::get_guild(*guild)).await;
        let is_gone = |error: &rest::RestError| matches!(error.code(), code::UNKNOWN_GUILD | code::MISSING_ACCESS);
        if asked.is_err_and(|error| is_gone(&error)) {
            left.push(*guild);
        }
    }
    if !left.is_empty() {
        let guilds = json(&left);
        ctx.db
            .batch(vec![
                sql::delete_greetings(&guilds),
                settings::set_left(&guilds, Some(ctx.now)),
                data::plan_removals(&guilds, ctx.now),
            ])
            .await?;
    }
    Ok(left.len() as i64)
}

fn json(guilds: &[GuildId]) -> String {
    Value::from_iter(guilds.iter().map(ToString::to_string)).to_string()
}

/// False when there was nobody to greet: the bot was removed meanwhile, or Discord does not answer, and the
/// next night looks again.
async fn greet(ctx: &JobCtx, guild: GuildId) -> Result<bool> {
    let Ok(known) = ctx.discord.read::<Value>(rest::get_guild(guild)).await else { return Ok(false) };
    let text = |name: &str| known[name].as_str().unwrap_or_default();
    let said = text::first_steps(Lang::of_locale(text("preferred_locale")), text("name"));
    let channel = ids::parse(text("system_channel_id"));
    let heard = act::found(&ctx.means, guild, channel, said, ctx.now).await?;
    Ok(heard != Heard::Before)
}
