//! `/purge`, `/slowmode`, `/lock` and `/unlock`.

mod lock;
mod purge;
mod slowmode;

use twilight_model::guild::Permissions;

use super::text;
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Settings, Shape, Work},
    base::{
        error::{Error, Result},
        ids::ChannelId,
        lang::Lang,
    },
    discord::{
        command::{Opt, Text},
        permission,
        reply::{Message, Reply},
        rest::{RestError, code},
    },
    features::{
        audit::{self, Origin},
        settings,
    },
    platform::db::{DbError, Stmt, Violated},
};

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
        |ctx| Box::pin(purge::purge(ctx)),
    ),
    command(
        "slowmode",
        text::slowmode,
        Permissions::MANAGE_CHANNELS,
        &[Opt::integer("seconds", text::slowmode_seconds, 0, 21_600).required(), CHANNEL],
        |ctx| Box::pin(slowmode::slowmode(ctx)),
    ),
    command(
        "lock",
        text::lock,
        Permissions::MANAGE_CHANNELS,
        &[CHANNEL, Opt::text("reason", text::lock_reason, 300)],
        |ctx| Box::pin(lock::lock(ctx)),
    ),
    command("unlock", text::unlock, Permissions::MANAGE_CHANNELS, &[CHANNEL], |ctx| Box::pin(lock::unlock(ctx))),
];

fn said(sentence: impl Into<String>) -> Result<Done> {
    Ok(Reply::Ephemeral(Message::text(sentence)).into())
}

/// The channel that is meant: the one that is named, else this one.
fn named(ctx: &Ctx) -> Result<ChannelId> {
    ctx.args.channel("channel").or(ctx.channel).ok_or_else(|| Error::Internal("no channel".to_owned()))
}

/// Whether the one who asks may manage a channel. In another than this one it counts what they may
/// do there, which Discord says of a channel that an option names.
fn allowed(ctx: &Ctx, settings: &Settings, channel: ChannelId) -> Result<()> {
    let act = Permissions::MANAGE_CHANNELS;
    if Some(channel) == ctx.channel {
        return settings::require_moderator(ctx, settings, act);
    }
    let there = ctx.args.resolved_channel("channel").map(|known| permission::parse(known.permissions.as_deref()));
    let there = there.unwrap_or_else(Permissions::empty);
    if settings::is_moderator_there(ctx, settings, act, there) {
        Ok(())
    } else {
        Err(Error::Refused(text::not_yours(ctx.lang, channel)))
    }
}

fn refused(ctx: &Ctx, error: RestError, lacks: fn(Lang) -> &'static str) -> Error {
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
