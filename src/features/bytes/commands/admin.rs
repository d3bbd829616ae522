//! `/bytes-admin grant`, `revoke` and `audit`.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Settings, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        ids::{RoleId, UserId},
        json::FromJson,
        money::{self, Amount},
        words,
    },
    discord::{
        build::{button, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::{self, Origin},
        bytes::{
            act::{self, ROUNDS},
            manage,
            model::{Account, BytesSettings},
            sql, text,
        },
        roles, settings,
    },
    platform::db::{Rows, Stmt},
};

use super::shared;

const ACCOUNT: &[Opt] = &[
    Opt::user("user", text::specs::admin_user).required(),
    Opt::integer("amount", text::specs::admin_amount, 1, money::MAX).required(),
    Opt::text("reason", text::specs::send_reason, 300),
];

pub const GRANT: Sub = Sub {
    group: None,
    name: "grant",
    about: text::specs::grant,
    action: Action {
        options: ACCOUNT,
        answer: Answer::Ephemeral,
        budget: Budget::new(30, 5, 12),
        run: |ctx| Box::pin(grant(ctx)),
        complete: None,
    },
};

pub const REVOKE: Sub = Sub {
    group: None,
    name: "revoke",
    about: text::specs::revoke,
    action: Action {
        options: ACCOUNT,
        answer: Answer::Ephemeral,
        budget: Budget::new(20, 0, 8),
        run: |ctx| Box::pin(revoke(ctx)),
        complete: None,
    },
};

pub const AUDIT: Sub = Sub {
    group: None,
    name: "audit",
    about: text::specs::audit,
    action: Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(6, 0, 4),
        run: |ctx| Box::pin(start_audit(ctx)),
        complete: None,
    },
};

/// Arguments: member, cause of the grant.
pub const UNDO: Press = press("undo", |ctx| Box::pin(undo(ctx)));
/// After a shortfall, takes what is there. Arguments: member, amount, cause to write.
pub const TAKE: Press = press("take", |ctx| Box::pin(take_what_is_there(ctx)));
/// After a shortfall, leaves everything.
pub const KEEP: Press = press("keep", |ctx| {
    Box::pin(async move { shared::done(Reply::Update(Message::text(text::nothing_taken(ctx.lang)))) })
});

const fn press(action: &'static str, run: fn(Ctx) -> crate::app::Work<Done>) -> Press {
    Press { action, audience: Audience::Admins, answer: Answer::Update, budget: Budget::new(20, 0, 8), run }
}

/// One account with what is needed to decide on it.
struct Known {
    settings: Settings,
    bytes: BytesSettings,
    account: Option<Account>,
    /// The entry that the cause has written already.
    seen: Option<Seen>,
}

#[derive(FromJson)]
struct Seen {
    kind: String,
    delta: i64,
}

async fn known(ctx: &Ctx, user: UserId, cause: &str) -> Result<Known> {
    let facts = vec![sql::find_accounts(ctx.guild, user, user), sql::find_entry(ctx.guild, user, cause)];
    let (settings, rows) = settings::read(ctx, facts).await?;
    let first = |place: usize| rows.get(place).map(Rows::first::<Account>).transpose();
    Ok(Known {
        bytes: settings.section(),
        settings,
        account: first(0)?.flatten(),
        seen: rows.get(1).map(|rows| rows.first()).transpose()?.flatten(),
    })
}

fn recorded(ctx: &Ctx, action: &str, origin: Origin, user: UserId, delta: i64) -> Stmt {
    let entry =
        audit::Entry { action, origin, subject: Some(user.to_string()), before: None, after: Some(delta.to_string()) };
    audit::record(ctx, entry)
}

fn reason(ctx: &Ctx) -> Option<String> {
    ctx.args.text("reason").map(words::plain).filter(|reason| !reason.is_empty())
}

async fn grant(ctx: Ctx) -> Result<Done> {
    let (user, held, amount) = target(&ctx)?;
    let cause = ctx.cause.to_string();
    // As in `/bytes send`: our own earlier round may have been written after all.
    let mut tried: Option<Done> = None;
    for _ in 0..ROUNDS {
        let known = known(&ctx, user, &cause).await?;
        if known.seen.is_some() {
            return tried.ok_or_else(|| Error::Refused(text::already_done(ctx.lang).to_owned()));
        }
        let before = known.account.clone().unwrap_or_default();
        let opening = known.account.is_none().then_some(known.bytes.starting);
        let balance = before.balance + opening.map_or(0, Amount::get);
        if balance > money::MAX - amount.get() {
            return Err(Error::Refused(text::too_many(ctx.lang, balance)));
        }
        let after = Account {
            balance: balance + amount.get(),
            highest: before.highest.max(balance + amount.get()),
            ..before.clone()
        };
        let mut statements = vec![recorded(&ctx, "bytes.grant", Origin::Command, user, amount.get())];
        statements.extend(act::opening(ctx.guild, user, opening, ctx.now));
        statements.extend(act::first_earning(&ctx, &known.settings, user, opening.is_some()));
        statements.push(sql::insert_entry(
            ctx.guild,
            user,
            ctx.now,
            &cause,
            amount.get(),
            "grant",
            reason(&ctx).as_deref(),
        ));
        statements.push(sql::grant(ctx.guild, user, amount, ctx.now));
        let (wishes, planned) = act::role_changes(&ctx, &known.bytes, &before, &after, user, &held);
        statements.extend(planned);
        let undo = custom_id::encode("bytes", "undo", &[&user.to_string(), &cause]);
        let message = Message::text(text::granted(ctx.lang, user, amount, after.balance)).with(row(vec![button(
            ButtonStyle::Secondary,
            text::undo(ctx.lang),
            undo,
        )]));
        let done = Done::from(Reply::Ephemeral(message)).and_then(roles::after(&ctx, wishes));
        if act::commit(&ctx, statements).await?.is_some() {
            return Ok(done);
        }
        tried = Some(done);
    }
    Err(act::lost())
}

async fn revoke(ctx: Ctx) -> Result<Done> {
    let (user, _, amount) = target(&ctx)?;
    let cause = ctx.cause.to_string();
    let message = take(&ctx, Origin::Command, user, amount, &cause, false).await?;
    shared::done(Reply::Ephemeral(message))
}

async fn undo(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let user = ctx.args.control_id(0).ok_or_else(expired)?;
    let granted_by = ctx.args.control.get(1).ok_or_else(expired)?;
    let rows = ctx.db.batch(vec![sql::find_entry(ctx.guild, user, granted_by)]).await?;
    let entry: Option<Seen> = rows.first().map(|rows| rows.first()).transpose()?.flatten();
    let entry = entry.filter(|entry| entry.kind == "grant").ok_or_else(expired)?;
    let amount = Amount::new(entry.delta).ok_or_else(expired)?;
    let message = take(&ctx, Origin::Button, user, amount, &format!("undo:{granted_by}"), false).await?;
    shared::done(Reply::Update(message))
}

async fn take_what_is_there(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let user = ctx.args.control_id(0).ok_or_else(expired)?;
    let amount = ctx.args.control_number(1).and_then(Amount::new).ok_or_else(expired)?;
    let cause = ctx.args.control.get(2).cloned().ok_or_else(expired)?;
    let message = take(&ctx, Origin::Button, user, amount, &cause, true).await?;
    shared::done(Reply::Update(message))
}

/// Takes an amount from a member. Where they hold less, shows the shortfall and lets the
/// administrator choose; `at_most` takes what is there.
async fn take(ctx: &Ctx, origin: Origin, user: UserId, amount: Amount, cause: &str, at_most: bool) -> Result<Message> {
    let mut tried: Option<Message> = None;
    for _ in 0..ROUNDS {
        let known = known(ctx, user, cause).await?;
        if known.seen.is_some() {
            return tried.ok_or_else(|| Error::Refused(text::already_done(ctx.lang).to_owned()));
        }
        let Some(account) = known.account else {
            return Err(Error::Refused(text::no_account(ctx.lang, user)));
        };
        let there = Amount::new(account.balance).unwrap_or_default();
        if there < amount && !at_most {
            return Ok(shortfall(ctx, user, amount, there, cause));
        }
        let taken = amount.min(there);
        let statements = vec![
            recorded(ctx, "bytes.revoke", origin, user, -taken.get()),
            sql::insert_entry(ctx.guild, user, ctx.now, cause, -taken.get(), "revoke", reason(ctx).as_deref()),
            sql::revoke(ctx.guild, user, taken, ctx.now),
        ];
        let message = Message::text(text::revoked(ctx.lang, user, taken, account.balance - taken.get()));
        if act::commit(ctx, statements).await?.is_some() {
            return Ok(message);
        }
        tried = Some(message);
    }
    Err(act::lost())
}

fn shortfall(ctx: &Ctx, user: UserId, amount: Amount, there: Amount, cause: &str) -> Message {
    let take = custom_id::encode("bytes", "take", &[&user.to_string(), &amount.get().to_string(), cause]);
    let keep = custom_id::encode("bytes", "keep", &[]);
    let mut buttons = Vec::new();
    if there > Amount::ZERO {
        buttons.push(button(ButtonStyle::Danger, text::take_all(ctx.lang, there), take));
    }
    buttons.push(button(ButtonStyle::Secondary, text::leave_it(ctx.lang), keep));
    Message::text(text::shortfall(ctx.lang, user, amount, there)).with(row(buttons))
}

fn target(ctx: &Ctx) -> Result<(UserId, Vec<RoleId>, Amount)> {
    let target = ctx.args.user("user").ok_or_else(|| Error::Internal("no user option".to_owned()))?;
    if target.is_bot {
        return Err(Error::Refused(text::bots_have_none(ctx.lang).to_owned()));
    }
    let amount =
        ctx.args.integer("amount").and_then(Amount::new).ok_or_else(|| Error::Internal("no amount".to_owned()))?;
    Ok((target.id, target.roles, amount))
}

async fn start_audit(ctx: Ctx) -> Result<Done> {
    let (last, started) = manage::start_audit(&ctx, Origin::Command).await?;
    shared::done(Reply::Ephemeral(Message::text(text::audit_state(ctx.lang, last.as_ref(), started))))
}
