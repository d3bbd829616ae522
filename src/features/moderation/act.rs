//! How every act on a member goes: looked at, decided, planned, told, done, written.
//!
//! The hierarchy is decided before the case is planned, so a refused act leaves no case behind.

use super::{
    appeal::with_appeal,
    logic::{self, Refusal},
    look::{self, Seen},
    model::{Case, Failure, Kind, NOTE, Order, REASON, Report, State},
    sql, text,
};
use crate::{
    app::{Audience, Ctx, Deed, Means, MemberAct, Work},
    base::{
        error::{Error, Missing, Result},
        ids::{GuildId, UserId},
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    discord::rest::RestError,
    features::{
        audit::{self, Origin},
        dms::{
            self,
            model::{Notice, Told},
        },
        gate::{self, model::GateSettings},
        settings,
    },
    platform::db::{self, DbError, Stmt, Violated},
};

/// Whether the one who asks may do an act of this kind to somebody: the rule of every act, without one.
/// Gives the name that people see.
///
/// # Errors
/// Refused with the reason.
pub async fn may_act_on(ctx: &Ctx, target: UserId, kind: Kind) -> Result<String> {
    let actor = Some((ctx.actor.id, ctx.actor.roles.clone()));
    let seen = look::see(&ctx.discord, ctx.guild, actor, target, kind).await;
    let seen = seen.map_err(|error| unseen(ctx.lang, error))?;
    logic::decide(kind, None, ctx.now, &seen.scene)
        .map_err(|refusal: Refusal| Error::Refused(text::refusal(ctx.lang, refusal)))?;
    Ok(seen.target_name)
}

/// The statements of a case that is done with the batch in which they stand.
pub fn record(
    guild: GuildId,
    now: Time,
    cause: &str,
    moderator: Option<UserId>,
    rule: Option<&str>,
    order: &Order,
) -> Vec<Stmt> {
    let mut statements = vec![
        sql::take_number(guild),
        sql::insert_case(guild, now, cause, moderator, rule, order, State::Done, Notice::Silent, order.expires),
    ];
    statements.extend(ended(guild, order.target, order.kind, None, moderator, now));
    statements
}

/// The older cases that an act ends: replaced ones have expired, opposite ones were undone.
fn ended(
    guild: GuildId,
    target: UserId,
    kind: Kind,
    number: Option<i64>,
    by: Option<UserId>,
    now: Time,
) -> Option<Stmt> {
    let resolution = if kind.ends().contains(&kind) { "expired" } else { "undone" };
    let ends = !kind.ends().is_empty();
    ends.then(|| sql::end_others(guild, target, kind.ends(), number, resolution, by, now))
}

/// Carries out an order for the one who asks.
///
/// # Errors
/// Refused with the reason when it may not be done; nothing has happened then.
pub async fn carry_out(ctx: &Ctx, order: Order) -> Result<Report> {
    carry_out_while(ctx, order, Vec::new()).await
}

/// As [`carry_out`], while `facts` stand: each fails on NOT NULL where it does not hold any more.
///
/// # Errors
/// As [`carry_out`].
pub async fn carry_out_while(ctx: &Ctx, order: Order, facts: Vec<Stmt>) -> Result<Report> {
    let cause = ctx.cause.to_string();
    let read = settings::read(ctx, vec![sql::find_by_cause(ctx.guild, &cause, order.target, order.kind)]).await;
    let (settings, rows) = match read {
        Err(Error::Without(Missing::Database | Missing::Quota(_))) if order.kind.is_call() => {
            return without_database(ctx, &order).await;
        }
        read => read?,
    };
    settings::require_moderator(ctx, &settings, order.kind.permission())?;
    if order.kind == Kind::Restrict && !GateSettings::of(&settings, &ctx.config).is_ready() {
        return Err(Error::Refused(text::no_gate(ctx.lang).to_owned()));
    }
    if let Some(known) = db::first::<Case>(&rows, 0)? {
        return Ok(repeated(&known));
    }
    let seen = decided(ctx, &order).await?;
    let lang = settings.lang();
    if order.kind.is_call() {
        call(ctx, order, &cause, &seen, lang, facts).await
    } else {
        write(ctx, order, &cause, &seen, lang).await
    }
}

fn repeated(case: &Case) -> Report {
    Report {
        case: Some(case.number),
        state: case.state,
        notice: case.notice,
        failure: case.failure,
        repeated: true,
        act: None,
    }
}

/// Looks at Discord and decides.
async fn decided(ctx: &Ctx, order: &Order) -> Result<Seen> {
    let actor = Some((ctx.actor.id, ctx.actor.roles.clone()));
    let seen = look::see(&ctx.discord, ctx.guild, actor, order.target, order.kind).await;
    let seen = seen.map_err(|error| unseen(ctx.lang, error))?;
    if order.kind == Kind::Unban && !seen.is_banned {
        return Err(Error::Refused(text::not_banned(ctx.lang, &order.target_name)));
    }
    logic::decide(order.kind, order.expires, ctx.now, &seen.scene)
        .map_err(|refusal: Refusal| Error::Refused(text::refusal(ctx.lang, refusal)))?;
    Ok(seen)
}

pub fn unseen(lang: Lang, error: RestError) -> Error {
    if error.is_passing() { Error::Refused(text::discord_silent(lang).to_owned()) } else { error.into() }
}

/// Plans a case and gives its number; `None` when the same event has planned it.
async fn plan(
    ctx: &Ctx,
    cause: &str,
    order: &Order,
    state: State,
    due: Option<Time>,
    more: Vec<Stmt>,
) -> Result<Option<i64>> {
    let notice = Notice::Silent;
    let mut statements = vec![
        sql::take_number(ctx.guild),
        sql::insert_case(ctx.guild, ctx.now, cause, Some(ctx.actor.id), None, order, state, notice, due),
        sql::find_by_cause(ctx.guild, cause, order.target, order.kind),
    ];
    statements.extend(more);
    let rows = match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::Unique(_))) => return Ok(None),
        Err(DbError::Violated(Violated::NotNull(_))) => {
            return Err(Error::Refused(text::decided_meanwhile(ctx.lang).to_owned()));
        }
        rows => rows?,
    };
    let case: Option<Numbered> = db::first(&rows, 2)?;
    case.map(|case| Some(case.number)).ok_or_else(|| Error::Internal("a case was written and is not there".to_owned()))
}

#[derive(FromJson)]
pub struct Numbered {
    pub number: i64,
}

/// What the event that came before has written.
async fn written_before(ctx: &Ctx, cause: &str, order: &Order) -> Result<Report> {
    let rows = ctx.db.batch(vec![sql::find_by_cause(ctx.guild, cause, order.target, order.kind)]).await?;
    let case: Option<Case> = db::first(&rows, 0)?;
    case.map(|case| repeated(&case)).ok_or_else(|| Error::Internal("a case is there and cannot be read".to_owned()))
}

/// A case without a call of its own: a note, a warning, or a restriction, which the gate brings about.
async fn write(ctx: &Ctx, order: Order, cause: &str, seen: &Seen, lang: Lang) -> Result<Report> {
    let mut more = vec![audit_row(ctx, &order, None)];
    if order.kind == Kind::Restrict {
        more.extend(ended(ctx.guild, order.target, order.kind, None, Some(ctx.actor.id), ctx.now));
        more.extend(gate::restrict(ctx.guild, order.target, cause, ctx.now));
        // The number is given by the database; followers tell of the act by its cause.
        more.extend(act(ctx, &order, 0, cause).iter().flat_map(|act| followers(&ctx.means, act)));
    }
    let Some(number) = plan(ctx, cause, &order, State::Done, order.expires, more).await? else {
        return written_before(ctx, cause, &order).await;
    };
    let notice = tell_after(ctx, &order, number, seen, lang).await?;
    if notice != Notice::Silent {
        ctx.db.batch(vec![sql::set_notice(ctx.guild, number, notice)]).await?;
    }
    let act = act(ctx, &order, number, cause);
    Ok(Report { case: Some(number), state: State::Done, notice, failure: None, repeated: false, act })
}

/// An act on Discord.
async fn call(ctx: &Ctx, order: Order, cause: &str, seen: &Seen, lang: Lang, facts: Vec<Stmt>) -> Result<Report> {
    let due = ctx.now.plus(logic::GRACE);
    let Some(number) = plan(ctx, cause, &order, State::Planned, Some(due), facts).await? else {
        return written_before(ctx, cause, &order).await;
    };
    // Who is thrown out cannot be reached afterwards.
    let first = matches!(order.kind, Kind::Kick | Kind::Ban) && order.tell && seen.scene.target_roles.is_some();
    let told = match first {
        true => {
            let message = text::dm(lang, &order, number, &seen.guild_name);
            let message = with_appeal(
                message,
                (&ctx.config, Some(&ctx.own_origin)),
                lang,
                order.kind,
                (ctx.guild, number, order.target),
            );
            Some(dms::tell(&ctx.means, ctx.guild, order.target, &message, ctx.now).await?)
        }
        false => None,
    };
    let sent = match logic::call(order.kind, ctx.guild, order.target, order.expires, order.delete_seconds) {
        Some(call) => ctx.discord.send(call.because(reason(number, order.reason.as_deref()))).await,
        None => Ok(()),
    };
    let failure = sent.err().map(|error| logic::failure(&error));
    let mut notice = told.map_or(Notice::Silent, Told::notice);
    let (state, due) = match failure {
        None => (State::Done, order.expires),
        Some(Failure::Unreachable) => (State::Planned, logic::next_try(0, ctx.now)),
        Some(_) => (State::Failed, None),
    };
    match (state, told) {
        (State::Failed, Some(Told::Delivered { channel, message })) => {
            // The message says what did not happen; there is nothing to do when it cannot be changed.
            dms::correct(&ctx.means, channel, message, &text::dm_undone(lang, order.kind, &seen.guild_name)).await.ok();
        }
        (State::Done, None) => notice = tell_after(ctx, &order, number, seen, lang).await?,
        _ => {}
    }
    let act = act(ctx, &order, number, cause).filter(|_| state == State::Done);
    let mut statements = vec![sql::set_outcome(ctx.guild, number, state, failure, notice, due)];
    if state == State::Done {
        statements.extend(ended(ctx.guild, order.target, order.kind, Some(number), Some(ctx.actor.id), ctx.now));
    }
    if state != State::Planned {
        statements.push(audit_row(ctx, &order, failure));
    }
    statements.extend(act.iter().flat_map(|act| followers(&ctx.means, act)));
    ctx.db.batch(statements).await?;
    Ok(Report { case: Some(number), state, notice, failure, repeated: false, act })
}

/// For acts after which the person is still here.
async fn tell_after(ctx: &Ctx, order: &Order, number: i64, seen: &Seen, lang: Lang) -> Result<Notice> {
    let after = matches!(order.kind, Kind::Warn | Kind::Timeout | Kind::Restrict)
        && order.tell
        && seen.scene.target_roles.is_some();
    if !after {
        return Ok(Notice::Silent);
    }
    let message = text::dm(lang, order, number, &seen.guild_name);
    let message =
        with_appeal(message, (&ctx.config, Some(&ctx.own_origin)), lang, order.kind, (ctx.guild, number, order.target));
    let told = dms::tell(&ctx.means, ctx.guild, order.target, &message, ctx.now).await?;
    if told.is_passing() {
        let id = format!("case:{number}");
        ctx.db.batch(vec![dms::later(ctx.guild, order.target, &id, &message, ctx.now)]).await?;
        return Ok(Notice::Later);
    }
    Ok(told.notice())
}

fn audit_row(ctx: &Ctx, order: &Order, failure: Option<Failure>) -> Stmt {
    let action = format!("moderation.{}", order.kind.word());
    let entry = audit::Entry {
        action: &action,
        origin: order.origin,
        subject: Some(order.target.to_string()),
        before: None,
        after: Some(
            failure.map_or_else(|| order.reason.clone().unwrap_or_default(), |failure| failure.word().to_owned()),
        ),
    };
    audit::record(ctx, entry)
}

fn act(ctx: &Ctx, order: &Order, number: i64, cause: &str) -> Option<MemberAct> {
    Some(MemberAct {
        guild: ctx.guild,
        user: order.target,
        deed: order.kind.deed()?,
        actor: Some(ctx.actor.id),
        case: number,
        cause: cause.to_owned(),
        now: ctx.now,
    })
}

/// What stands in Discord's own audit log; by `case <n>` the bot's own acts are known again there.
pub fn reason(number: i64, reason: Option<&str>) -> String {
    let text = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    // Source of the limit: Discord reference, "Audit Log": 512 characters.
    crate::base::words::shortened(&format!("case {number}{text}"), 500)
}

/// What every other feature adds to the batch of an act on a member.
pub fn followers(means: &Means, act: &MemberAct) -> Vec<Stmt> {
    means.features.iter().filter_map(|feature| feature.follow.as_ref()).flat_map(|follow| (follow.write)(act)).collect()
}

/// Brings about what the other features planned with an act.
pub fn then(means: &Means, act: MemberAct) -> Work<()> {
    let means = means.clone();
    Box::pin(async move {
        for follow in means.features.iter().filter_map(|feature| feature.follow.as_ref()) {
            (follow.then)(means.clone(), act.clone()).await?;
        }
        Ok(())
    })
}

/// What is left to do after an order was carried out and answered.
pub fn after(ctx: &Ctx, report: &Report) -> Option<Work<()>> {
    let act = report.act.clone()?;
    let means = ctx.means.clone();
    Some(Box::pin(async move {
        if act.deed == Deed::Restricted {
            gate::bring_about(&means, act.guild, act.user, act.now).await?;
        }
        then(&means, act).await
    }))
}

/// The database does not serve: whoever has Discord's own permission may still act, and the case
/// is written from the audit log once it serves again.
async fn without_database(ctx: &Ctx, order: &Order) -> Result<Report> {
    ctx.require(Audience::Moderators(order.kind.permission()), &[])?;
    decided(ctx, order).await?;
    let reason = match &order.reason {
        Some(reason) => format!("for {}: {reason}", ctx.actor.id),
        None => format!("for {}", ctx.actor.id),
    };
    let sent = match logic::call(order.kind, ctx.guild, order.target, order.expires, order.delete_seconds) {
        Some(call) => ctx.discord.send(call.because(crate::base::words::shortened(&reason, 500))).await,
        None => Ok(()),
    };
    let failure = sent.err().map(|error| logic::failure(&error));
    let state = if failure.is_none() { State::Done } else { State::Failed };
    Ok(Report { case: None, state, notice: Notice::Silent, failure, repeated: false, act: None })
}

/// What is changed of a case.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    pub reason: Option<String>,
    /// The reason that stood there when the new one was written; without it that is the one that is read.
    pub seen: Option<String>,
    pub note: Option<String>,
}

/// Changes a case's reason, or adds a note to it.
///
/// # Errors
/// Refused where there is no such case, nothing to change, too much said, or another reason there by now.
pub async fn edit(ctx: &Ctx, number: i64, edit: Edit, origin: Origin) -> Result<()> {
    let rows = ctx.db.batch(vec![sql::find_case(ctx.guild, number)]).await?;
    let case: Option<Case> = db::first(&rows, 0)?;
    let case = case.ok_or_else(|| Error::Refused(text::no_such_case(ctx.lang, number)))?;
    let Edit { reason, seen, note } = edit;
    if reason.is_none() && note.is_none() {
        return Err(Error::Refused(text::nothing_to_edit(ctx.lang).to_owned()));
    }
    for (said, most) in [(&reason, REASON), (&note, NOTE)] {
        let long = said.as_ref().map_or(0, |said| said.chars().count());
        if long > usize::from(most) {
            return Err(Error::Refused(text::too_much(ctx.lang, long, most)));
        }
    }
    let audited = |action, before, after: &str| {
        let subject = Some(case.target.to_string());
        audit::record(ctx, audit::Entry { action, origin, subject, before, after: Some(after.to_owned()) })
    };
    let (cause, mut statements) = (ctx.cause.to_string(), Vec::new());
    if let Some(reason) = &reason {
        statements.push(audited("moderation.edit", case.reason.clone(), reason));
        let seen = seen.as_deref().or(case.reason.as_deref());
        statements.push(sql::set_reason(ctx.guild, number, reason, seen.filter(|seen| !seen.is_empty())));
    }
    if let Some(note) = &note {
        statements.push(audited("moderation.noted", None, note));
        statements.push(sql::insert_note(ctx.guild, number, ctx.now, &cause, ctx.actor.id, note));
    }
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::NotNull(_))) => Err(Error::Refused(text::other_reason(ctx.lang).to_owned())),
        // The same event was here before; what it changed stands.
        Err(DbError::Violated(_)) => Ok(()),
        written => Ok(written.map(drop)?),
    }
}

/// For acts that no person asked for by an interaction.
pub fn automatic_audit(guild: GuildId, now: Time, number: i64, actor: UserId, action: &str, subject: UserId) -> Stmt {
    let entry = audit::Entry {
        action,
        origin: Origin::Automatic,
        subject: Some(subject.to_string()),
        before: None,
        after: Some(format!("case {number}")),
    };
    audit::record_as(guild, now, &format!("case:{number}"), actor, entry)
}
