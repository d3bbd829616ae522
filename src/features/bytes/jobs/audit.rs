//! Checks that every balance is the sum of its ledger. A difference is told, never mended.

use serde::Serialize;

use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{GuildId, UserId},
        json::{self, FromJson},
        time::DAY,
    },
    discord::{reply::Message, rest},
    features::{
        bytes::{sql, text},
        settings::{self, model::General},
    },
};

/// Accounts a slice.
const ACCOUNTS: i64 = 500;
/// What the nightly audit looks at was changed within the last two days, so that a late night
/// misses nothing.
const WINDOW: i64 = 2 * DAY;
/// The sum is remembered up to this long ago; older entries are refused from then on.
const CLOSED: i64 = 2 * DAY;
/// How old a remembered sum may be: between the rows it saves from reading and the row it costs.
const STALE: i64 = 14 * DAY;
/// Differences that are named in one message.
const NAMED: usize = 10;

pub const NIGHTLY: Job = Job {
    name: "bytes.nightly_audit",
    schedule: Schedule::Nightly { hour: 3 },
    needs: Needs::most(22, 10),
    run: |ctx| Box::pin(nightly(ctx)),
};

pub const FULL: Job = Job {
    name: "bytes.full_audit",
    schedule: Schedule::WhenDue(sql::list_due_audits),
    needs: Needs::most(6, 2),
    run: |ctx| Box::pin(full(ctx)),
};

/// An account beside what its ledger says.
#[derive(Clone, FromJson)]
pub struct Checked {
    guild: GuildId,
    user: UserId,
    balance: i64,
    expected: i64,
}

#[derive(Default, FromJson, Serialize)]
struct Cursor {
    guild: String,
    user: String,
}

async fn nightly(ctx: JobCtx) -> Result<Slice> {
    let cursor: Cursor = json::parse(&ctx.cursor).unwrap_or_default();
    let since = ctx.now.plus(-WINDOW);
    let rows = ctx.db.batch(vec![sql::list_changed(&cursor.guild, &cursor.user, since, ACCOUNTS)]).await?;
    let accounts: Vec<Checked> = rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let Some(last) = accounts.last() else {
        return Ok(Slice::default());
    };
    let next = Cursor { guild: last.guild.to_string(), user: last.user.to_string() };
    let (stale, upto) = (ctx.now.plus(-STALE), ctx.now.plus(-CLOSED));
    let range = sql::set_audited((&cursor.guild, &cursor.user), (&next.guild, &next.user), since, stale, upto);
    ctx.db.batch(vec![range]).await?;

    let wrong: Vec<Checked> = accounts.iter().filter(|account| account.balance != account.expected).cloned().collect();
    let mut guilds: Vec<GuildId> = wrong.iter().map(|account| account.guild).collect();
    guilds.dedup();
    for guild in guilds.into_iter().take(NAMED) {
        let of_guild: Vec<&Checked> = wrong.iter().filter(|account| account.guild == guild).collect();
        tell(&ctx, guild, &of_guild).await?;
    }
    let complete = (accounts.len() as i64) < ACCOUNTS;
    let cursor = (!complete).then(|| serde_json::to_string(&next).unwrap_or_default());
    Ok(Slice { rows: accounts.len() as i64, cursor, until_next_night: false })
}

#[derive(FromJson)]
struct AuditRow {
    guild: GuildId,
    cursor: String,
    checked: i64,
    wrong: i64,
}

async fn full(ctx: JobCtx) -> Result<Slice> {
    let Some(row) = ctx.due.as_ref().map(|due| due.first::<AuditRow>()).transpose()?.flatten() else {
        return Ok(Slice::default());
    };
    let rows = ctx.db.batch(vec![sql::list_whole(row.guild, &row.cursor, ACCOUNTS)]).await?;
    let accounts: Vec<Checked> = rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let wrong: Vec<&Checked> = accounts.iter().filter(|account| account.balance != account.expected).collect();
    let complete = (accounts.len() as i64) < ACCOUNTS;
    let cursor = accounts.last().map_or(row.cursor.clone(), |account| account.user.to_string());
    let (finished, due) = if complete { (Some(ctx.now), None) } else { (None, Some(ctx.now)) };
    let (checked, differ) = (accounts.len() as i64, wrong.len() as i64);
    ctx.db
        .batch(vec![sql::set_audit_progress(row.guild, &row.cursor, &cursor, checked, differ, finished, due)])
        .await?;
    if !wrong.is_empty() {
        tell(&ctx, row.guild, &wrong).await?;
    }
    if complete {
        let (all, differ) = (row.checked + checked, row.wrong + differ);
        say(&ctx, row.guild, |lang| text::audit_finished(lang, all, differ)).await?;
    }
    Ok(Slice { rows: checked, ..Slice::default() })
}

async fn tell(ctx: &JobCtx, guild: GuildId, wrong: &[&Checked]) -> Result<()> {
    let named: Vec<(UserId, i64, i64)> = wrong.iter().take(NAMED).map(|a| (a.user, a.balance, a.expected)).collect();
    say(ctx, guild, |lang| text::audit_differs(lang, &named, wrong.len())).await
}

/// Into the admin channel, when there is one; a guild that is not served hears nothing.
async fn say(ctx: &JobCtx, guild: GuildId, sentence: impl Fn(crate::base::lang::Lang) -> String) -> Result<()> {
    let settings = match settings::read_of(&ctx.db, &ctx.config, guild, Vec::new()).await {
        Ok((settings, _)) => settings,
        Err(Error::Without(Missing::Guild)) => return Ok(()),
        Err(other) => return Err(other),
    };
    let Some(channel) = settings.section::<General>().admin_channel else {
        return Ok(());
    };
    let message = Message::text(sentence(settings.lang()));
    // The result also stands in `/bytes-admin audit`, so a channel that is gone loses nothing.
    let _ = ctx.discord.send(rest::create_message(channel, &message)).await;
    Ok(())
}
