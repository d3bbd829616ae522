//! Tells new acts in the log channels, at most once a minute.

use super::{
    logic::{self, LINES, Told},
    model::Logs,
    sql, text,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{ChannelId, GuildId},
        json::{self, FromJson},
        time::{HOUR, MINUTE, Time},
    },
    discord::{reply::Message, rest},
    features::{
        audit::{self, model::Act},
        posts::{self, Outcome, Post},
        settings::{self, model::General},
    },
    platform::db::{self, DbError},
};

pub const JOBS: &[Job] = &[Job {
    name: "logs.tell",
    schedule: Schedule::WhenDue(sql::list_behind),
    needs: Needs::least(22, 9),
    run: |ctx| Box::pin(tell(ctx)),
}];

/// Acts of a guild that are told in one run, in as many messages as they need.
const ACTS: usize = 3 * LINES;
/// A guild whose channel cannot be written in is tried again so seldom.
const RARELY: i64 = HOUR;
/// Statements that a guild may take: reading two, the cursor, a post and its outcome for each of eight
/// messages, that it failed; and what the tick itself still writes.
const STATEMENTS: usize = 22;

#[derive(FromJson)]
struct Behind {
    guild: GuildId,
    since: i64,
    seen: String,
    failed_at: Option<i64>,
}

async fn tell(ctx: JobCtx) -> Result<Slice> {
    let guilds: Vec<Behind> = ctx.due.as_ref().map(|due| due.all()).transpose()?.unwrap_or_default();
    let mut told = 0;
    for behind in &guilds {
        if ctx.meter.has_room(STATEMENTS) {
            told += guild_told(&ctx, behind).await?;
        }
    }
    Ok(Slice { rows: told, ..Slice::default() })
}

async fn guild_told(ctx: &JobCtx, behind: &Behind) -> Result<i64> {
    let guild = behind.guild;
    let told = Told { since: Time::from_millis(behind.since), seen: json::parse(&behind.seen).unwrap_or_default() };
    let list = audit::list_since(guild, told.since, &behind.seen, ACTS as i64);
    let (settings, rows) = match settings::read_of(&ctx.db, &ctx.config, guild, vec![list]).await {
        Err(Error::Without(Missing::Guild)) => {
            ctx.db.batch(vec![sql::delete_cursor(guild)]).await?;
            return Ok(0);
        }
        read => read?,
    };
    let logs: Logs = settings.section();
    let acts: Vec<Act> = db::all(&rows, 0)?;
    let lang = settings.lang();
    let mut messages: Vec<Post> = Vec::new();
    for (channel, acts) in logic::by_channel(&logs, &acts) {
        for part in acts.chunks(LINES) {
            let id = part.first().map(|act| format!("log:{}:{channel}", logic::key(act))).unwrap_or_default();
            messages.push(Post { guild, id, channel, message: Message::embed(text::acts(lang, part)) });
        }
    }
    let after = logic::told_after(&told, &acts, acts.len() < ACTS, ctx.now);
    let cursor = sql::set_told(guild, &told, &after, ctx.now.plus(MINUTE));
    let plans = messages.iter().map(|post| posts::plan(post, ctx.now));
    match ctx.db.batch(std::iter::once(cursor).chain(plans).collect()).await {
        // Another tick has told them.
        Err(DbError::Violated(_)) => return Ok(0),
        written => drop(written?),
    }
    let mut failed = None;
    for post in &messages {
        if let Outcome::Failed(_) = posts::send(&ctx.means, post, ctx.now).await? {
            failed = Some(post.channel);
        }
    }
    settle(ctx, behind, failed, settings.section::<General>().admin_channel, lang).await?;
    Ok(acts.len() as i64)
}

/// A channel that cannot be written in is told to the admins once, and tried rarely.
async fn settle(
    ctx: &JobCtx,
    behind: &Behind,
    failed: Option<ChannelId>,
    admins: Option<ChannelId>,
    lang: crate::base::lang::Lang,
) -> Result<()> {
    match (failed, behind.failed_at) {
        (None, None) => {}
        (None, Some(_)) => drop(ctx.db.batch(vec![sql::set_failed(behind.guild, None, ctx.now.plus(MINUTE))]).await?),
        (Some(channel), known) => {
            let since = known.map_or(ctx.now, Time::from_millis);
            ctx.db.batch(vec![sql::set_failed(behind.guild, Some(since), ctx.now.plus(RARELY))]).await?;
            if let Some(admins) = admins.filter(|admins| known.is_none() && *admins != channel) {
                let message = Message::text(text::cannot_tell(lang, channel));
                // The check-up names the same trouble, whether this arrives or not.
                ctx.discord.send(rest::create_message(admins, &message)).await.ok();
            }
        }
    }
    Ok(())
}
