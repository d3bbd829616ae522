//! Taking a case back.

use twilight_model::guild::Permissions;

use super::case;
use crate::{
    app::{After, Afterword, Answer, Budget, Ctx, Deed, Done, MemberAct, Press, Settings, silently},
    base::{
        error::{Error, Result},
        ids::ChannelId,
        json::FromJson,
        time::{DAY, SECOND},
        words,
    },
    discord::{
        reply::{Message, Reply},
        rest,
    },
    features::{
        audit::{self, Origin},
        dms::{self, model::Notice},
        gate::{self, model::GateSettings},
        moderation::{
            act,
            model::{Case, Kind, Order, State},
            sql, text,
        },
        settings,
    },
    platform::db::{self, DbError, Violated},
};

pub const BUDGET: Budget = Budget::new(30, 10, 38);

/// Argument: the case's number.
pub const UNDO: Press = Press {
    action: "undo",
    audience: case::MODERATE,
    answer: Answer::Slow,
    budget: BUDGET,
    run: |ctx| Box::pin(press(ctx)),
};

pub const fn can_undo(kind: Kind) -> bool {
    !matches!(kind, Kind::Unban | Kind::Untimeout | Kind::Lift)
}

pub async fn command(ctx: Ctx) -> Result<Done> {
    let number = ctx.args.integer("case").unwrap_or_default();
    Ok(take_back(&ctx, number, Origin::Command).await?.0)
}

async fn press(ctx: Ctx) -> Result<Done> {
    let number = ctx.args.control_number(0).ok_or_else(|| case::expired(&ctx))?;
    Ok(take_back(&ctx, number, Origin::Button).await?.0)
}

/// Takes a case back: what can be reversed is, the rest is struck out. Besides what is said of it: whether Discord has
/// refused, so that it still stands.
///
/// # Errors
/// Refused with the reason when it may not be done, or was done before.
pub async fn take_back(ctx: &Ctx, number: i64, origin: Origin) -> Result<(Done, bool)> {
    let (settings, rows) = settings::read(ctx, vec![sql::find_case(ctx.guild, number)]).await?;
    settings::require_moderator(ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let known: Option<Case> = db::first(&rows, 0)?;
    let known = known.ok_or_else(|| Error::Refused(text::no_such_case(ctx.lang, number)))?;
    // Whoever takes an act back needs what the act itself needs.
    settings::require_moderator(ctx, &settings, known.kind.permission())?;
    let refused = |sentence: &str| Err(Error::Refused(sentence.to_owned()));
    let said = |sentence: String| Done::from(Reply::Ephemeral(Message::text(sentence)));
    if known.state != State::Done {
        return refused(text::failed_undone(ctx.lang));
    }
    if !can_undo(known.kind) {
        return refused(text::cannot_undo(ctx.lang, known.kind));
    }
    if !known.is_open() {
        return Err(Error::Refused(text::resolved_already(ctx.lang, number)));
    }
    match known.kind {
        Kind::Timeout | Kind::Ban => {
            let opposite = known.kind.opposite().unwrap_or(known.kind);
            let reason = ctx.args.text("reason").map(words::plain).filter(|reason| !reason.is_empty());
            let order = Order::new(opposite, known.target, known.target_name, origin).because(reason);
            let report = act::carry_out(ctx, order.clone()).await?;
            let mut told = text::report(ctx.lang, &order, &report);
            if known.delete_seconds > 0 && report.state == State::Done {
                told = format!("{told}\n{}", text::stay_deleted(ctx.lang));
            }
            let done = said(told).and_then(act::after(ctx, &report).map(silently));
            Ok((done, report.state == State::Failed))
        }
        Kind::Restrict => Ok((lifted(ctx, &settings, &known, origin).await?, false)),
        Kind::Kick => {
            if !struck(ctx, &known, origin).await? {
                return Err(Error::Refused(text::resolved_already(ctx.lang, number)));
            }
            let (guild, code) = invite(ctx).await;
            let told = match code {
                Some(code) => {
                    let message = Message::text(text::invite_dm(settings.lang(), &guild, &code));
                    let told = dms::tell(&ctx.means, ctx.guild, known.target, &message, ctx.now).await?;
                    text::invite(ctx.lang, number, &code, known.target, told.notice() == Notice::Told)
                }
                None => text::no_invite(ctx.lang, number),
            };
            Ok((said(told), false))
        }
        _ => {
            struck(ctx, &known, origin).await?;
            Ok((said(text::struck_out(ctx.lang, number)), false))
        }
    }
}

/// Strikes a case out; it is kept, marked. False when the same event has done so before.
async fn struck(ctx: &Ctx, known: &Case, origin: Origin) -> Result<bool> {
    let entry = audit::Entry {
        action: "moderation.undo",
        origin,
        subject: Some(known.target.to_string()),
        before: Some(format!("case {} {}", known.number, known.kind.word())),
        after: ctx.args.text("reason").map(words::plain),
    };
    let resolved = sql::set_resolved(ctx.guild, known.number, "undone", Some(ctx.actor.id), ctx.now);
    match ctx.db.batch(vec![audit::record(ctx, entry), resolved]).await {
        Err(DbError::Violated(Violated::NotNull(_))) => {
            Err(Error::Refused(text::resolved_already(ctx.lang, known.number)))
        }
        Err(DbError::Violated(_)) => Ok(false),
        written => Ok(written.map(|_| true)?),
    }
}

/// Ends a restriction, and lets whoever follows such acts decide with it.
async fn lifted(ctx: &Ctx, settings: &Settings, known: &Case, origin: Origin) -> Result<Done> {
    let gate = GateSettings::of(settings, &ctx.config);
    let cause = ctx.cause.to_string();
    let entry = audit::Entry {
        action: "moderation.lift",
        origin,
        subject: Some(known.target.to_string()),
        before: Some(format!("case {}", known.number)),
        after: ctx.args.text("reason").map(words::plain),
    };
    let deed = MemberAct {
        guild: ctx.guild,
        user: known.target,
        deed: Deed::Lifted,
        actor: Some(ctx.actor.id),
        case: known.number,
        cause: cause.clone(),
        now: ctx.now,
    };
    let mut statements = vec![
        audit::record(ctx, entry),
        sql::set_resolved(ctx.guild, known.number, "undone", Some(ctx.actor.id), ctx.now),
    ];
    statements.extend(gate::lift(ctx.guild, known.target, &gate, &cause, ctx.now));
    statements.extend(act::followers(&ctx.means, &deed));
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::NotNull(_))) => {
            return Err(Error::Refused(text::resolved_already(ctx.lang, known.number)));
        }
        // The same event has lifted it before.
        Err(DbError::Violated(_)) => {}
        written => drop(written?),
    }
    let after: After = {
        let ctx = ctx.clone();
        Box::pin(async move {
            let outcome = gate::bring_about(&ctx.means, ctx.guild, deed.user, ctx.now).await?;
            act::then(&ctx.means, deed).await?;
            Ok(match outcome {
                gate::Outcome::Failed(why) => Some(Afterword::Besides(gate::text::failed(ctx.lang, why))),
                _ => None,
            })
        })
    };
    let said = Reply::Ephemeral(Message::text(text::lifted(ctx.lang, known.target, known.number)));
    Ok(Done::from(said).and_then(Some(after)))
}

#[derive(FromJson)]
struct Invite {
    code: String,
}

#[derive(FromJson)]
struct Guild {
    #[serde(default)]
    name: String,
    system_channel_id: Option<ChannelId>,
}

/// The guild's name, and an invite for one person where the bot may make one: to the channel that
/// greets newcomers, or to where the moderator is.
async fn invite(ctx: &Ctx) -> (String, Option<String>) {
    let guild: Option<Guild> = ctx.discord.read(rest::get_guild(ctx.guild)).await.ok();
    let (name, greets) = guild.map(|guild| (guild.name, guild.system_channel_id)).unwrap_or_default();
    for channel in [greets, ctx.channel].into_iter().flatten() {
        let call =
            rest::create_invite(channel, (7 * DAY / SECOND) as u32, 1).because("Guildhall: a kick was taken back");
        if let Ok(Invite { code }) = ctx.discord.read(call).await {
            return (name, Some(code));
        }
    }
    (name, None)
}
