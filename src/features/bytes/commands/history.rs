//! `/bytes history`: the ledger of a member, newest first.

use twilight_model::{channel::message::component::ButtonStyle, guild::Permissions};

use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Settings, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        ids::UserId,
        lang::Lang,
        list,
        time::Time,
    },
    discord::{
        build::{ComponentExt, button, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        bytes::{act, model::Entry, sql, text},
        settings::{self, model::General},
    },
    platform::db::{Rows, Stmt},
};

use super::shared;

const PAGE_SIZE: i64 = 10;
/// Before every entry there is.
const END_OF_TIME: Time = Time::from_millis(crate::base::money::MAX);

pub const HISTORY: Sub = Sub {
    group: None,
    name: "history",
    about: text::specs::history,
    action: Action {
        options: &[Opt::user("user", text::specs::history_user)],
        answer: Answer::Ephemeral,
        budget: Budget::new(26, 4, 16),
        run: |ctx| Box::pin(first(ctx)),
        complete: None,
    },
};

/// Arguments: member, time and cause of the last entry shown.
pub const PAGE: Press = Press {
    action: "history",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: Budget::new(6, 0, 0),
    run: |ctx| Box::pin(page(ctx)),
};

/// Argument: member.
pub const SHOW: Press = Press {
    action: "history-show",
    audience: Audience::Everyone,
    answer: Answer::Public,
    budget: Budget::new(6, 0, 0),
    run: |ctx| Box::pin(show(ctx)),
};

fn entries(ctx: &Ctx, user: UserId, before: Time, cause: &str) -> Stmt {
    sql::list_entries(ctx.guild, user, before, cause, PAGE_SIZE + 1)
}

/// One's own history is one's own; that of others is for moderators.
fn allowed(ctx: &Ctx, settings: &Settings, user: UserId) -> Result<()> {
    if user == ctx.actor.id {
        return Ok(());
    }
    let listed = settings.section::<General>().moderator_role;
    ctx.require(Audience::Moderators(Permissions::MODERATE_MEMBERS), listed.as_slice())
}

async fn first(ctx: Ctx) -> Result<Done> {
    let user = ctx.args.user("user").map_or(ctx.actor.id, |target| target.id);
    let facts = act::visit(&ctx, ctx.actor.id, || vec![entries(&ctx, user, END_OF_TIME, "")]).await?;
    allowed(&ctx, &facts.settings, user)?;
    let message = listing(ctx.lang, user, &facts.rows, true, false)?;
    let message = shared::with_claim(ctx.lang, message, facts.claim.as_ref());
    shared::visited(&ctx, &facts, Reply::Ephemeral(message))
}

async fn page(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let user = ctx.args.control_id(0).ok_or_else(expired)?;
    let before = ctx.args.control_number(1).map(Time::from_millis);
    let cause = ctx.args.control.get(2).map(String::as_str).unwrap_or_default();
    let (settings, rows) =
        settings::read(&ctx, vec![entries(&ctx, user, before.unwrap_or(END_OF_TIME), cause)]).await?;
    allowed(&ctx, &settings, user)?;
    shared::done(Reply::Update(listing(ctx.lang, user, &rows, true, before.is_some())?))
}

async fn show(ctx: Ctx) -> Result<Done> {
    let user =
        ctx.args.control_id(0).ok_or_else(|| Error::Refused(shared_text::unknown_control(ctx.lang).to_owned()))?;
    let (settings, rows) = settings::read(&ctx, vec![entries(&ctx, user, END_OF_TIME, "")]).await?;
    allowed(&ctx, &settings, user)?;
    shared::done(Reply::Public(listing(shared::public_lang(&settings), user, &rows, false, false)?))
}

fn listing(lang: Lang, user: UserId, rows: &[Rows], controls: bool, turned: bool) -> Result<Message> {
    let mut entries: Vec<Entry> = rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let has_more = list::cut(&mut entries, PAGE_SIZE);
    let message = Message::embed(text::history(lang, user, &entries));
    if !controls {
        return Ok(message);
    }
    let who = user.to_string();
    let last =
        entries.last().map_or((String::new(), String::new()), |entry| (entry.at.to_string(), entry.cause.clone()));
    let newest = button(ButtonStyle::Secondary, text::newest(lang), custom_id::encode("bytes", "history", &[&who]));
    let older = button(
        ButtonStyle::Secondary,
        text::older(lang),
        custom_id::encode("bytes", "history", &[&who, &last.0, &last.1]),
    );
    let show =
        button(ButtonStyle::Secondary, text::show_here(lang), custom_id::encode("bytes", "history-show", &[&who]));
    Ok(message.with(row(vec![newest.disabled(!turned), older.disabled(!has_more), show])))
}
