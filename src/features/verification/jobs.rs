//! What verification does by itself: alerts and threads as they should stand, waits that are over, the
//! newcomers' button kept in its channel.

use super::{
    alert,
    commands::prompt,
    logic,
    model::{Mode, Then, VerificationSettings},
    raid, sql, text,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{ChannelId, GuildId, MessageId, UserId},
        json::FromJson,
        lang::Lang,
        time::{DAY, MINUTE},
    },
    discord::rest::{self, code},
    features::{
        audit::{self, Origin},
        gate::{self, model::GateSettings},
        moderation::{
            self, Rule, Ruled,
            model::{Kind, Order, State},
        },
        pause, settings,
    },
    platform::db::{self, DbError, Rows},
};

pub const JOBS: &[Job] = &[
    raid::JOBS[0],
    raid::JOBS[1],
    Job {
        name: "verification.alerts",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::least(alert::STATEMENTS as u32 + 1, 12),
        run: |ctx| Box::pin(alerts(ctx)),
    },
    Job {
        name: "verification.waits",
        schedule: Schedule::WhenDue(sql::list_over),
        needs: Needs::least(32, 16),
        run: |ctx| Box::pin(waits(ctx)),
    },
    Job {
        name: "verification.prompt",
        schedule: Schedule::WhenDue(sql::list_prompt_looks),
        needs: Needs::least(12, 4),
        run: |ctx| Box::pin(asked_for(ctx)),
    },
    Job {
        name: "verification.prompts",
        schedule: Schedule::Hourly,
        needs: Needs::least(12, 4),
        run: |ctx| Box::pin(prompts(ctx)),
    },
    Job {
        name: "verification.retention",
        schedule: Schedule::Nightly { hour: 4 },
        needs: Needs::least(3, 0),
        run: |ctx| Box::pin(forget(ctx)),
    },
];

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    id: String,
}

async fn alerts(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let (mut trouble, mut shown) = (None, 0);
    for row in &rows {
        // One that is part of a raid may bring the card up to date as well.
        if !ctx.meter.has_room(alert::STATEMENTS + 1) {
            break;
        }
        if let Err(error) = alert::refresh(&ctx.means, row.guild, &row.id, ctx.now).await {
            let (due, error) = logic::passed_over(error, ctx.now);
            ctx.db.batch(vec![sql::set_due(row.guild, &row.id, due)]).await?;
            trouble = trouble.or(error);
        }
        shown += 1;
    }
    match trouble {
        Some(error) => Err(error),
        None => Ok(Slice { rows: shown, ..Slice::default() }),
    }
}

#[derive(FromJson)]
struct Over {
    guild: GuildId,
    id: String,
    user: UserId,
    user_name: String,
}

/// Who has waited too long is let in or removed, as the settings say; otherwise they wait on.
async fn waits(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Over> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut trouble = None;
    for row in &rows {
        if let Err(error) = wait_over(&ctx, row).await {
            let (limit, error) = logic::passed_over(error, ctx.now);
            ctx.db.batch(vec![sql::set_limit(row.guild, &row.id, limit)]).await?;
            trouble = trouble.or(error);
        }
    }
    match trouble {
        Some(error) => Err(error),
        None => Ok(Slice { rows: rows.len() as i64, ..Slice::default() }),
    }
}

async fn wait_over(ctx: &JobCtx, row: &Over) -> Result<()> {
    let (settings, _) = settings::read_of(&ctx.db, &ctx.config, row.guild, Vec::new()).await?;
    let own: VerificationSettings = settings.section();
    if pause::is_on(&settings, ctx.now) && own.then != Then::Nothing {
        // The brake: the alert stands, and nobody is let in or removed by itself.
        ctx.db.batch(vec![sql::set_limit(row.guild, &row.id, ctx.now.plus(10 * MINUTE))]).await?;
        return Ok(());
    }
    match own.then {
        Then::Nothing => ctx.db.batch(vec![sql::clear_limit(row.guild, &row.id)]).await.map(drop).map_err(Into::into),
        Then::Lift => lift(ctx, row, &GateSettings::of(&settings, &ctx.config)).await,
        Then::Kick => kick(ctx, row, settings.lang()).await,
    }
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

/// As a moderator's kick goes: with a case, told before. The verification is rejected with it, so that who
/// comes back may ask again.
async fn kick(ctx: &JobCtx, row: &Over, lang: Lang) -> Result<()> {
    let cause = format!("wait:{}", row.id);
    let order = Order {
        tell: true,
        ..Order::new(Kind::Kick, row.user, row.user_name.clone(), Origin::Automatic)
            .because(Some(text::waited_too_long(lang)))
    };
    let rule = Rule { name: "wait", guild: row.guild, cause: &cause, lang, now: ctx.now };
    match moderation::by_rule(&ctx.means, rule, &order, vec![sql::end_wait(row.guild, &row.id)]).await? {
        Ruled::Case(State::Done | State::Planned) => Ok(()),
        // The alert stays for a moderator.
        Ruled::Case(State::Failed) | Ruled::Refused | Ruled::Over => {
            ctx.db.batch(vec![sql::clear_limit(row.guild, &row.id)]).await?;
            alert::refresh(&ctx.means, row.guild, &row.id, ctx.now).await
        }
    }
}

#[derive(FromJson)]
struct Prompt {
    channel: ChannelId,
    message: MessageId,
    text: String,
}

#[derive(FromJson)]
struct Sent {
    id: MessageId,
}

#[derive(FromJson)]
struct Look {
    guild: GuildId,
}

/// The buttons of guilds whose settings have just changed.
async fn asked_for(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Look> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut trouble = None;
    for row in &rows {
        let statement = match keep_prompt(&ctx, row.guild).await {
            Ok(_) | Err(Error::Without(Missing::Guild)) => sql::delete_prompt_look(row.guild),
            Err(error) => {
                trouble = trouble.or(Some(error));
                sql::set_prompt_look(row.guild, ctx.now.plus(15 * MINUTE))
            }
        };
        ctx.db.batch(vec![statement]).await?;
    }
    match trouble {
        Some(error) => Err(error),
        None => Ok(Slice { rows: rows.len() as i64, ..Slice::default() }),
    }
}

/// One guild a slice; the cursor is the last one.
async fn prompts(ctx: JobCtx) -> Result<Slice> {
    let guilds = settings::list_guilds(&ctx.db, &ctx.config).await?;
    let mut left = guilds.into_iter().filter(|guild| ctx.cursor.is_empty() || guild.to_string() > ctx.cursor);
    let Some(guild) = left.next() else { return Ok(Slice::default()) };
    let cursor = left.next().map(|_| guild.to_string());
    let rows = i64::from(keep_prompt(&ctx, guild).await?);
    Ok(Slice { rows, cursor, until_next_night: false })
}

/// Puts the button up where it should stand and does not; whether it had to.
async fn keep_prompt(ctx: &JobCtx, guild: GuildId) -> Result<bool> {
    let (settings, rows) = settings::read_of(&ctx.db, &ctx.config, guild, vec![sql::find_prompt(guild)]).await?;
    let gate = GateSettings::of(&settings, &ctx.config);
    let own: VerificationSettings = settings.section();
    let Some(channel) = gate.channel.filter(|_| gate.is_ready() && own.mode != Mode::Off) else { return Ok(false) };
    let known: Option<Prompt> = db::first(&rows, 0)?;
    let words = text::prompt(settings.lang());
    if let Some(known) = known.filter(|known| known.channel == channel && known.text == words) {
        match ctx.discord.send(rest::get_message(channel, known.message)).await {
            Err(error) if error.code() == code::UNKNOWN_MESSAGE => {}
            _ => return Ok(false),
        }
    }
    if let Ok(sent) = ctx.discord.read::<Sent>(rest::create_message(channel, &prompt(settings.lang()))).await {
        ctx.db.batch(vec![sql::set_prompt(guild, channel, sent.id, words, ctx.now)]).await?;
    }
    Ok(true)
}

/// What was reported or answered is evidence, kept so long after the decision.
const KEPT: i64 = 90 * DAY;
/// Events of one run.
const FORGOTTEN: i64 = 200;

#[derive(FromJson)]
struct Forgotten {}

async fn forget(ctx: JobCtx) -> Result<Slice> {
    let statements = vec![sql::delete_rations(ctx.now), sql::forget_words(ctx.now.plus(-KEPT), FORGOTTEN)];
    let rows = ctx.db.batch(statements).await?;
    let forgotten: Vec<Forgotten> = db::all(&rows, 1)?;
    let count = forgotten.len() as i64;
    // There is more as long as a run is full.
    let cursor = (count == FORGOTTEN).then(|| "more".to_owned());
    Ok(Slice { rows: count, cursor, until_next_night: false })
}
