//! *Flag user* on the menu of a person, *Report message* on that of a message.

use twilight_model::guild::Permissions;

use super::{MODERATE, expired};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Press, Shape},
    base::{
        error::{Error, Result},
        ids::UserId,
        words,
    },
    discord::{
        build::text_field,
        custom_id,
        reply::{Message, Modal, Reply},
    },
    features::{
        gate::model::GateSettings,
        moderation::{self, model::Kind},
        settings,
        verification::{
            act::{self, Said},
            model::{Detection, Opening},
            sql, text,
        },
    },
    platform::db::{DbError, Violated},
};

/// Longest text of a message that is kept, in characters.
const KEPT: usize = 1_000;

pub const FLAG: Command = Command {
    name: "Flag user",
    about: text::specs::flag,
    audience: MODERATE,
    shape: Shape::OnUser(Action {
        options: &[],
        answer: Answer::Modal,
        budget: Budget::new(2, 0, 0),
        run: |ctx| Box::pin(ask(ctx)),
        complete: None,
    }),
};

/// The form's answer. Arguments: person, whether they have a picture, joined (ms) or nothing.
pub const FLAG_ANSWER: Press = Press {
    action: "flag-why",
    audience: MODERATE,
    answer: Answer::Slow,
    budget: Budget::new(40, 24, 90),
    run: |ctx| Box::pin(flag(ctx)),
};

pub const REPORT: Command = Command {
    name: "Report message",
    about: text::specs::report,
    audience: Audience::Everyone,
    shape: Shape::OnMessage(Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(34, 16, 70),
        run: |ctx| Box::pin(report(ctx)),
        complete: None,
    }),
};

async fn ask(ctx: Ctx) -> Result<Done> {
    let target = ctx.args.on_user().ok_or_else(|| Error::Internal("no person".to_owned()))?;
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    if target.is_bot || target.id == ctx.actor.id {
        return Err(Error::Refused(text::not_flaggable(ctx.lang).to_owned()));
    }
    let joined = target.joined.map(|at| at.millis().to_string()).unwrap_or_default();
    let avatar = if target.has_avatar { "1" } else { "0" };
    let custom_id = custom_id::encode("verification", "flag-why", &[&target.id.to_string(), avatar, &joined]);
    let field = text_field("why", text::specs::reason(ctx.lang), Some(text::specs::flag_about(ctx.lang)), None, 400);
    Ok(Reply::Modal(Modal { custom_id, title: text::specs::flag_title(ctx.lang).to_owned(), fields: vec![field] })
        .into())
}

async fn flag(ctx: Ctx) -> Result<Done> {
    let user: UserId = ctx.args.control_id(0).ok_or_else(|| expired(&ctx))?;
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let restricts = GateSettings::of(&settings, &ctx.config).is_ready();
    // Roles and ownership are Discord's to know; the same rule as for every other act. A flag alone is a word.
    let kind = if restricts { Kind::Restrict } else { Kind::Warn };
    let name = moderation::may_act_on(&ctx, user, kind).await?;
    let opening = Opening {
        user,
        user_name: name,
        has_avatar: ctx.args.control_number(1) == Some(1),
        has_roles: true,
        joined_at: ctx.args.control_number(2),
        detection: Detection::Flag,
        opened_by: Some(ctx.actor.id),
        text: ctx.args.field("why").map(words::plain).unwrap_or_default(),
        link: None,
        restricts,
    };
    let opened = act::open(&ctx, &settings, &opening).await?;
    let joined = matches!(opened, act::Opened::Joined(_));
    let said = Reply::Ephemeral(Message::text(text::flagged(ctx.lang, user, joined, restricts)));
    let claim = if restricts && !joined { Said::Restricted } else { Said::Nothing };
    Ok(Done::from(said).and_then(Some(act::after(&ctx, opened.id(), user, claim))))
}

/// A report keeps nobody out: any member can make one. Moderators see it beside everything else.
async fn report(ctx: Ctx) -> Result<Done> {
    let message = ctx.args.on_message().ok_or_else(|| Error::Internal("no message".to_owned()))?;
    let author = message.author.clone().filter(|author| !author.bot && message.webhook_id.is_none());
    let author = author.ok_or_else(|| Error::Refused(text::report_bot(ctx.lang).to_owned()))?;
    if author.id == ctx.actor.id {
        return Err(Error::Refused(text::report_own(ctx.lang).to_owned()));
    }
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    let channel = message.channel_id.or(ctx.channel).map(|channel| channel.to_string()).unwrap_or_default();
    let opening = Opening {
        user: author.id,
        user_name: author.shown().to_owned(),
        has_avatar: author.avatar.is_some(),
        has_roles: true,
        joined_at: None,
        detection: Detection::Report,
        opened_by: Some(ctx.actor.id),
        text: words::shortened(&message.content, KEPT),
        link: Some(format!("https://discord.com/channels/{}/{channel}/{}", ctx.guild, message.id)),
        restricts: false,
    };
    match ctx.db.batch(vec![sql::take_ration(ctx.guild, ctx.actor.id, ctx.now)]).await {
        Err(DbError::Violated(Violated::Check(_))) => {
            return Err(Error::Refused(text::too_many_reports(ctx.lang).to_owned()));
        }
        taken => drop(taken?),
    }
    let opened = act::open(&ctx, &settings, &opening).await?;
    let thanks = match settings::admin_channel(&settings, &ctx.config) {
        Some(_) => text::thanks(ctx.lang),
        None => text::thanks_waits(ctx.lang),
    };
    let said = Reply::Ephemeral(Message::text(thanks));
    Ok(Done::from(said).and_then(Some(act::after(&ctx, opened.id(), author.id, Said::Nothing))))
}
