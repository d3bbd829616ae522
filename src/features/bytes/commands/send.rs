//! `/bytes send`: giving bytes to somebody else.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Sub},
    base::{
        error::{Error, Result},
        json::FromJson,
        money, words,
    },
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{
        bytes::{
            act::{self, Facts, ROUNDS},
            logic::{self, Request},
            model::{Claim, Transfer},
            sql, text,
        },
        roles::{self, model::Wish},
    },
    platform::db::Stmt,
};

use super::shared;

/// Longest reason, in characters.
const REASON: u16 = 300;

pub const SEND: Sub = Sub {
    group: None,
    name: "send",
    about: text::specs::send,
    action: Action {
        options: &[
            Opt::user("user", text::specs::send_user).required(),
            Opt::integer("amount", text::specs::send_amount, 1, money::MAX).required(),
            Opt::text("reason", text::specs::send_reason, REASON),
        ],
        answer: Answer::Public,
        budget: Budget::new(34, 6, 30),
        run: |ctx| Box::pin(send(ctx)),
        complete: None,
    },
};

#[derive(FromJson)]
struct Net {
    net: i64,
}

async fn send(ctx: Ctx) -> Result<Done> {
    let target = ctx.args.user("user").ok_or_else(|| Error::Internal("no user option".to_owned()))?;
    let cause = ctx.cause.to_string();
    let request = Request {
        from: ctx.actor.id,
        to: target.id,
        to_is_bot: target.is_bot,
        to_is_member: target.is_member,
        amount: ctx.args.integer("amount").unwrap_or_default(),
        reason: ctx.args.text("reason").map(words::plain).filter(|reason| !reason.is_empty()),
        joined: ctx.actor.joined,
    };
    // What our own earlier round would have said: a batch whose outcome was lost is sent again by
    // the platform, and the second time finds its own cause.
    let mut tried: Option<Done> = None;
    for _ in 0..ROUNDS {
        let more =
            vec![sql::exists_cause(ctx.guild, ctx.actor.id, &cause), sql::find_net(ctx.guild, ctx.actor.id, target.id)];
        let facts = act::facts(&ctx, target.id, more).await?;
        if facts.rows.first().is_some_and(|seen| !seen.is_empty()) {
            return tried.ok_or_else(|| Error::Refused(text::already_done(ctx.lang).to_owned()));
        }
        let sender = facts.own_claimed();
        let decision = logic::decide(&facts.bytes, &sender, facts.other.as_ref(), request.clone(), ctx.now);
        let transfer = match decision {
            Ok(transfer) => transfer,
            Err(refusal) => {
                let claim = act::claim_alone(&ctx, &facts).await?;
                let sentence = text::refusal(ctx.lang, &refusal);
                let line = claim.map(|claim| format!("\n{}", text::claim_line(ctx.lang, &claim))).unwrap_or_default();
                return Err(Error::Refused(sentence + &line));
            }
        };
        let (wishes, statements) = write(&ctx, &facts, &transfer, &target.roles, &cause)?;
        let done = Done::from(said(&facts, &transfer, facts.claim.as_ref())).and_then(roles::after(&ctx, wishes));
        if act::commit(&ctx, statements).await?.is_some() {
            return Ok(done);
        }
        tried = Some(done);
    }
    Err(act::lost())
}

/// The claim, both accounts, the pair and the roles that were earned, in one batch.
fn write(
    ctx: &Ctx,
    facts: &Facts,
    transfer: &Transfer,
    receiver_roles: &[crate::base::ids::RoleId],
    cause: &str,
) -> Result<(Vec<Wish>, Vec<Stmt>)> {
    let (guild, at) = (ctx.guild, ctx.now);
    let (from, to, amount) = (transfer.from, transfer.to, transfer.amount);
    let (mut statements, mut wishes) = act::claim_with_roles(ctx, facts);
    statements.extend(act::opening(guild, to, transfer.opening, at));
    statements.extend(act::first_earning(ctx, &facts.settings, to, transfer.opening.is_some()));
    statements.push(sql::insert_transfer(guild, transfer, at, cause));
    statements.push(sql::set_pair(guild, from, to, amount));
    statements.push(sql::give(guild, from, to, amount, transfer.cooldown, at));
    statements.push(sql::receive(guild, from, to, amount, at));

    let net: Option<Net> = facts.rows.get(1).map(|rows| rows.first()).transpose()?.flatten();
    let before = facts.other.clone().unwrap_or_default();
    let after = logic::sent(facts.other.as_ref(), transfer, net.map_or(0, |row| row.net));
    let (earned, planned) = act::role_changes(ctx, &facts.bytes, &before, &after, to, receiver_roles);
    statements.extend(planned);
    wishes.extend(earned);
    Ok((wishes, statements))
}

fn said(facts: &Facts, transfer: &Transfer, claim: Option<&Claim>) -> Reply {
    let lang = shared::public_lang(&facts.settings);
    Reply::Public(shared::with_claim(lang, Message::text(text::sent(lang, transfer)), claim))
}
