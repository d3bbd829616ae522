//! Acts that ask for their reason in a form: *Warn author*, and what is offered instead of a timeout
//! that is too long.

use twilight_model::guild::Permissions;

use super::acts::{BUDGET, RESTRICTS, carried_out, tells};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Press, Shape, Work, silently, text as shared_text},
    base::{
        error::{Error, Result},
        ids::UserId,
        json::FromJson,
        time::SECOND,
        words,
    },
    discord::{
        build::text_field,
        custom_id,
        reply::{Modal, Reply},
    },
    features::{
        audit::Origin,
        moderation::{
            model::{Evidence, Kind, Order, REASON},
            sql, text,
        },
        settings,
    },
    platform::db,
};

const MODERATE: Audience = Audience::Moderators(Permissions::MODERATE_MEMBERS);
const OPENS: Budget = Budget::new(3, 0, 3);
/// Longest text of a message that is kept, in characters.
const KEPT: usize = 1_500;

pub const WARN_AUTHOR: Command = Command {
    name: "Warn author",
    about: text::specs::warn_author,
    audience: MODERATE,
    shape: Shape::OnMessage(Action {
        options: &[],
        answer: Answer::Modal,
        budget: OPENS,
        run: |ctx| Box::pin(ask_for_author(ctx)),
        complete: None,
    }),
};

/// Arguments: kind, person, seconds. Opens the form.
pub const INSTEAD: Press = Press {
    action: "instead",
    audience: Audience::Moderators(Permissions::empty()),
    answer: Answer::Modal,
    budget: OPENS,
    run: |ctx| Box::pin(ask_instead(ctx)),
};

/// The form's answer; arguments as [`INSTEAD`].
pub const INSTEAD_ANSWER: Press = Press {
    action: "instead-why",
    audience: Audience::Moderators(Permissions::empty()),
    answer: Answer::Slow,
    budget: RESTRICTS,
    run: |ctx| Box::pin(do_instead(ctx)),
};

/// The form's answer; argument: the draft that holds the message.
pub const WARN_ANSWER: Press = Press {
    action: "warn-why",
    audience: MODERATE,
    answer: Answer::Slow,
    budget: BUDGET,
    run: |ctx| Box::pin(warn_author(ctx)),
};

fn form(ctx: &Ctx, kind: Kind, custom_id: String) -> Done {
    let field = text_field("why", text::why_label(ctx.lang), Some(text::why_about(ctx.lang)), None, REASON);
    Reply::Modal(Modal { custom_id, title: text::why_title(ctx.lang, kind).to_owned(), fields: vec![field] }).into()
}

fn why(ctx: &Ctx) -> Option<String> {
    ctx.args.field("why").map(words::plain).filter(|reason| !reason.is_empty())
}

async fn ask_for_author(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let message = ctx.args.on_message().ok_or_else(|| Error::Internal("no message".to_owned()))?;
    let author = message.author.as_ref().filter(|author| !author.bot && message.webhook_id.is_none());
    let author = author.ok_or_else(|| Error::Refused(text::no_author(ctx.lang).to_owned()))?;
    let channel = message.channel_id.or(ctx.channel).map(|channel| channel.to_string()).unwrap_or_default();
    let evidence = Evidence {
        link: format!("https://discord.com/channels/{}/{channel}/{}", ctx.guild, message.id),
        text: words::shortened(&message.content, KEPT),
    };
    let draft = ctx.cause.to_string();
    let keep = sql::insert_draft(ctx.guild, &draft, author.id, author.shown(), &evidence, ctx.now);
    let done = form(&ctx, Kind::Warn, custom_id::encode("moderation", "warn-why", &[&draft]));
    // The form opens at once; what it is about is kept behind it, long before anybody has filled it in.
    let kept: Work<()> = {
        let ctx = ctx.clone();
        Box::pin(async move { Ok(ctx.db.batch(vec![keep]).await.map(drop)?) })
    };
    Ok(done.and_then(Some(silently(kept))))
}

#[derive(FromJson)]
struct Draft {
    target: UserId,
    target_name: String,
    link: String,
    text: String,
}

async fn warn_author(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let id = ctx.args.control.first().ok_or_else(expired)?;
    let rows = ctx.db.batch(vec![sql::find_draft(ctx.guild, id)]).await?;
    let draft: Option<Draft> = db::first(&rows, 0)?;
    let draft = draft.ok_or_else(expired)?;
    let order = Order {
        evidence: Some(Evidence { link: draft.link, text: draft.text }),
        tell: true,
        ..Order::new(Kind::Warn, draft.target, draft.target_name, Origin::Command).because(why(&ctx))
    };
    carried_out(&ctx, order).await
}

/// Kind, person and milliseconds of an offer.
fn offered(ctx: &Ctx) -> Option<(Kind, UserId, i64)> {
    let word = ctx.args.control.first()?;
    let kind = [Kind::Timeout, Kind::Restrict, Kind::Ban].into_iter().find(|kind| kind.word() == word)?;
    let seconds =
        ctx.args.control_number(2).filter(|seconds| (1..=crate::base::duration::LONGEST / SECOND).contains(seconds))?;
    Some((kind, ctx.args.control_id(1)?, seconds * SECOND))
}

async fn ask_instead(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let (kind, ..) = offered(&ctx).ok_or_else(expired)?;
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, kind.permission())?;
    let args: Vec<&str> = ctx.args.control.iter().map(String::as_str).collect();
    Ok(form(&ctx, kind, custom_id::encode("moderation", "instead-why", &args)))
}

async fn do_instead(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let (kind, target, span) = offered(&ctx).ok_or_else(expired)?;
    let order = Order {
        expires: Some(ctx.now.plus(span)),
        tell: tells(kind),
        ..Order::new(kind, target, "", Origin::Button).because(why(&ctx))
    };
    carried_out(&ctx, order).await
}
