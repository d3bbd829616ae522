//! The buttons of a raid card: all at once, asked once; taking that back; and one by one.

use twilight_model::{channel::message::component::ButtonStyle, guild::Permissions};

use super::{MODERATE, expired};
use crate::{
    app::{Answer, Budget, Ctx, Done, Press, Settings, Work, silently},
    base::error::{Error, Result},
    discord::{
        build::{button, row},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        gate::{self, model::GateSettings},
        moderation::{self, Judge, Refusal},
        pause, settings,
        verification::{
            alert,
            model::Verification,
            raid::{
                self,
                model::{Action, Counts, Member, Raid, Run},
            },
            sql,
            text::{self, Reckoning},
        },
    },
    platform::db::{self, Rows, Stmt},
};

/// A question looks at so many members whose rank is not known.
const LOOKED_AT: usize = 20;
/// Of so many that one run may meet it is counted whose rank is not known.
const COUNTED: i64 = 500;
/// A run begins at once with its first slice; 200 members a slice, some fifteen rows each.
const RUN: Budget = Budget::new(40, 40, 6_000);

const fn press(action: &'static str, answer: Answer, budget: Budget, run: fn(Ctx) -> Work<Done>) -> Press {
    Press { action, audience: MODERATE, answer, budget, run }
}

/// Arguments: raid, action.
pub const ASK: Press = press("raid-ask", Answer::Slow, Budget::new(8, 26, 0), |ctx| Box::pin(ask(ctx)));
/// Arguments: raid, action, moment of the count (ms).
pub const GO: Press = press("raid-go", Answer::Update, RUN, |ctx| Box::pin(go(ctx)));
/// Argument: run.
pub const UNDO_ASK: Press =
    press("raid-undo-ask", Answer::Ephemeral, Budget::new(4, 0, 0), |ctx| Box::pin(ask_undo(ctx)));
/// Argument: run.
pub const UNDO: Press = press("raid-undo", Answer::Update, RUN, |ctx| Box::pin(undo(ctx)));
/// Argument: raid.
pub const ONE: Press = press("raid-one", Answer::Ephemeral, Budget::new(10, 0, 0), |ctx| Box::pin(one(ctx, false)));
/// Arguments: raid, opened (ms) and id of the one shown.
pub const NEXT: Press = press("raid-next", Answer::Update, Budget::new(10, 0, 0), |ctx| Box::pin(one(ctx, true)));

fn argument(ctx: &Ctx, place: usize) -> Result<&str> {
    ctx.args.control.get(place).map(String::as_str).ok_or_else(|| expired(ctx))
}

fn refused<T>(sentence: &str) -> Result<T> {
    Err(Error::Refused(sentence.to_owned()))
}

/// Raid and action of a button, for whoever may do that.
async fn of_button(ctx: &Ctx, facts: Vec<Stmt>) -> Result<(Settings, Raid, Action, Vec<Rows>)> {
    let (id, action) = (argument(ctx, 0)?, argument(ctx, 1)?);
    let action = Action::of(action).ok_or_else(|| expired(ctx))?;
    let statements = std::iter::once(sql::find_raid(ctx.guild, id)).chain(facts).collect();
    let (settings, mut rows) = settings::read(ctx, statements).await?;
    settings::require_moderator(ctx, &settings, action.permission())?;
    let facts = rows.split_off(1);
    let raid: Option<Raid> = db::first(&rows, 0)?;
    let raid = raid.ok_or_else(|| Error::Refused(text::no_raid(ctx.lang).to_owned()))?;
    if action == Action::Restrict && !GateSettings::of(&settings, &ctx.config).is_ready() {
        return refused(gate::text::not_set_up(ctx.lang));
    }
    Ok((settings, raid, action, facts))
}

async fn ask(ctx: Ctx) -> Result<Done> {
    let id = argument(&ctx, 0)?;
    let facts = vec![
        sql::count_members(ctx.guild, id),
        sql::list_folded(ctx.guild, id, COUNTED),
        sql::list_runs(ctx.guild, id),
    ];
    let (_, raid, action, rows) = of_button(&ctx, facts).await?;
    let counts: Counts = db::first(&rows, 0)?.unwrap_or_default();
    let mut open: Vec<Member> = db::all(&rows, 1)?;
    let runs: Vec<Run> = db::all(&rows, 2)?;
    if runs.first().is_some_and(Run::is_running) {
        return refused(text::runs_already(ctx.lang));
    }
    let restricted = if action == Action::Restrict { counts.restricted } else { 0 };
    if restricted > 0 {
        open.retain(|member| member.restricted == 0);
    }
    let mut who = Reckoning {
        touched: counts.pending - restricted,
        decided: counts.verified + counts.rejected,
        restricted,
        ..Reckoning::default()
    };
    if who.touched > 0 && action != Action::Verify {
        spare(&ctx, action, &open, &mut who).await?;
    }
    if who.touched <= 0 {
        return refused(text::nobody_left(ctx.lang));
    }
    Ok(Reply::Ephemeral(text::confirm(ctx.lang, &raid.id, action, ctx.now.millis(), &who)).into())
}

/// Whom the act would not touch because of their rank.
async fn spare(ctx: &Ctx, action: Action, open: &[Member], who: &mut Reckoning) -> Result<()> {
    let silent = || Error::Refused(text::discord_silent(ctx.lang).to_owned());
    let judge = Judge::of(&ctx.means, ctx.guild, ctx.actor.id, ctx.actor.roles.clone()).await;
    let judge = judge.map_err(|_| silent())?;
    let mut looks = 0;
    for member in open {
        let roles = match member.has_roles {
            0 => Some(Vec::new()),
            _ if looks == LOOKED_AT => {
                who.unseen += 1;
                continue;
            }
            _ => {
                looks += 1;
                moderation::roles_of(&ctx.means, ctx.guild, member.user).await.map_err(|_| silent())?
            }
        };
        match judge.decide(action.kind(false), member.user, roles, ctx.now) {
            Ok(()) => {}
            // Nobody at all could be touched.
            Err(refusal @ Refusal::BotLacks(_)) => {
                return Err(Error::Refused(moderation::text::refusal(ctx.lang, refusal)));
            }
            Err(refusal) => {
                who.touched -= 1;
                who.spared.push((member.user, refusal.into()));
            }
        }
    }
    who.spared.truncate(LOOKED_AT);
    Ok(())
}

async fn go(ctx: Ctx) -> Result<Done> {
    let seen = ctx.args.control_number(2).ok_or_else(|| expired(&ctx))?;
    let (settings, raid, action, _) = of_button(&ctx, Vec::new()).await?;
    let begun = raid::start(&ctx, &raid.id, action, seen).await?;
    Ok(said(&ctx, &settings, begun))
}

fn said(ctx: &Ctx, settings: &Settings, begun: raid::Begun) -> Done {
    let sentence = text::begun(ctx.lang, &begun.run, pause::is_on(settings, ctx.now));
    let reply = Done::from(Reply::Update(Message::text(sentence)));
    if !begun.is_new {
        return reply;
    }
    let ctx = ctx.clone();
    let first: Work<()> = Box::pin(async move {
        raid::go_on(&ctx.means, ctx.guild, &begun.run.id, ctx.now).await?;
        raid::show(&ctx.means, ctx.guild, &begun.run.raid, ctx.now).await
    });
    reply.and_then(Some(silently(first)))
}

/// The run that a button stands for, for whoever may take it back.
async fn of_run(ctx: &Ctx) -> Result<(Settings, Run)> {
    let (settings, rows) = settings::read(ctx, vec![sql::find_run(ctx.guild, argument(ctx, 0)?)]).await?;
    settings::require_moderator(ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let run: Option<Run> = db::first(&rows, 0)?;
    let run = run.ok_or_else(|| Error::Refused(text::no_raid(ctx.lang).to_owned()))?;
    settings::require_moderator(ctx, &settings, run.action.permission())?;
    Ok((settings, run))
}

async fn ask_undo(ctx: Ctx) -> Result<Done> {
    let (_, run) = of_run(&ctx).await?;
    if run.is_running() {
        return refused(text::runs_already(ctx.lang));
    }
    if !run.can_be_undone() {
        return refused(text::undone_already(ctx.lang));
    }
    Ok(Reply::Ephemeral(text::confirm_undo(ctx.lang, &run)).into())
}

async fn undo(ctx: Ctx) -> Result<Done> {
    let (settings, run) = of_run(&ctx).await?;
    if run.is_running() || run.is_undo() {
        return refused(text::runs_already(ctx.lang));
    }
    let begun = raid::take_back(&ctx, &run).await?;
    Ok(said(&ctx, &settings, begun))
}

/// One alert of the raid after the other, for the one who asks, with its own buttons: posting each of
/// perhaps hundreds would bury the channel.
async fn one(ctx: Ctx, is_next: bool) -> Result<Done> {
    let id = argument(&ctx, 0)?;
    let place = ctx.args.control_number(1).zip(ctx.args.control.get(2)).filter(|_| is_next);
    let after = place.map_or((-1, ""), |(at, id)| (at, id.as_str()));
    let facts = vec![sql::next_folded(ctx.guild, id, after), sql::count_members(ctx.guild, id)];
    let (settings, rows) = settings::read(&ctx, facts).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let known: Option<Verification> = db::first(&rows, 0)?;
    let counts: Counts = db::first(&rows, 1)?.unwrap_or_default();
    let message = match known {
        Some(known) => {
            let place = [id, &known.opened_at.to_string(), &known.id];
            let next = custom_id::encode("verification", "raid-next", &place);
            let label = text::how_many_left(ctx.lang, counts.pending);
            alert::shown(&ctx, &known).await?.with(row(vec![button(ButtonStyle::Primary, label, next)]))
        }
        None if is_next => Message::text(text::all_seen(ctx.lang)),
        None => return refused(text::nobody_left(ctx.lang)),
    };
    Ok(if is_next { Reply::Update(message) } else { Reply::Ephemeral(message) }.into())
}
