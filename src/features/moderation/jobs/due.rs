//! Finishes acts that stayed planned, looking at Discord first, and ends those whose term is over.

use crate::{
    app::{Deed, JobCtx, MemberAct, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{ChannelId, GuildId, UserId},
        json::FromJson,
        lang::Lang,
        time::Time,
    },
    discord::{reply::Message, rest},
    features::{
        dms::{self, model::Notice},
        gate::{self, model::GateSettings},
        moderation::{
            act,
            logic::{self, Look},
            look,
            model::{Failure, Kind, State},
            sql, text,
        },
        settings,
    },
    platform::db::{DbError, Rows, Stmt, Violated},
};

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    number: i64,
    kind: Kind,
    target: UserId,
    moderator: Option<UserId>,
    expires_at: Option<i64>,
    state: State,
    notice: Notice,
    delete_seconds: i64,
    reason: Option<String>,
    attempts: i64,
}

/// Statements of one act at most, with what other features add and the tick writes: a restriction that
/// ends.
const ONE: usize = 26;

pub async fn run(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<Row> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut done = 0;
    for row in &rows {
        // What finds no room is due in the next minute.
        if !ctx.meter.has_room(ONE) {
            break;
        }
        done += 1;
        match row.state {
            State::Planned => finish(&ctx, row).await?,
            State::Done => end(&ctx, row).await?,
            State::Failed => {}
        }
    }
    Ok(Slice { rows: done, ..Slice::default() })
}

async fn finish(ctx: &JobCtx, row: &Row) -> Result<()> {
    let expires = row.expires_at.map(Time::from_millis);
    let tried = match look::look(&ctx.discord, row.guild, row.kind, row.target, ctx.now).await {
        Ok(Look::Done) => Ok(()),
        Err(error) => Err(error),
        Ok(Look::NotDone) => match logic::call(row.kind, row.guild, row.target, expires, row.delete_seconds) {
            Some(call) => ctx.discord.send(call.because(act::reason(row.number, row.reason.as_deref()))).await,
            None => Ok(()),
        },
    };
    let failure = tried.err().map(|error| logic::failure(&error));
    let again = logic::next_try(row.attempts, ctx.now);
    let (state, due) = match (failure, again) {
        (None, _) => (State::Done, expires),
        (Some(Failure::Unreachable), Some(again)) => (State::Planned, Some(again)),
        (Some(_), _) => (State::Failed, None),
    };
    let mut statements = vec![sql::set_outcome(row.guild, row.number, state, failure, row.notice, due)];
    let act = deed(ctx, row, row.kind, row.moderator, "finish").filter(|_| state == State::Done);
    if state == State::Done {
        let resolution = if row.kind.ends().contains(&row.kind) { "expired" } else { "undone" };
        if !row.kind.ends().is_empty() {
            let (number, by) = (Some(row.number), row.moderator);
            statements.push(sql::end_others(row.guild, row.target, row.kind.ends(), number, resolution, by, ctx.now));
        }
        statements.push(audited(ctx, row, row.kind, row.moderator));
    }
    write(ctx, statements, act).await?;
    if state == State::Failed {
        given_up(ctx, row).await?;
    }
    Ok(())
}

/// An act that will not happen any more: who was told of it learns that, and the administrators.
async fn given_up(ctx: &JobCtx, row: &Row) -> Result<()> {
    let Some((lang, channel)) = administrators(ctx, row).await? else { return Ok(()) };
    if row.notice == Notice::Told {
        let guild: Option<Guild> = ctx.discord.read(rest::get_guild(row.guild)).await.ok();
        let name = guild.map(|guild| guild.name).unwrap_or_default();
        dms::tell(&ctx.means, row.guild, row.target, &text::dm_undone_later(lang, row.kind, &name), ctx.now).await?;
    }
    tell(ctx, channel, text::cannot_finish(lang, row.number, row.target, row.kind)).await;
    Ok(())
}

/// Ends what was done for a time. Discord ends a timeout by itself.
async fn end(ctx: &JobCtx, row: &Row) -> Result<()> {
    if row.kind == Kind::Restrict {
        return lift(ctx, row).await;
    }
    let sent = match row.kind {
        Kind::Ban => {
            let reason = act::reason(row.number, Some("its term is over"));
            ctx.discord.send(rest::unban(row.guild, row.target).because(reason)).await
        }
        _ => Ok(()),
    };
    let failure = sent.err().map(|error| logic::failure(&error)).filter(|failure| *failure != Failure::Gone);
    let Some(failure) = failure else {
        let mut statements = vec![sql::set_resolved(row.guild, row.number, "expired", None, ctx.now)];
        let mut ended = None;
        if row.kind == Kind::Ban {
            statements.push(audited(ctx, row, Kind::Unban, None));
            ended = deed(ctx, row, Kind::Unban, None, "expire");
        }
        return write(ctx, statements, ended).await;
    };
    let again = logic::next_try(row.attempts, ctx.now).filter(|_| failure == Failure::Unreachable);
    ctx.db.batch(vec![sql::set_postponed(row.guild, row.number, failure, again)]).await?;
    if again.is_none()
        && let Some((lang, channel)) = administrators(ctx, row).await?
    {
        tell(ctx, channel, text::cannot_end(lang, row.number, row.target, row.kind)).await;
    }
    Ok(())
}

/// A restriction's term is over: the gate lets the person in again, and says itself when it cannot.
async fn lift(ctx: &JobCtx, row: &Row) -> Result<()> {
    let settings = match settings::read_of(&ctx.db, &ctx.config, row.guild, Vec::new()).await {
        // The guild is not served any more: nothing is done there, and it holds up nobody.
        Err(Error::Without(Missing::Guild)) => {
            let statement = sql::set_postponed(row.guild, row.number, Failure::Refused, None);
            return Ok(ctx.db.batch(vec![statement]).await.map(drop)?);
        }
        read => read?.0,
    };
    let cause = format!("expire:{}", row.number);
    let mut statements =
        vec![sql::set_resolved(row.guild, row.number, "expired", None, ctx.now), audited(ctx, row, Kind::Lift, None)];
    statements.extend(gate::lift(row.guild, row.target, &GateSettings::of(&settings, &ctx.config), &cause, ctx.now));
    write(ctx, statements, deed(ctx, row, Kind::Lift, None, "expire")).await?;
    gate::bring_about(&ctx.means, row.guild, row.target, ctx.now).await.map(drop)
}

#[derive(FromJson)]
struct Guild {
    #[serde(default)]
    name: String,
}

/// The guild's language and its admin channel, where it is served and has one.
async fn administrators(ctx: &JobCtx, row: &Row) -> Result<Option<(Lang, ChannelId)>> {
    match settings::read_of(&ctx.db, &ctx.config, row.guild, Vec::new()).await {
        Err(Error::Without(Missing::Guild)) => Ok(None),
        read => {
            let settings = read?.0;
            Ok(settings::admin_channel(&settings, &ctx.config).map(|channel| (settings.lang(), channel)))
        }
    }
}

async fn tell(ctx: &JobCtx, channel: ChannelId, text: String) {
    // The case says it as well; a channel that cannot be written to is the check-up's business.
    ctx.discord.send(rest::create_message(channel, &Message::text(text))).await.ok();
}

fn deed(ctx: &JobCtx, row: &Row, kind: Kind, actor: Option<UserId>, why: &str) -> Option<MemberAct> {
    let deed: Deed = kind.deed()?;
    let cause = format!("{why}:{}", row.number);
    Some(MemberAct { guild: row.guild, user: row.target, deed, actor, case: row.number, cause, now: ctx.now })
}

fn audited(ctx: &JobCtx, row: &Row, kind: Kind, actor: Option<UserId>) -> Stmt {
    let actor = actor.or(ctx.config.application.map(twilight_model::id::Id::cast)).unwrap_or(row.target);
    act::automatic_audit(row.guild, ctx.now, row.number, actor, &format!("moderation.{}", kind.word()), row.target)
}

/// Writes an outcome with what the other features add, and lets them bring it about.
async fn write(ctx: &JobCtx, mut statements: Vec<Stmt>, act: Option<MemberAct>) -> Result<()> {
    statements.extend(act.iter().flat_map(|act| act::followers(&ctx.means, act)));
    match ctx.db.batch(statements).await {
        // Somebody was quicker: a second tick, or a moderator who took the case back.
        Err(DbError::Violated(Violated::NotNull(_) | Violated::Unique(_))) => return Ok(()),
        written => drop(written?),
    }
    match act {
        Some(act) => act::then(&ctx.means, act).await,
        None => Ok(()),
    }
}
