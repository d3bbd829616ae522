//! `/verify` and `/createthread`, and the alert's *Create thread*.

use twilight_model::guild::Permissions;

use super::{MODERATE, of_button};
use crate::{
    app::{Action, Answer, Budget, Command, Ctx, Done, Press, Settings, Shape},
    base::{
        error::{Error, Result},
        ids::ChannelId,
        json::FromJson,
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
        rest::{self, RestError},
    },
    features::{
        audit::Origin,
        gate::{
            self,
            model::{Design, GateSettings, Restriction, Want},
        },
        settings,
        verification::{
            act::{self, Said},
            alert,
            model::Verification,
            sql, text,
        },
    },
    platform::db::{self, DbError},
};

const USER: Opt = Opt::user("user", text::specs::user).required();
/// A thread that nobody writes in is put away after a week, in minutes.
const ARCHIVE_AFTER: u16 = 10_080;

pub const VERIFY: Command = Command {
    name: "verify",
    about: text::specs::verify,
    audience: MODERATE,
    shape: Shape::One(Action {
        options: &[USER],
        answer: Answer::Ephemeral,
        budget: Budget::new(40, 24, 80),
        run: |ctx| Box::pin(verify(ctx)),
        complete: None,
    }),
};

pub const CREATE_THREAD: Command = Command {
    name: "createthread",
    about: text::specs::create_thread,
    audience: MODERATE,
    shape: Shape::One(Action {
        options: &[USER],
        answer: Answer::Slow,
        budget: Budget::new(30, 20, 40),
        run: |ctx| Box::pin(create_thread(ctx)),
        complete: None,
    }),
};

/// Argument: verification.
pub const THREAD: Press = Press {
    action: "thread",
    audience: MODERATE,
    answer: Answer::Slow,
    budget: Budget::new(30, 20, 40),
    run: |ctx| Box::pin(thread(ctx)),
};

async fn latest(ctx: &Ctx) -> Result<(Settings, crate::app::args::Target, Option<Verification>, Option<Restriction>)> {
    let target = ctx.args.user("user").ok_or_else(|| Error::Internal("no user option".to_owned()))?;
    let facts = vec![sql::find_latest(ctx.guild, target.id), gate::find_restriction(ctx.guild, target.id)];
    let (settings, rows) = settings::read(ctx, facts).await?;
    settings::require_moderator(ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let known: Option<Verification> = db::first(&rows, 0)?;
    let restricted: Option<Restriction> = db::first(&rows, 1)?;
    Ok((settings, target, known.filter(Verification::is_pending), restricted))
}

/// An open one is decided; without one a member of a guild with a gate is simply let in.
async fn verify(ctx: Ctx) -> Result<Done> {
    let (settings, target, known, restricted) = latest(&ctx).await?;
    let said = Reply::Ephemeral(Message::text(text::verified(ctx.lang, target.id)));
    if let Some(known) = known {
        act::verify(&ctx, &settings, &known, Origin::Command, false).await?;
        let after = act::after(&ctx, &known.id, known.user, Said::In);
        return Ok(Done::from(said).and_then(Some(after)));
    }
    let restricted = restricted.is_some_and(|known| known.want == Want::Restricted);
    let Some(wishes) = act::admit(&ctx, &settings, &target, restricted).await? else {
        return Err(Error::Refused(text::nothing_open(ctx.lang).to_owned()));
    };
    let after = match restricted {
        true => Some(act::freed(&ctx, target.id)),
        false => act::given(&ctx, wishes, text::not_in),
    };
    Ok(Done::from(said).and_then(after))
}

async fn create_thread(ctx: Ctx) -> Result<Done> {
    let (settings, _, known, _) = latest(&ctx).await?;
    let known = known.ok_or_else(|| Error::Refused(text::nothing_open(ctx.lang).to_owned()))?;
    opened(&ctx, &settings, &known).await
}

async fn thread(ctx: Ctx) -> Result<Done> {
    let (settings, known) = of_button(&ctx, Permissions::MODERATE_MEMBERS).await?;
    if !known.is_pending() {
        return Err(Error::Refused(text::decided_already(ctx.lang).to_owned()));
    }
    opened(&ctx, &settings, &known).await
}

#[derive(FromJson)]
struct Made {
    id: ChannelId,
}

/// A private thread with the member in it; the one there is, where there is one.
async fn opened(ctx: &Ctx, settings: &Settings, known: &Verification) -> Result<Done> {
    let said = |thread| Reply::Ephemeral(Message::text(text::thread_opened(ctx.lang, thread)));
    if let Some(thread) = known.thread {
        return Ok(said(thread).into());
    }
    // Who does not see a channel sees none of its threads, so it hangs on the one that newcomers and
    // who is restricted see.
    let gate = GateSettings::of(settings, &ctx.config);
    // Who is verified does not see it where that is the gate's design.
    let sees_it = known.restricted == 1 || gate.design == Design::Restricted;
    let open = gate.channel.filter(|_| gate.is_ready() && sees_it);
    let channel = open.or(settings::admin_channel(settings, &ctx.config));
    let channel = channel.ok_or_else(|| Error::Refused(text::no_channel(ctx.lang).to_owned()))?;
    let lang = settings.lang();
    let failed = |error: RestError| match error.is_passing() {
        true => Error::Refused(text::discord_silent(ctx.lang).to_owned()),
        false => Error::Refused(text::thread_failed(ctx.lang, channel)),
    };
    let name = text::thread_name(lang, &known.user_name);
    let call = rest::create_private_thread(channel, &name, ARCHIVE_AFTER).because("Guildhall: verification");
    let thread: Made = ctx.discord.read(call).await.map_err(failed)?;
    let event = sql::NewEvent {
        verification: &known.id,
        cause: &ctx.cause.to_string(),
        kind: "thread",
        actor: Some(ctx.actor.id),
        text: "",
        link: None,
    };
    let statements = vec![
        sql::insert_action(ctx.guild, &ctx.cause.to_string(), known.user, "thread", ctx.actor.id, &known.id, ctx.now),
        sql::set_thread(ctx.guild, &known.id, thread.id, ctx.now),
        sql::insert_event(ctx.guild, &event, ctx.now),
    ];
    match ctx.db.batch(statements).await {
        // Two presses at once: one thread is enough.
        Err(DbError::Violated(_)) => {
            ctx.discord.send(rest::delete_channel(thread.id)).await.ok();
            let rows = ctx.db.batch(vec![sql::find(ctx.guild, &known.id)]).await?;
            let known: Option<Verification> = db::first(&rows, 0)?;
            let other = known.and_then(|known| known.thread);
            return other.map(|thread| said(thread).into()).ok_or_else(|| failed_twice(ctx));
        }
        written => drop(written?),
    }
    // Who has left cannot be added; the thread is there for when they are back.
    let left = ctx.discord.send(rest::add_thread_member(thread.id, known.user)).await.is_err();
    ctx.discord.send(rest::add_thread_member(thread.id, ctx.actor.id)).await.ok();
    let hello = Message::text(text::thread_hello(lang, known.user));
    // Without it the thread is there all the same.
    ctx.discord.send(rest::create_message(thread.id, &hello)).await.ok();
    alert::refresh(&ctx.means, ctx.guild, &known.id, ctx.now).await?;
    let mut sentence = text::thread_opened(ctx.lang, thread.id);
    if left {
        sentence.push_str(&text::thread_without(ctx.lang, known.user));
    } else if open.is_none() {
        sentence.push_str(&text::thread_unseen(ctx.lang, known.user, channel));
    }
    Ok(Reply::Ephemeral(Message::text(sentence)).into())
}

fn failed_twice(ctx: &Ctx) -> Error {
    Error::Refused(text::decided_already(ctx.lang).to_owned())
}
