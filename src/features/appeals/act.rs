//! Appeals as they come, and the verdicts of moderators: the same from Discord and from the dashboard.

use super::{
    model::{Appeal, LONGEST, Verdict, WORDS},
    sql, text,
};
use crate::{
    app::{Afterword, Ctx, Means, Settings},
    base::{
        duration,
        error::{Error, Result},
        ids::{GuildId, InteractionId},
        json::FromJson,
        lang::Lang,
        time::Time,
        words,
    },
    features::{
        audit::{self, Origin},
        dms,
        moderation::{
            self,
            model::{Case, Kind, Order},
        },
        posts::{self, Post},
        settings,
    },
    platform::db::{self, DbError, Rows, Stmt, Violated},
};

/// A case with its appeal.
pub struct Known {
    pub settings: Settings,
    pub case: Case,
    pub appeal: Appeal,
}

/// What a moderator makes of an appeal.
pub enum Decision {
    Accept,
    /// By how long the case goes on from now, in milliseconds.
    Shorten(i64),
    Reject,
}

/// Writes an appeal, and shows it to the moderators.
///
/// # Errors
/// Refused when the text is empty, or the case was appealed before.
pub async fn open(
    means: &Means,
    guild: GuildId,
    case: &Case,
    said: &str,
    cause: InteractionId,
    now: Time,
) -> Result<()> {
    let said = words::shortened(&words::plain_lines(said), usize::from(LONGEST));
    if said.is_empty() {
        return Err(Error::Refused("Write what speaks against it; moderators read it.".to_owned()));
    }
    let (settings, _) = settings::read_of(&means.db, &means.config, guild, Vec::new()).await?;
    let mut statements = vec![sql::insert(guild, case.number, case.target, &said, cause, now)];
    let channel = settings::admin_channel(&settings, &means.config);
    let post = channel.map(|channel| {
        let message = text::card(settings.lang(), case, &fresh(case, said.clone(), now));
        Post { guild, id: format!("appeal:{}", case.number), channel, message }
    });
    statements.extend(post.as_ref().map(|post| posts::plan(post, now)));
    match means.db.batch(statements).await {
        Err(DbError::Violated(Violated::Unique(_))) => {
            return Err(Error::Refused("This case was appealed already; one appeal is heard for each.".to_owned()));
        }
        written => drop(written?),
    }
    if let Some(post) = post {
        posts::send(means, &post, now).await?;
    }
    Ok(())
}

fn fresh(case: &Case, text: String, now: Time) -> Appeal {
    Appeal {
        number: case.number,
        target: case.target,
        text,
        at: now.millis(),
        question: None,
        asked_at: None,
        asked_by: None,
        asked_cause: None,
        answer: None,
        answered_at: None,
        verdict: None,
        words: None,
        decided_by: None,
        decided_at: None,
        decided_cause: None,
    }
}

/// Writes the person's answer to a moderator's question.
///
/// # Errors
/// Refused when it is empty.
pub async fn answer(means: &Means, guild: GuildId, number: i64, said: &str, now: Time) -> Result<()> {
    let said = words::shortened(&words::plain_lines(said), usize::from(LONGEST));
    if said.is_empty() {
        return Err(Error::Refused("Write an answer.".to_owned()));
    }
    means.db.batch(vec![sql::set_answer(guild, number, &said, now)]).await?;
    Ok(())
}

/// The appeal of a case, for a moderator who may do what the case did.
///
/// # Errors
/// Refused when there is none, or they may not.
pub async fn read(ctx: &Ctx, number: i64) -> Result<Known> {
    let (settings, rows) = settings::read(ctx, facts(ctx.guild, number)).await?;
    known(ctx, settings, &rows)
}

/// What [`known`] tells of.
pub fn facts(guild: GuildId, number: i64) -> Vec<Stmt> {
    vec![moderation::find_case(guild, number), sql::find(guild, number)]
}

/// # Errors
/// As [`read`].
pub fn known(ctx: &Ctx, settings: Settings, rows: &[Rows]) -> Result<Known> {
    let case: Option<Case> = db::first(rows, 0)?;
    let appeal: Option<Appeal> = db::first(rows, 1)?;
    let (case, appeal) = case.zip(appeal).ok_or_else(|| Error::Refused(text::none(ctx.lang).to_owned()))?;
    settings::require_moderator(ctx, &settings, case.kind.permission())?;
    Ok(Known { settings, case, appeal })
}

/// Decides an appeal, and tells the person. The verdict is taken before anything is done, so that of two moderators
/// one does nothing at all; it is given back where Discord refuses.
///
/// # Errors
/// Refused with the reason; the appeal is open then.
pub async fn decide(ctx: &Ctx, number: i64, decision: Decision, said: Option<String>, origin: Origin) -> Result<Known> {
    let known = read(ctx, number).await?;
    let verdict = match decision {
        Decision::Reject => Verdict::Rejected,
        Decision::Accept => Verdict::Accepted,
        Decision::Shorten(_) => Verdict::Shortened,
    };
    let action = format!("appeals.{}", verdict.word());
    let said =
        said.map(|said| words::shortened(&words::plain(&said), usize::from(WORDS))).filter(|said| !said.is_empty());
    if known.appeal.decided_cause == Some(ctx.cause) {
        let rows = ctx.db.batch(vec![audit::find_of_event(ctx, &action)]).await?;
        if rows.first().is_some_and(|rows| !rows.is_empty()) {
            return Ok(known);
        }
        // The same event has taken the verdict and did not come to its end.
    } else {
        settled(ctx, ctx.db.batch(vec![sql::set_verdict(ctx, number, verdict, said.as_deref())]).await)?;
    }
    let entry = audit::Entry {
        action: &action,
        origin,
        subject: Some(known.case.target.to_string()),
        before: Some(format!("case {number}")),
        after: said,
    };
    let mut statements = vec![audit::record(ctx, entry)];
    let done = match brought_about(ctx, &known.case, &decision, origin).await {
        Ok(more) => {
            statements.extend(more);
            ctx.db.batch(statements).await.map(drop)
        }
        Err(refused) => {
            ctx.db.batch(vec![sql::clear_verdict(ctx, number)]).await?;
            return Err(refused);
        }
    };
    match done {
        // Its end has come meanwhile, so nothing is left to shorten.
        Err(DbError::Violated(Violated::NotNull(_))) => {
            ctx.db.batch(vec![sql::clear_verdict(ctx, number)]).await?;
            return Err(Error::Refused(text::nothing_to_shorten(ctx.lang).to_owned()));
        }
        // The same event, delivered again, was quicker.
        Err(DbError::Violated(Violated::Unique(_))) => return read(ctx, number).await,
        done => done?,
    }
    let known = read(ctx, number).await?;
    tell(ctx, &known, &text::verdict_dm(known.settings.lang(), &known.case, &known.appeal)).await?;
    Ok(known)
}

/// Does on Discord what a verdict says, and gives what is to be written of it.
async fn brought_about(ctx: &Ctx, case: &Case, decision: &Decision, origin: Origin) -> Result<Vec<Stmt>> {
    match decision {
        Decision::Reject => Ok(Vec::new()),
        Decision::Accept => {
            if case.is_open() {
                let (done, failed) = moderation::take_back(ctx, case.number, origin).await?;
                if failed {
                    return Err(Error::Refused(text::discord_refused(ctx.lang).to_owned()));
                }
                if let Some(after) = done.after {
                    refused_by_discord(after.await?)?;
                }
            }
            Ok(vec![moderation::set_appealed(ctx.guild, case.number, ctx.actor.id, ctx.now)])
        }
        Decision::Shorten(span) => shortened(ctx, case, ctx.now.plus(*span), origin).await,
    }
}

/// An act that was taken back only in words is not.
fn refused_by_discord(word: Option<Afterword>) -> Result<()> {
    match word {
        Some(Afterword::Instead(sentence)) => Err(Error::Refused(sentence)),
        _ => Ok(()),
    }
}

/// Lets a case end at a moment that comes before its own end.
async fn shortened(ctx: &Ctx, case: &Case, end: Time, origin: Origin) -> Result<Vec<Stmt>> {
    let lasts = matches!(case.kind, Kind::Timeout | Kind::Ban | Kind::Restrict) && case.is_open();
    if !lasts {
        return Err(Error::Refused(text::nothing_to_shorten(ctx.lang).to_owned()));
    }
    if case.expires_at.is_some_and(|own| own <= end.millis()) {
        return Err(Error::Refused(text::no_shorter(ctx.lang).to_owned()));
    }
    if case.kind != Kind::Timeout {
        return Ok(vec![moderation::set_end(ctx.guild, case.number, end)]);
    }
    // Discord keeps the end of a timeout, so a shorter one takes its place.
    let order = Order {
        expires: Some(end),
        ..Order::new(Kind::Timeout, case.target, case.target_name.clone(), origin).because(case.reason.clone())
    };
    let report = moderation::carry_out(ctx, order).await?;
    match report.failure {
        Some(_) => Err(Error::Refused(text::discord_refused(ctx.lang).to_owned())),
        None => Ok(Vec::new()),
    }
}

/// Asks the person something; the appeal waits for them then.
///
/// # Errors
/// Refused when nothing is asked or the appeal is decided.
pub async fn ask(ctx: &Ctx, number: i64, question: &str, origin: Origin) -> Result<Known> {
    let known = read(ctx, number).await?;
    if known.appeal.asked_cause == Some(ctx.cause) {
        return Ok(known);
    }
    let question = words::shortened(&words::plain(question), usize::from(WORDS));
    if question.is_empty() {
        return Err(Error::Refused(text::ask_what(ctx.lang).to_owned()));
    }
    let entry = audit::Entry {
        action: "appeals.asked",
        origin,
        subject: Some(known.case.target.to_string()),
        before: Some(format!("case {number}")),
        after: Some(question.clone()),
    };
    settled(ctx, ctx.db.batch(vec![audit::record(ctx, entry), sql::set_question(ctx, number, &question)]).await)?;
    let known = read(ctx, number).await?;
    tell(ctx, &known, &text::question_dm(known.settings.lang(), &known.case, &question)).await?;
    Ok(known)
}

fn settled(ctx: &Ctx, written: std::result::Result<Vec<Rows>, DbError>) -> Result<()> {
    match written {
        Err(DbError::Violated(Violated::NotNull(_))) => Err(Error::Refused(text::decided_already(ctx.lang).to_owned())),
        written => Ok(written.map(drop)?),
    }
}

/// The page shows it all the same where the person cannot be written to.
async fn tell(ctx: &Ctx, known: &Known, message: &crate::discord::reply::Message) -> Result<()> {
    let Case { number, target, .. } = known.case;
    let label = text::page_button(known.settings.lang());
    let origin = (&*ctx.config, ctx.own_origin.as_str());
    let message = moderation::with_page(message.clone(), origin, label, (ctx.guild, number, target));
    dms::tell(&ctx.means, ctx.guild, target, &message, ctx.now).await.map(drop)
}

/// A span as people type it.
///
/// # Errors
/// Refused when it cannot be read.
pub fn span(lang: Lang, typed: &str) -> Result<i64> {
    duration::parse(typed).ok_or_else(|| Error::Refused(text::no_span(lang).to_owned()))
}

/// What a token names, and whether it may: the case with its appeal.
///
/// # Errors
/// When the database does not serve.
pub async fn by_token(means: &Means, token: &str, now: Time) -> Result<Option<(GuildId, Case, Option<Appeal>)>> {
    let Some((guild, number)) = moderation::case_of_token(token) else { return Ok(None) };
    let rows = means.db.batch(vec![moderation::find_case(guild, number), sql::find(guild, number)]).await?;
    let case: Option<Case> = db::first(&rows, 0)?;
    let own: Option<Appeal> = db::first(&rows, 1)?;
    let case = case.filter(|case| moderation::proves(&means.config.keys(), token, guild, number, case.target));
    // What was appealed in time can be looked at for as long again.
    let term = if own.is_some() { 2 * moderation::APPEAL_TERM } else { moderation::APPEAL_TERM };
    Ok(case.filter(|case| now.millis() - case.created_at < term).map(|case| (guild, case, own)))
}

/// A case of one's own in any guild.
#[derive(FromJson)]
pub struct Own {
    pub guild: GuildId,
    #[serde(flatten)]
    pub case: Case,
}
