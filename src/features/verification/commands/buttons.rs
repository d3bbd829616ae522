//! The buttons of an alert.

use twilight_model::guild::Permissions;

use super::{MODERATE, expired, of_button};
use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, Work},
    base::{
        error::{Error, Result},
        words,
    },
    discord::{
        build::{EmbedExt, embed, text_field},
        custom_id,
        reply::{Message, Modal, Reply},
    },
    features::{
        audit::Origin,
        gate::{self, model::GateSettings},
        moderation::{
            self,
            model::{Case, Kind, Order},
        },
        settings,
        verification::{
            act, alert,
            model::{Status, Verification},
            sql, text,
        },
    },
    platform::db::Rows,
};

/// A decision with roles, alert and thread brought about after it, and the card where it is part of a raid.
const BUDGET: Budget = Budget::new(40, 24, 80);

const fn press(action: &'static str, run: fn(Ctx) -> Work<Done>) -> Press {
    Press { action, audience: MODERATE, answer: Answer::Ephemeral, budget: BUDGET, run }
}

// Each has the verification as its argument. The alert is edited afterwards, as desired state.
pub const VERIFY: Press = press("verify", |ctx| Box::pin(verify(ctx, false)));
pub const FALSE: Press = press("false", |ctx| Box::pin(verify(ctx, true)));
pub const RESTRICT: Press = press("restrict", |ctx| Box::pin(restrict(ctx)));
pub const MINE: Press = press("mine", |ctx| Box::pin(mine(ctx)));
pub const HISTORY: Press = press("history", |ctx| Box::pin(history(ctx)));
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

fn said(ctx: &Ctx, sentence: impl Into<String>, known: &Verification) -> Result<Done> {
    let after = act::after(ctx, &known.id, known.user);
    Ok(Done::from(Reply::Ephemeral(Message::text(sentence))).and_then(Some(after)))
}

async fn verify(ctx: Ctx, false_positive: bool) -> Result<Done> {
    let (settings, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    act::verify(&ctx, &settings, &known, Origin::Button, false_positive).await?;
    said(&ctx, text::verified(ctx.lang, known.user), &known)
}

async fn restrict(ctx: Ctx) -> Result<Done> {
    let (settings, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    if !GateSettings::of(&settings, &ctx.config).is_ready() {
        return Err(Error::Refused(gate::text::not_set_up(ctx.lang).to_owned()));
    }
    act::restrict(&ctx, &known).await?;
    said(&ctx, text::flagged(ctx.lang, known.user, false, true), &known)
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
    Ok(Done::from(Reply::Ephemeral(Message::text(text::mine_now(ctx.lang)))).and_then(Some(refresh)))
}

async fn history(ctx: Ctx) -> Result<Done> {
    let (_, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    let facts = vec![moderation::list_cases(ctx.guild, known.user, None, 15)];
    let (_, rows) = settings::read(&ctx, facts).await?;
    let cases: Vec<Case> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let lines: Vec<String> = cases.iter().map(|case| moderation::text::case_line(ctx.lang, case, false)).collect();
    let body = if lines.is_empty() { moderation::text::no_cases(ctx.lang).to_owned() } else { lines.join("\n") };
    let shown = embed(moderation::text::cases_title(ctx.lang)).text(format!("<@{}>\n{body}", known.user));
    Ok(Reply::Ephemeral(Message::embed(shown)).into())
}

/// A banned member is unbanned first.
async fn reopen(ctx: Ctx) -> Result<Done> {
    let (settings, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    if known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    if known.status == Status::Rejected {
        let order = Order::new(Kind::Unban, known.user, known.user_name.clone(), Origin::Button);
        match moderation::carry_out(&ctx, order).await {
            Ok(_) => {}
            // Somebody has lifted it already, which is just as well.
            Err(Error::Refused(sentence)) if sentence == moderation::text::not_banned(ctx.lang, &known.user_name) => {}
            Err(other) => return Err(other),
        }
    }
    act::reopen(&ctx, &settings, &known).await?;
    let restricts = GateSettings::of(&settings, &ctx.config).is_ready();
    said(&ctx, text::flagged(ctx.lang, known.user, false, restricts), &known)
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
    let known: Option<Verification> = rows.first().map(Rows::first).transpose()?.flatten();
    let known = known.ok_or_else(|| Error::Refused(text::no_verification(ctx.lang).to_owned()))?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    let why = ctx.args.field("why").map(words::plain).filter(|why| !why.is_empty());
    let order =
        Order { tell: true, ..Order::new(Kind::Ban, known.user, known.user_name.clone(), Origin::Button).because(why) };
    let report = moderation::carry_out(&ctx, order.clone()).await?;
    let answer = Message::text(moderation::text::report(ctx.lang, &order, &report));
    Ok(Done::from(Reply::Ephemeral(answer)).and_then(moderation::after(&ctx, &report)))
}
