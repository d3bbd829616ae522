//! An act that a rule decides, in the order of every act: looked at, planned, told, done, written.

use super::{
    act,
    appeal::with_appeal,
    logic,
    look::{self, Seen},
    model::{Failure, Order, State},
    sql, text,
};
use crate::{
    app::{Means, MemberAct},
    base::{
        error::{Error, Result},
        ids::GuildId,
        lang::Lang,
        time::Time,
    },
    features::dms::{
        self,
        model::{Notice, Told},
    },
    platform::db::{self, DbError, Stmt, Violated},
};

/// Which rule acts, and where.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// In the case, instead of a moderator.
    pub name: &'a str,
    pub guild: GuildId,
    /// Identity of what the rule acts on; it acts once.
    pub cause: &'a str,
    /// The guild's.
    pub lang: Lang,
    pub now: Time,
}

/// What it came to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ruled {
    /// Planned with a case; [`State::Planned`] is finished by the minute tick.
    Case(State),
    /// It may not be done, or the person is not here.
    Refused,
    /// A fact that was relied on holds no more, or the rule has acted before.
    Over,
}

/// Kicks or bans by a rule while `facts`, each of which fails where it does not hold, stand.
///
/// # Errors
/// When the database or Discord does not serve; nothing has happened then.
pub async fn by_rule(means: &Means, rule: Rule<'_>, order: &Order, facts: Vec<Stmt>) -> Result<Ruled> {
    let Rule { guild, cause, now, .. } = rule;
    let seen = look::see(&means.discord, guild, None, order.target, order.kind).await?;
    if logic::decide(order.kind, order.expires, now, &seen.scene).is_err() {
        return Ok(Ruled::Refused);
    }
    let due = Some(now.plus(logic::GRACE));
    let mut statements = vec![
        sql::take_number(guild),
        sql::insert_case(guild, now, cause, None, Some(rule.name), order, State::Planned, Notice::Silent, due),
        sql::find_by_cause(guild, cause, order.target, order.kind),
    ];
    statements.extend(facts);
    let rows = match means.db.batch(statements).await {
        Err(DbError::Violated(Violated::NotNull(_) | Violated::Unique(_))) => return Ok(Ruled::Over),
        rows => rows?,
    };
    let case: Option<act::Numbered> = db::first(&rows, 2)?;
    let number = case.ok_or_else(|| Error::Internal("a case was written and is not there".to_owned()))?.number;
    done(means, rule, order, number, &seen).await.map(Ruled::Case)
}

async fn done(means: &Means, rule: Rule<'_>, order: &Order, number: i64, seen: &Seen) -> Result<State> {
    let Rule { guild, now, .. } = rule;
    let told = match order.tell && seen.scene.target_roles.is_some() {
        true => {
            let message = text::dm(rule.lang, order, number, &seen.guild_name);
            let origin = (&*means.config, means.config.base_url.as_deref());
            let message = with_appeal(message, origin, rule.lang, order.kind, (guild, number, order.target));
            Some(dms::tell(means, guild, order.target, &message, now).await?)
        }
        false => None,
    };
    let sent = match logic::call(order.kind, guild, order.target, order.expires, order.delete_seconds) {
        Some(call) => means.discord.send(call.because(act::reason(number, order.reason.as_deref()))).await,
        None => Ok(()),
    };
    let failure = sent.err().map(|error| logic::failure(&error));
    let (state, due) = match failure {
        None => (State::Done, order.expires),
        Some(Failure::Unreachable) => (State::Planned, logic::next_try(0, now)),
        Some(_) => (State::Failed, None),
    };
    if let (State::Failed, Some(Told::Delivered { channel, message })) = (state, told) {
        // The message says what did not happen; there is nothing to do when it cannot be changed.
        dms::correct(means, channel, message, &text::dm_undone(rule.lang, order.kind, &seen.guild_name)).await.ok();
    }
    let notice = told.map_or(Notice::Silent, Told::notice);
    let mut statements = vec![sql::set_outcome(guild, number, state, failure, notice, due)];
    let deed = order.kind.deed().filter(|_| state == State::Done).map(|deed| MemberAct {
        guild,
        user: order.target,
        deed,
        actor: None,
        case: number,
        cause: rule.cause.to_owned(),
        now,
    });
    if deed.is_some() {
        let actor = means.config.application.map(twilight_model::id::Id::cast).unwrap_or(order.target);
        let action = format!("moderation.{}", order.kind.word());
        statements.push(act::automatic_audit(guild, now, number, actor, &action, order.target));
    }
    statements.extend(deed.iter().flat_map(|deed| act::followers(means, deed)));
    means.db.batch(statements).await?;
    if let Some(deed) = deed {
        act::then(means, deed).await?;
    }
    Ok(state)
}
