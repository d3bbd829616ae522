//! `/purge`, `/slowmode`, `/lock` and `/unlock`.

use serde::Deserialize;
use serde_json::json;
use twilight_model::guild::Permissions;

use super::{
    logic::{self, Listed, Wanted},
    sql, text,
};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape, Work},
    base::{
        error::{Error, Result},
        ids::{ChannelId, MessageId, UserId},
        words,
    },
    discord::{
        command::{Opt, Text},
        permission,
        reply::{Message, Reply},
        rest::{self, RestError, code},
    },
    features::{
        audit::{self, Origin},
        settings,
    },
    platform::db::{DbError, Rows, Stmt, Violated},
};

/// Pages of messages that a search goes through at most, 100 each.
const PAGES: usize = 3;

const fn command(
    name: &'static str,
    about: Text,
    act: Permissions,
    options: &'static [Opt],
    run: fn(Ctx) -> Work<Done>,
) -> Command {
    Command {
        name,
        about,
        audience: Audience::Moderators(act),
        shape: Shape::One(Action { options, answer: Answer::Slow, budget: Budget::new(12, 7, 8), run, complete: None }),
    }
}

const CHANNEL: Opt = Opt::channel("channel", text::channel);

pub const COMMANDS: &[Command] = &[
    command(
        "purge",
        text::purge,
        Permissions::MANAGE_MESSAGES,
        &[
            Opt::integer("count", text::purge_count, 1, 100).required(),
            Opt::user("user", text::purge_user),
            Opt::text("contains", text::purge_contains, 100),
        ],
        |ctx| Box::pin(purge(ctx)),
    ),
    command(
        "slowmode",
        text::slowmode,
        Permissions::MANAGE_CHANNELS,
        &[Opt::integer("seconds", text::slowmode_seconds, 0, 21_600).required(), CHANNEL],
        |ctx| Box::pin(slowmode(ctx)),
    ),
    command(
        "lock",
        text::lock,
        Permissions::MANAGE_CHANNELS,
        &[CHANNEL, Opt::text("reason", text::lock_reason, 300)],
        |ctx| Box::pin(lock(ctx)),
    ),
    command("unlock", text::unlock, Permissions::MANAGE_CHANNELS, &[CHANNEL], |ctx| Box::pin(unlock(ctx))),
];

fn said(sentence: impl Into<String>) -> Result<Done> {
    Ok(Reply::Ephemeral(Message::text(sentence)).into())
}

fn target(ctx: &Ctx) -> Result<ChannelId> {
    ctx.args.channel("channel").or(ctx.channel).ok_or_else(|| Error::Internal("no channel".to_owned()))
}

fn refused(ctx: &Ctx, error: RestError, lacks: fn(crate::base::lang::Lang) -> &'static str) -> Error {
    match error.code() {
        code::MISSING_PERMISSIONS | code::MISSING_ACCESS => Error::Refused(lacks(ctx.lang).to_owned()),
        _ if error.is_passing() => Error::Refused(text::silent(ctx.lang).to_owned()),
        _ => error.into(),
    }
}

fn recorded(ctx: &Ctx, action: &str, channel: ChannelId, after: Option<String>) -> Stmt {
    let entry =
        audit::Entry { action, origin: Origin::Command, subject: Some(format!("#{channel}")), before: None, after };
    audit::record(ctx, entry)
}

/// Writes an act's audit row before it happens; false when the same event was here before.
async fn first_time(ctx: &Ctx, statements: Vec<Stmt>) -> Result<bool> {
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::Unique(columns))) if columns.contains("audit_log") => Ok(false),
        written => written.map(|_| true).map_err(Error::from),
    }
}

#[derive(Deserialize)]
struct OwnUser {
    id: UserId,
}

async fn purge(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MANAGE_MESSAGES)?;
    let channel = ctx.channel.ok_or_else(|| Error::Internal("no channel".to_owned()))?;
    let wanted = Wanted {
        count: ctx.args.integer("count").unwrap_or(1).clamp(1, 100) as usize,
        user: ctx.args.user("user").map(|target| target.id),
        contains: ctx.args.text("contains").map(str::to_lowercase),
    };
    let lacks = |error| refused(&ctx, error, text::no_manage_messages);
    let own: OwnUser = ctx.discord.read(rest::get_own_user()).await.map_err(lacks)?;
    // Only what stood there when the command was given: a second delivery finds nothing new.
    let mut before: Option<MessageId> = Some(ctx.cause.cast());
    let mut all: Vec<Listed> = Vec::new();
    let searches = wanted.user.is_some() || wanted.contains.is_some();
    for _ in 0..if searches { PAGES } else { 1 } {
        let page: Vec<Listed> = ctx.discord.read(rest::get_messages(channel, before, 100)).await.map_err(lacks)?;
        before = page.last().map(|message| message.id);
        let more = page.len() == 100;
        all.extend(page);
        if !more || logic::find(&all, &wanted, own.id, ctx.now).ids.len() == wanted.count {
            break;
        }
    }
    let found = logic::find(&all, &wanted, own.id, ctx.now);
    if found.ids.is_empty() {
        let why = match (found.blind, found.too_old) {
            (true, _) => text::blind(ctx.lang).to_owned(),
            (false, 0) => text::nothing_fits(ctx.lang).to_owned(),
            (false, count) => text::older(ctx.lang, count),
        };
        return Err(Error::Refused(why));
    }
    let row = recorded(&ctx, "channels.purge", channel, Some(found.ids.len().to_string()));
    if !first_time(&ctx, vec![row]).await? {
        return said(text::already_done(ctx.lang));
    }
    let call = match found.ids.as_slice() {
        [one] => rest::delete_message(channel, *one),
        many => rest::bulk_delete(channel, many),
    };
    let reason = format!("/purge by {}", ctx.actor.name);
    ctx.discord.send(call.because(words::shortened(&reason, 100))).await.map_err(lacks)?;
    said(text::purged(ctx.lang, found.ids.len(), found.too_old))
}

async fn slowmode(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MANAGE_CHANNELS)?;
    let channel = target(&ctx)?;
    let seconds = ctx.args.integer("seconds").unwrap_or(0);
    let call = rest::modify_channel(channel, json!({ "rate_limit_per_user": seconds }));
    let reason = format!("/slowmode by {}", ctx.actor.name);
    let sent = ctx.discord.send(call.because(words::shortened(&reason, 100))).await;
    sent.map_err(|error| refused(&ctx, error, text::no_manage_channels))?;
    first_time(&ctx, vec![recorded(&ctx, "channels.slowmode", channel, Some(seconds.to_string()))]).await?;
    said(text::slowed(ctx.lang, channel, seconds))
}

#[derive(Deserialize)]
struct Channel {
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
}

#[derive(Deserialize)]
struct Overwrite {
    id: String,
    allow: Option<String>,
    deny: Option<String>,
}

/// What @everyone is allowed and denied in a channel by its own overwrite.
async fn everyone(ctx: &Ctx, channel: ChannelId) -> Result<(Permissions, Permissions)> {
    let known: Channel = ctx
        .discord
        .read(rest::get_channel(channel))
        .await
        .map_err(|error| refused(ctx, error, text::no_manage_channels))?;
    let guild = ctx.guild.to_string();
    let own = known.permission_overwrites.iter().find(|overwrite| overwrite.id == guild);
    let bits = |text: Option<&str>| permission::parse(text);
    Ok((
        bits(own.and_then(|overwrite| overwrite.allow.as_deref())),
        bits(own.and_then(|overwrite| overwrite.deny.as_deref())),
    ))
}

async fn set(
    ctx: &Ctx,
    channel: ChannelId,
    allow: Permissions,
    deny: Permissions,
    what: &str,
) -> Result<(), RestError> {
    let id = ctx.guild.get();
    let call = match allow.is_empty() && deny.is_empty() {
        true => rest::delete_overwrite(channel, id),
        false => rest::set_overwrite(channel, id, 0, allow.bits(), deny.bits()),
    };
    let reason = format!("/{what} by {}", ctx.actor.name);
    ctx.discord.send(call.because(words::shortened(&reason, 100))).await
}

#[derive(Deserialize)]
struct Lock {
    allowed: i64,
    denied: i64,
}

async fn lock(ctx: Ctx) -> Result<Done> {
    let channel = target(&ctx)?;
    let (settings, rows) = settings::read(&ctx, vec![sql::find_lock(ctx.guild, channel)]).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MANAGE_CHANNELS)?;
    if rows.first().is_some_and(|rows| !rows.is_empty()) {
        return Err(Error::Refused(text::locked_already(ctx.lang).to_owned()));
    }
    let (allow, deny) = everyone(&ctx, channel).await?;
    let statements = vec![
        sql::insert_lock(ctx.guild, channel, logic::had(allow, deny), ctx.actor.id, ctx.now),
        recorded(&ctx, "channels.lock", channel, ctx.args.text("reason").map(words::plain)),
    ];
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(_)) => return Err(Error::Refused(text::locked_already(ctx.lang).to_owned())),
        written => drop(written?),
    }
    if let Some(reason) = ctx.args.text("reason").map(words::plain).filter(|reason| !reason.is_empty()) {
        // Before the door is shut, for the bot may be shut out with everybody. That it cannot be said
        // holds up nothing.
        let message = Message::text(text::locked_here(settings.lang(), &reason));
        ctx.discord.send(rest::create_message(channel, &message)).await.ok();
    }
    let (allow, deny) = logic::locked(allow, deny);
    if let Err(error) = set(&ctx, channel, allow, deny, "lock").await {
        ctx.db.batch(vec![sql::delete_lock(ctx.guild, channel)]).await?;
        return Err(refused(&ctx, error, text::no_manage_roles));
    }
    said(text::locked(ctx.lang, channel))
}

async fn unlock(ctx: Ctx) -> Result<Done> {
    let channel = target(&ctx)?;
    let (settings, rows) = settings::read(&ctx, vec![sql::find_lock(ctx.guild, channel)]).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MANAGE_CHANNELS)?;
    let lock: Option<Lock> = rows.first().map(Rows::first).transpose()?.flatten();
    let lock = lock.ok_or_else(|| Error::Refused(text::not_locked(ctx.lang).to_owned()))?;
    let (allow, deny) = everyone(&ctx, channel).await?;
    let (allow, deny) = logic::unlocked(allow, deny, (lock.allowed == 1, lock.denied == 1));
    match set(&ctx, channel, allow, deny, "unlock").await {
        // Somebody has taken the overwrite away by hand, which opens it as well.
        Err(error) if error.code() == code::UNKNOWN_OVERWRITE => {}
        sent => sent.map_err(|error| refused(&ctx, error, text::no_manage_roles))?,
    }
    let statements = vec![recorded(&ctx, "channels.unlock", channel, None), sql::delete_lock(ctx.guild, channel)];
    first_time(&ctx, statements).await?;
    said(text::unlocked(ctx.lang, channel))
}
