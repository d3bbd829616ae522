//! The alert and the thread of a verification as desired state: posted, edited, locked, opened.

use serde_json::json;

use super::{
    logic,
    model::{Event, Verification, VerificationSettings},
    raid, sql, text,
};
use crate::{
    app::{Ctx, Means, Settings},
    base::{
        error::Result,
        ids::{ChannelId, GuildId, MessageId, RoleId},
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    discord::{
        reply::Message,
        rest::{self, RestError, code},
    },
    features::{
        gate::{self, model::GateSettings},
        moderation, settings,
    },
    platform::db::{self, DbError, Rows, Stmt},
};

#[derive(FromJson)]
struct Sent {
    id: MessageId,
    #[serde(default)]
    embeds: Vec<Shown>,
}

#[derive(FromJson)]
struct Shown {
    #[serde(default)]
    fields: Vec<ShownField>,
}

#[derive(FromJson)]
struct ShownField {
    value: String,
}

/// Statements of [`refresh`] at most.
pub const STATEMENTS: usize = 17;

/// Brings a verification's alert and thread about as they should stand now.
///
/// # Errors
/// When the database does not serve.
pub async fn refresh(means: &Means, guild: GuildId, id: &str, now: Time) -> Result<()> {
    let rows = means.db.batch(vec![sql::find(guild, id)]).await?;
    let known: Option<Verification> = db::first(&rows, 0)?;
    let Some(known) = known else { return Ok(()) };
    if let Some(raid) = &known.raid {
        let card = raid::refresh(means, guild, raid, now, false).await?;
        if known.is_pending() {
            raid::fold(means, guild, raid, card).await?;
        }
        // Without a message of its own it is shown by the card alone.
        if known.is_pending() || known.message.is_none() {
            return finish(means, guild, &known, set_thread(means, &known).await, now).await;
        }
    }
    let (settings, rows) = settings::read_of(&means.db, &means.config, guild, facts(guild, &known)).await?;
    let message = message(settings.lang(), &known, &rows, admission(means, &settings, &known))?;
    let Some(channel) = settings::admin_channel(&settings, &means.config) else {
        // Without an admin channel there is nobody to tell; `/inbox` shows it all the same.
        return finish(means, guild, &known, Ok(()), now).await;
    };
    let own: VerificationSettings = settings.section();
    let told = tell(means, guild, &known, channel, &message, own.ping, now).await?;
    let thread = match told {
        Ok(()) => set_thread(means, &known).await,
        Err(error) => Err(error),
    };
    finish(means, guild, &known, thread, now).await
}

fn facts(guild: GuildId, known: &Verification) -> Vec<Stmt> {
    vec![
        sql::list_events(guild, &known.id),
        // What this alert itself brought about is no history yet.
        moderation::count_history(guild, known.user, Some(Time::from_millis(known.opened_at))),
        gate::find_restriction(guild, known.user),
    ]
}

/// The role that lets the person in, which the buttons carry for when the database does not serve.
fn admission(means: &Means, settings: &Settings, known: &Verification) -> Option<RoleId> {
    gate::admission(known.user, &GateSettings::of(settings, &means.config)).map(|wish| wish.role)
}

fn message(lang: Lang, known: &Verification, facts: &[Rows], admission: Option<RoleId>) -> Result<Message> {
    let events: Vec<Event> = db::all(facts, 0)?;
    let history = facts.get(1).map(|rows| moderation::history_line(lang, rows)).transpose()?.unwrap_or_default();
    let restriction: Option<gate::model::Restriction> = db::first(facts, 2)?;
    let failure = restriction.and_then(|known| known.failure);
    Ok(text::alert(lang, known, &events, &history, failure, admission))
}

/// The alert as one moderator sees it who asks for it, in their language.
///
/// # Errors
/// When the database does not serve.
pub async fn shown(ctx: &Ctx, known: &Verification) -> Result<Message> {
    let (settings, rows) = settings::read_of(&ctx.db, &ctx.config, ctx.guild, facts(ctx.guild, known)).await?;
    message(ctx.lang, known, &rows, admission(ctx, &settings, known))
}

async fn finish(
    means: &Means,
    guild: GuildId,
    known: &Verification,
    tried: std::result::Result<(), RestError>,
    now: Time,
) -> Result<()> {
    let (failure, due) = match &tried {
        Ok(()) => (None, None),
        Err(error) => (Some(word(error)), logic::next_try(known.attempts, now)),
    };
    means.db.batch(vec![sql::set_outcome(guild, &known.id, failure, due, known.raid.as_deref())]).await?;
    Ok(())
}

/// What a refusal to post or edit is called where it is kept.
pub const fn word(error: &RestError) -> &'static str {
    match error {
        RestError::Answer { status: 403, .. } => "not_allowed",
        RestError::Answer { status: 404, .. } => "channel_gone",
        RestError::Answer { .. } => "refused",
        RestError::RateLimited { .. } | RestError::Unreachable(_) => "unreachable",
    }
}

/// Edits the alert, or posts it where there is none, or none any more.
async fn tell(
    means: &Means,
    guild: GuildId,
    known: &Verification,
    channel: ChannelId,
    message: &Message,
    ping: Option<RoleId>,
    now: Time,
) -> Result<std::result::Result<(), RestError>> {
    if let (Some(channel), Some(id)) = (known.channel, known.message) {
        match means.discord.send(rest::edit_message(channel, id, message)).await {
            Err(error) if matches!(error.code(), code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL) => {}
            sent => return Ok(sent),
        }
    }
    let first = known.message.is_none() && known.is_pending();
    let pinged = match ping.filter(|_| first) {
        Some(role) if may_ping(means, guild, now).await? => Some(role),
        _ => None,
    };
    let content = pinged.map_or_else(|| message.content.clone(), |role| format!("<@&{role}>"));
    let posted = Message { content, pinged, ..message.clone() };
    // Two who post it at once post one, and who comes second brings their words in.
    let nonce = known.message.map_or_else(|| known.id.clone(), |message| message.to_string());
    let nonce: String = nonce.chars().take(25).collect();
    match means.discord.read::<Sent>(rest::create_message_raw(channel, posted.body_once(&nonce))).await {
        Ok(sent) => {
            means.db.batch(vec![sql::set_alert(guild, &known.id, channel, sent.id, known.message)]).await?;
            let theirs = sent.embeds.iter().flat_map(|embed| &embed.fields).map(|field| &field.value);
            let ours = message.embeds.iter().flat_map(|embed| &embed.fields).map(|field| &field.value);
            match theirs.eq(ours) {
                true => Ok(Ok(())),
                false => Ok(means.discord.send(rest::edit_message(channel, sent.id, message)).await),
            }
        }
        Err(error) => Ok(Err(error)),
    }
}

/// Whether the chosen role was not pinged in the last ten minutes.
async fn may_ping(means: &Means, guild: GuildId, now: Time) -> Result<bool> {
    match means.db.batch(vec![sql::take_ping(guild, now)]).await {
        Err(DbError::Violated(_)) => Ok(false),
        taken => Ok(taken.map(|_| true)?),
    }
}

/// Locks and archives the thread, or opens it again.
async fn set_thread(means: &Means, known: &Verification) -> std::result::Result<(), RestError> {
    let (Some(thread), Some(want)) = (known.thread, known.thread_want.as_deref()) else { return Ok(()) };
    let shut = want == "shut";
    let change = json!({ "archived": shut, "locked": shut });
    match means.discord.send(rest::modify_channel(thread, change).because("Guildhall: verification")).await {
        // Somebody has deleted it; nothing is left to lock. An archived one takes no second archiving.
        Err(error) if matches!(error.code(), code::UNKNOWN_CHANNEL | code::THREAD_ARCHIVED) => Ok(()),
        sent => sent,
    }
}
