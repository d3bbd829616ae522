//! What verification does by itself: alerts and threads as they should stand, waits that are over, the
//! newcomers' button kept in its channel.

use serde::Deserialize;

use super::{
    alert,
    commands::prompt,
    model::{Mode, Then, VerificationSettings},
    raid, sql, text,
};
use crate::{
    app::{Job, JobCtx, Schedule, Slice},
    base::{
        error::Result,
        ids::{ChannelId, GuildId, MessageId, UserId},
        time::MINUTE,
    },
    discord::rest::{self, code},
    features::{
        audit::{self, Origin},
        gate::{self, model::GateSettings},
        moderation::{
            self,
            model::{Kind, Order},
        },
        pause, settings,
    },
    platform::db::{DbError, Rows},
};

pub const JOBS: &[Job] = &[
    raid::JOBS[0],
    raid::JOBS[1],
    Job { name: "verification.alerts", schedule: Schedule::WhenDue(sql::list_due), run: |ctx| Box::pin(alerts(ctx)) },
    Job { name: "verification.waits", schedule: Schedule::WhenDue(sql::list_over), run: |ctx| Box::pin(waits(ctx)) },
    Job { name: "verification.prompts", schedule: Schedule::Hourly, run: |ctx| Box::pin(prompts(ctx)) },
    Job { name: "verification.retention", schedule: Schedule::Nightly { hour: 4 }, run: |ctx| Box::pin(forget(ctx)) },
];

#[derive(Deserialize)]
struct Row {
    guild: GuildId,
    id: String,
}

async fn alerts(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut shown = 0;
    for row in &rows {
        // One that is part of a raid may bring the card up to date as well.
        if !ctx.meter.has_room(alert::STATEMENTS) {
            break;
        }
        alert::refresh(&ctx.means, row.guild, &row.id, ctx.now).await?;
        shown += 1;
    }
    Ok(Slice { rows: shown, ..Slice::default() })
}

#[derive(Deserialize)]
struct Over {
    guild: GuildId,
    id: String,
    user: UserId,
    user_name: String,
}

/// Who has waited too long is let in or removed, as the settings say; otherwise they wait on.
async fn waits(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Over> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    for row in &rows {
        let (settings, _) = settings::read_of(&ctx.db, &ctx.config, row.guild, Vec::new()).await?;
        let own: VerificationSettings = settings.section();
        if pause::is_on(&settings, ctx.now) && own.then != Then::Nothing {
            // The brake: the alert stands, and nobody is let in or removed by itself.
            ctx.db.batch(vec![sql::set_limit(row.guild, &row.id, ctx.now.plus(10 * MINUTE))]).await?;
            continue;
        }
        match own.then {
            Then::Nothing => drop(ctx.db.batch(vec![sql::clear_limit(row.guild, &row.id)]).await?),
            Then::Lift => lift(&ctx, row, &GateSettings::of(&settings, &ctx.config)).await?,
            Then::Kick => kick(&ctx, row).await?,
        }
    }
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}

fn entry<'a>(row: &Over, action: &'a str) -> audit::Entry<'a> {
    audit::Entry {
        action,
        origin: Origin::Automatic,
        subject: Some(row.user.to_string()),
        before: None,
        after: Some(row.id.clone()),
    }
}

async fn lift(ctx: &JobCtx, row: &Over, gate: &GateSettings) -> Result<()> {
    let cause = format!("wait:{}", row.id);
    let order = Order::new(Kind::Lift, row.user, row.user_name.clone(), Origin::Automatic);
    let mut statements = vec![
        audit::record_as(row.guild, ctx.now, &cause, row.user, entry(row, "verification.verify")),
        sql::set_verified(row.guild, &row.id, None, &cause, false, ctx.now),
    ];
    statements.extend(gate::lift(row.guild, row.user, gate, &cause, ctx.now));
    statements.extend(moderation::record(row.guild, ctx.now, &cause, None, Some("wait"), &order));
    match ctx.db.batch(statements).await {
        // A moderator was quicker.
        Err(DbError::Violated(_)) => return Ok(()),
        written => drop(written?),
    }
    gate::bring_about(&ctx.means, row.guild, row.user, ctx.now).await?;
    alert::refresh(&ctx.means, row.guild, &row.id, ctx.now).await
}

async fn kick(ctx: &JobCtx, row: &Over) -> Result<()> {
    let cause = format!("wait:{}", row.id);
    let sent =
        ctx.discord.send(rest::kick(row.guild, row.user).because("Guildhall: waited too long for verification")).await;
    let done = match sent {
        Ok(()) => true,
        Err(error) if error.code() == code::UNKNOWN_MEMBER => false,
        Err(error) if error.is_passing() => return Err(error.into()),
        // It is not allowed; the alert stays for a moderator.
        Err(_) => false,
    };
    let mut statements = vec![sql::clear_limit(row.guild, &row.id)];
    if done {
        let order = Order::new(Kind::Kick, row.user, row.user_name.clone(), Origin::Automatic);
        statements.push(audit::record_as(row.guild, ctx.now, &cause, row.user, entry(row, "verification.kick")));
        statements.extend(moderation::record(row.guild, ctx.now, &cause, None, Some("wait"), &order));
    }
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(_)) => {}
        written => drop(written?),
    }
    Ok(())
}

#[derive(Deserialize)]
struct Prompt {
    channel: ChannelId,
    message: MessageId,
    text: String,
}

#[derive(Deserialize)]
struct Sent {
    id: MessageId,
}

/// One guild a slice; the cursor is the last one.
async fn prompts(ctx: JobCtx) -> Result<Slice> {
    let guilds = settings::list_guilds(&ctx.db, &ctx.config).await?;
    let mut left = guilds.into_iter().filter(|guild| ctx.cursor.is_empty() || guild.to_string() > ctx.cursor);
    let Some(guild) = left.next() else { return Ok(Slice::default()) };
    let cursor = left.next().map(|_| guild.to_string());
    let done = Slice { rows: 0, cursor, until_next_night: false };
    let (settings, rows) = settings::read_of(&ctx.db, &ctx.config, guild, vec![sql::find_prompt(guild)]).await?;
    let gate = GateSettings::of(&settings, &ctx.config);
    let own: VerificationSettings = settings.section();
    let Some(channel) = gate.channel.filter(|_| gate.is_ready() && own.mode != Mode::Off) else { return Ok(done) };
    let known: Option<Prompt> = rows.first().map(Rows::first).transpose()?.flatten();
    let words = text::prompt(settings.lang());
    if let Some(known) = known.filter(|known| known.channel == channel && known.text == words) {
        match ctx.discord.send(rest::get_message(channel, known.message)).await {
            Err(error) if error.code() == code::UNKNOWN_MESSAGE => {}
            _ => return Ok(done),
        }
    }
    if let Ok(sent) = ctx.discord.read::<Sent>(rest::create_message(channel, &prompt(settings.lang()))).await {
        ctx.db.batch(vec![sql::set_prompt(guild, channel, sent.id, words, ctx.now)]).await?;
    }
    Ok(Slice { rows: 1, ..done })
}

async fn forget(ctx: JobCtx) -> Result<Slice> {
    ctx.db.batch(vec![sql::delete_rations(ctx.now)]).await?;
    Ok(Slice::default())
}
