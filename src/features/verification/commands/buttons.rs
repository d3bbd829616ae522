//! The buttons of an alert.

use twilight_model::guild::Permissions;

use super::{MODERATE, expired, of_button};
use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, Work, silently},
    base::{
        error::{Error, Missing, Result},
        ids::{RoleId, UserId},
        words,
    },
    discord::{
        build::text_field,
        custom_id,
        reply::{Message, Modal, Reply},
        rest,
    },
    features::{
        audit::Origin,
        gate::{self, model::GateSettings},
        moderation::{
            self,
            model::{Kind, Order, State},
        },
        settings,
        verification::{
            act::{self, Said},
            alert,
            model::{Event, Status, Verification},
            sql, text,
        },
    },
    platform::db,
};

/// A decision with roles, alert and thread brought about after it, and the card where it is part of a raid.
const BUDGET: Budget = Budget::new(40, 24, 80);

const fn press(action: &'static str, run: fn(Ctx) -> Work<Done>) -> Press {
    Press { action, audience: MODERATE, answer: Answer::Ephemeral, budget: BUDGET, run }
}

// Each has the verification as its argument. The alert is edited afterwards, as desired state.
pub const VERIFY: Press = press("verify", |ctx| Box::pin(verify(ctx, false)));
pub const FALSE: Press = press("false", |ctx| Box::pin(verify(ctx, true)));
pub const RESTRICT: Press = Press { answer: Answer::Slow, ..press("restrict", |ctx| Box::pin(restrict(ctx))) };
pub const MINE: Press = press("mine", |ctx| Box::pin(mine(ctx)));
pub const FULL: Press = press("full", |ctx| Box::pin(full(ctx)));
pub const REOPEN: Press = Press { answer: Answer::Slow, ..press("reopen", |ctx| Box::pin(reopen(ctx))) };
pub const BAN: Press = Press {
    action: "ban",
    audience: Audience::Moderators(Permissions::BAN_MEMBERS),
    answer: Answer::Modal,
    budget: Budget::new(4, 0, 0),
    run: |ctx| Box::pin(ask(ctx)),
};
/// The form's answer.
pub const BAN_ANSWER: Press = Press {
    action: "ban-why",
    audience: Audience::Moderators(Permissions::BAN_MEMBERS),
    answer: Answer::Slow,
    budget: BUDGET,
    run: |ctx| Box::pin(ban(ctx)),
};

fn said(ctx: &Ctx, sentence: impl Into<String>, known: &Verification, claim: Said) -> Result<Done> {
    let after = act::after(ctx, &known.id, known.user, claim);
    Ok(Done::from(Reply::Ephemeral(Message::text(sentence))).and_then(Some(after)))
}

async fn verify(ctx: Ctx, false_positive: bool) -> Result<Done> {
    let read = of_button(&ctx, Permissions::MODERATE_MEMBERS).await;
    if matches!(read, Err(Error::Without(Missing::Database | Missing::Quota(_))))
        && let Some((user, role)) = ctx.args.control_id(1).zip(ctx.args.control_id(2))
    {
        return without_database(&ctx, user, role).await;
    }
    let (settings, known) = read?;
    act::verify(&ctx, &settings, &known, Origin::Button, false_positive).await?;
    said(&ctx, text::verified(ctx.lang, known.user), &known, Said::In)
}

/// Lets somebody in on Discord alone; nothing can be written down.
async fn without_database(ctx: &Ctx, user: UserId, role: RoleId) -> Result<Done> {
    ctx.require(MODERATE, &[])?;
    let reason = format!("for {}: verified", ctx.actor.id);
    match ctx.discord.send(rest::add_member_role(ctx.guild, user, role).because(reason)).await {
        Ok(()) => Ok(Reply::Ephemeral(Message::text(text::verified_unwritten(ctx.lang, user))).into()),
        Err(error) if error.is_passing() => Err(Error::Refused(text::discord_silent(ctx.lang).to_owned())),
        Err(_) => Err(Error::Refused(gate::text::failure(ctx.lang, gate::model::Failure::NotAllowed).to_owned())),
    }
}

async fn restrict(ctx: Ctx) -> Result<Done> {
    let (settings, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    if !GateSettings::of(&settings, &ctx.config).is_ready() {
        return Err(Error::Refused(gate::text::not_set_up(ctx.lang).to_owned()));
    }
    if known.is_pending() {
        moderation::may_act_on(&ctx, known.user, Kind::Restrict).await?;
    }
    act::restrict(&ctx, &known).await?;
    said(&ctx, text::flagged(ctx.lang, known.user, false, true), &known, Said::Restricted)
}

async fn mine(ctx: Ctx) -> Result<Done> {
    let (_, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    ctx.db.batch(vec![sql::set_mine(ctx.guild, &known.id, ctx.actor.id, ctx.now)]).await?;
    let refresh: Work<()> = {
        let (ctx, id) = (ctx.clone(), known.id.clone());
        Box::pin(async move { alert::refresh(&ctx.means, ctx.guild, &id, ctx.now).await })
    };
    Ok(Done::from(Reply::Ephemeral(Message::text(text::mine_now(ctx.lang)))).and_then(Some(silently(refresh))))
}

async fn full(ctx: Ctx) -> Result<Done> {
    let (_, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    let rows = ctx.db.batch(vec![sql::list_events(ctx.guild, &known.id)]).await?;
    let events: Vec<Event> = db::all(&rows, 0)?;
    Ok(Reply::Ephemeral(text::everything(ctx.lang, &known, &events)).into())
}

/// A banned member is unbanned first.
async fn reopen(ctx: Ctx) -> Result<Done> {
    let (settings, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    if known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    let restricts = GateSettings::of(&settings, &ctx.config).is_ready();
    if !unbanned(&ctx, &known).await? && restricts {
        moderation::may_act_on(&ctx, known.user, Kind::Restrict).await?;
    }
    act::reopen(&ctx, &settings, &known).await?;
    said(&ctx, text::flagged(ctx.lang, known.user, false, restricts), &known, Said::Restricted)
}

/// Ends the ban of who was rejected; whether there was one.
///
/// # Errors
/// Refused with the reason when the ban stands.
async fn unbanned(ctx: &Ctx, known: &Verification) -> Result<bool> {
    if known.status != Status::Rejected {
        return Ok(false);
    }
    let order = Order::new(Kind::Unban, known.user, known.user_name.clone(), Origin::Button);
    match moderation::carry_out(ctx, order.clone()).await {
        Ok(report) if report.state == State::Done => Ok(true),
        Ok(report) => Err(Error::Refused(moderation::text::report(ctx.lang, &order, &report))),
        // Somebody has lifted it already, which is just as well.
        Err(Error::Refused(sentence)) if sentence == moderation::text::not_banned(ctx.lang, &known.user_name) => {
            Ok(false)
        }
        Err(other) => Err(other),
    }
}

async fn ask(ctx: Ctx) -> Result<Done> {
    let (_, known) = of_button(&ctx, Permissions::BAN_MEMBERS).await?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    let field = text_field("why", text::specs::reason(ctx.lang), Some(text::specs::ban_about(ctx.lang)), None, 400);
    let custom_id = custom_id::encode("verification", "ban-why", &[&known.id]);
    Ok(Reply::Modal(Modal { custom_id, title: text::specs::ban_title(ctx.lang).to_owned(), fields: vec![field] })
        .into())
}

async fn ban(ctx: Ctx) -> Result<Done> {
    let id = ctx.args.control.first().ok_or_else(|| expired(&ctx))?;
    let (_, rows) = settings::read(&ctx, vec![sql::find(ctx.guild, id)]).await?;
    let known: Option<Verification> = db::first(&rows, 0)?;
    let known = known.ok_or_else(|| Error::Refused(text::no_verification(ctx.lang).to_owned()))?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    let why = ctx.args.field("why").map(words::plain).filter(|why| !why.is_empty());
    let order =
        Order { tell: true, ..Order::new(Kind::Ban, known.user, known.user_name.clone(), Origin::Button).because(why) };
    let still_open = vec![sql::check_pending(ctx.guild, &known.id)];
    let report = moderation::carry_out_while(&ctx, order.clone(), still_open).await?;
    let answer = Message::text(moderation::text::report(ctx.lang, &order, &report));
    Ok(Done::from(Reply::Ephemeral(answer)).and_then(moderation::after(&ctx, &report).map(silently)))
}
