//! Reads bans, kicks and timeouts of Discord's own client from the audit log into cases.

use crate::{
    app::{JobCtx, MemberAct, Slice},
    base::{
        error::Result,
        ids::{DISCORD_EPOCH, GuildId, UserId},
        json::FromJson,
        list,
        time::{HOUR, MINUTE, Time},
    },
    discord::rest::{self, code},
    features::{
        moderation::{
            act,
            logic::{self, Native},
            sql,
        },
        settings,
    },
    platform::db::{self, DbError},
};

/// Statements that are left for what the tick itself writes.
const KEPT: usize = 3;
/// Guilds of one run.
const GUILDS: usize = 3;
/// Statements that following an act up costs at most: the alert of a verification.
const FOLLOW_UP: usize = 10;
/// Entries asked for at once; Discord gives up to 100.
const ENTRIES: u8 = 50;

#[derive(FromJson)]
struct Reading {
    guild: GuildId,
    entry: String,
    more: i64,
    failed_at: Option<i64>,
}

#[derive(FromJson)]
struct Log {
    #[serde(default)]
    audit_log_entries: Vec<logic::Entry>,
}

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
}

pub async fn run(ctx: JobCtx) -> Result<Slice> {
    let guilds = settings::list_guilds(&ctx.db, &ctx.config).await?;
    let ids: Vec<String> = guilds.iter().map(ToString::to_string).collect();
    let rows = ctx.db.batch(vec![sql::list_readings(&serde_json::json!(ids).to_string())]).await?;
    let readings: Vec<Reading> = db::all(&rows, 0)?;
    let minute = ctx.now.millis().div_euclid(MINUTE);
    let of = |guild: &GuildId| readings.iter().find(|reading| reading.guild == *guild);
    let has_more: Vec<bool> = guilds.iter().map(|guild| of(guild).is_some_and(|reading| reading.more == 1)).collect();
    let due: Vec<GuildId> =
        logic::turn(minute, &has_more, GUILDS).into_iter().filter_map(|place| guilds.get(place).copied()).collect();
    let mut bot = None;
    let mut found = 0;
    for guild in due {
        let Some(reading) = of(&guild) else {
            // What happened before Guildhall came is not its business.
            ctx.db.batch(vec![sql::set_reading(guild, None, &snowflake(ctx.now), false)]).await?;
            found += 1;
            continue;
        };
        let own = match bot {
            Some(own) => own,
            None => match ctx.discord.read::<OwnUser>(rest::get_own_user()).await {
                Ok(own) => *bot.insert(own.id),
                Err(_) => break,
            },
        };
        found += guild_read(&ctx, guild, reading, own).await?;
    }
    Ok(Slice { rows: found, ..Slice::default() })
}

/// The smallest id that Discord could make at a moment.
fn snowflake(at: Time) -> String {
    (((at.millis() - DISCORD_EPOCH).max(0) as u64) << 22).to_string()
}

async fn guild_read(ctx: &JobCtx, guild: GuildId, reading: &Reading, bot: UserId) -> Result<i64> {
    let after = reading.entry.parse().unwrap_or(0);
    let log: Log = match ctx.discord.read(rest::get_audit_log(guild, after, ENTRIES)).await {
        Ok(log) => log,
        Err(error) => {
            let lasting =
                matches!(error.code(), code::MISSING_PERMISSIONS | code::MISSING_ACCESS | code::UNKNOWN_GUILD);
            let told = reading.failed_at.is_some_and(|at| ctx.now.millis() - at < HOUR);
            if lasting && !told {
                ctx.db.batch(vec![sql::set_reading_failed(guild, &error.to_string(), ctx.now)]).await?;
            }
            return Ok(0);
        }
    };
    let mut entries = log.audit_log_entries;
    // With `after` Discord gives the oldest first; ids decide all the same.
    list::sort_by(&mut entries, |a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
    // What was read is written down with one statement more.
    let (natives, read) = logic::slice(&entries, bot, ctx.meter.room().saturating_sub(1 + KEPT));
    let more = read < entries.len() || entries.len() >= usize::from(ENTRIES);
    let Some(last) = read.checked_sub(1).and_then(|last| entries.get(last)) else { return Ok(0) };
    // Entries that tell of no case are read again rather than written down, while they are few.
    if natives.is_empty() && !more {
        return Ok(0);
    }
    let mut statements = vec![sql::set_reading(guild, Some(&reading.entry), &last.id, more)];
    let mut acts = Vec::new();
    for native in &natives {
        let Native { at, cause, moderator, order } = native;
        statements.extend(act::record(guild, *at, cause, *moderator, None, order));
        acts.extend(member_act(guild, native));
    }
    statements.extend(acts.iter().flat_map(|act| act::followers(&ctx.means, act)));
    match ctx.db.batch(statements).await {
        // Another tick has read the same entries.
        Err(DbError::Violated(_)) => return Ok(0),
        written => drop(written?),
    }
    for act in acts {
        // What finds no room is brought about by the jobs of those who follow.
        if ctx.meter.has_room(FOLLOW_UP + KEPT) {
            act::then(&ctx.means, act).await?;
        }
    }
    Ok(natives.len() as i64)
}

fn member_act(guild: GuildId, native: &Native) -> Option<MemberAct> {
    Some(MemberAct {
        guild,
        user: native.order.target,
        deed: native.order.kind.deed()?,
        actor: native.moderator,
        // The number is given by the database; followers tell of the act by its cause.
        case: 0,
        cause: native.cause.clone(),
        now: native.at,
    })
}
