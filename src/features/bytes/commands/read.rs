//! `/bytes read` and `/bytes daily`.

use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::{
        error::{Error, Result},
        ids::{RoleId, UserId},
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        bytes::{
            act::{self, Facts},
            logic, sql, text,
        },
        roles,
    },
};

use super::shared;

pub const READ: Sub = Sub {
    group: None,
    name: "read",
    about: text::specs::read,
    action: Action {
        options: &[Opt::user("user", text::specs::read_user)],
        answer: Answer::Ephemeral,
        budget: Budget::new(26, 4, 16),
        run: |ctx| Box::pin(read(ctx)),
        complete: None,
    },
};

pub const SHOW: Press = Press {
    action: "show",
    audience: Audience::Everyone,
    answer: Answer::Public,
    budget: Budget::new(26, 4, 16),
    run: |ctx| Box::pin(show(ctx)),
};

pub const DAILY: Sub = Sub {
    group: None,
    name: "daily",
    about: text::specs::daily,
    action: Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(26, 4, 16),
        run: |ctx| Box::pin(daily(ctx)),
        complete: None,
    },
};

async fn read(ctx: Ctx) -> Result<Done> {
    let user = match ctx.args.user("user") {
        Some(target) if target.is_bot => return Err(Error::Refused(text::bots_have_none(ctx.lang).to_owned())),
        Some(target) => target.id,
        None => ctx.actor.id,
    };
    let (facts, message) = account(&ctx, user, ctx.lang).await?;
    let message = shared::with_claim(ctx.lang, message, facts.claim.as_ref());
    let reply = shared::shown_to_one(ctx.lang, message, "show", &[&user.to_string()]);
    shared::visited(&ctx, &facts, reply)
}

async fn show(ctx: Ctx) -> Result<Done> {
    let user =
        ctx.args.control_id(0).ok_or_else(|| Error::Refused(crate::app::text::unknown_control(ctx.lang).to_owned()))?;
    let facts = visit(&ctx, user).await?;
    let message = described(&facts, user, shared::public_lang(&facts.settings))?;
    shared::visited(&ctx, &facts, Reply::Public(message))
}

async fn account(ctx: &Ctx, user: UserId, lang: Lang) -> Result<(Facts, Message)> {
    let facts = visit(ctx, user).await?;
    let message = described(&facts, user, lang)?;
    Ok((facts, message))
}

async fn visit(ctx: &Ctx, user: UserId) -> Result<Facts> {
    act::visit(ctx, user, || vec![roles::list_of_member(ctx.guild, user)]).await
}

#[derive(FromJson)]
struct WishRow {
    role: RoleId,
    wanted: i64,
    state: String,
}

fn described(facts: &Facts, user: UserId, lang: Lang) -> Result<Message> {
    let Some(account) = &facts.other else {
        return Ok(Message::text(text::no_account(lang, user)));
    };
    let wishes: Vec<WishRow> = facts.rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let failed: Vec<RoleId> =
        wishes.iter().filter(|wish| wish.wanted == 1 && wish.state == "failed").map(|wish| wish.role).collect();
    let earned = logic::wanted(&facts.bytes, account);
    Ok(Message::embed(text::account(lang, &facts.bytes, user, account, &earned, &failed)))
}

#[derive(FromJson)]
struct ClaimedRow {
    at: i64,
    reason: Option<String>,
}

async fn daily(ctx: Ctx) -> Result<Done> {
    let facts = act::visit(&ctx, ctx.actor.id, || vec![sql::find_last_claim(ctx.guild, ctx.actor.id)]).await?;
    let next = logic::next_day(&facts.bytes.boundary, ctx.now);
    if let Some(claim) = &facts.claim {
        let balance = facts.other.as_ref().map_or(0, |account| account.balance);
        let embed = text::daily_paid(ctx.lang, &facts.bytes, claim, balance, next);
        return shared::visited(&ctx, &facts, Reply::Ephemeral(Message::embed(embed)));
    }
    let row: Option<ClaimedRow> = facts.rows.first().map(|rows| rows.first()).transpose()?.flatten();
    let (at, by) = row.map_or((None, None), |row| (Some(Time::from_millis(row.at)), row.reason));
    shared::done(Reply::Ephemeral(Message::text(text::daily_taken(ctx.lang, at, by.as_deref(), next))))
}
