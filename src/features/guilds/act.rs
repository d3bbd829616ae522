//! Tells the first steps: to who added the bot, else in the system channel.

use super::{
    model::{Added, Heard},
    sql, text,
};
use crate::{
    app::{Means, Settings},
    base::{
        error::{Error, Missing, Result},
        ids::{ChannelId, GuildId},
        time::Time,
    },
    discord::{reply::Message, rest},
    features::{
        data, dedup,
        dms::{self, model::Told},
        posts::{self, Outcome, Post},
        settings::{self, model::General},
    },
    platform::db::{DbError, Rows, Stmt, Violated},
};

/// Somebody has added the bot to a guild. Where it is not served they are told so, and nothing is
/// kept of it but that the event was here.
///
/// # Errors
/// When the database does not serve; what was not told then is told at night.
pub async fn added(means: &Means, added: &Added) -> Result<Heard> {
    let event = dedup::first(added.at, &format!("authorized:{}:{}", added.guild, added.by));
    match settings::read_of(&means.db, &means.config, added.guild, Vec::new()).await {
        Err(Error::Without(Missing::Guild)) => turned_away(means, added, event).await,
        read => welcomed(means, added, &read?.0, event).await,
    }
}

async fn turned_away(means: &Means, added: &Added, event: Stmt) -> Result<Heard> {
    if !is_first(means.db.batch(vec![event]).await)? {
        return Ok(Heard::Before);
    }
    let message = Message::text(text::not_served(added.lang, &added.name));
    if told(means, added, &message).await? {
        return Ok(Heard::Directly);
    }
    let Some(channel) = added.system_channel else { return Ok(Heard::Nobody) };
    // Not a post, which would be a row of the guild's.
    let sent = means.discord.send(rest::create_message(channel, &message)).await;
    Ok(if sent.is_ok() { Heard::InChannel } else { Heard::Nobody })
}

async fn welcomed(means: &Means, added: &Added, settings: &Settings, event: Stmt) -> Result<Heard> {
    let (guild, at) = (added.guild, added.at);
    let cause = format!("authorized:{}", added.by);
    let own = serde_json::json!([guild]).to_string();
    let (back, stays) = (settings::set_left(&own, None), data::cancel_removals(&own));
    if !is_first(means.db.batch(vec![event, sql::insert_greeting(guild, at, &cause), back, stays]).await)? {
        return Ok(Heard::Before);
    }
    let lang = if settings.has::<General>() { settings.lang() } else { added.lang };
    let said = match settings.version {
        0 => text::first_steps(lang, &added.name),
        _ => text::welcome_back(lang, &added.name),
    };
    let message = Message::text(&said).with(text::open(lang, guild));
    let heard = if told(means, added, &message).await? {
        Heard::Directly
    } else {
        let post = added.system_channel.map(|channel| post(guild, channel, said, at));
        if let Some(post) = &post {
            means.db.batch(vec![posts::plan(post, at)]).await?;
        }
        posted(means, post, at).await?
    };
    settle(means, guild, &cause, heard).await
}

/// A guild that nobody was told of, found at night, with its system channel.
///
/// # Errors
/// As [`added`].
pub async fn found(
    means: &Means,
    guild: GuildId,
    channel: Option<ChannelId>,
    said: String,
    now: Time,
) -> Result<Heard> {
    const CAUSE: &str = "night";
    let post = channel.map(|channel| post(guild, channel, said, now));
    let plan = post.as_ref().map(|post| posts::plan(post, now));
    let claim = sql::insert_greeting(guild, now, CAUSE);
    if !is_first(means.db.batch(std::iter::once(claim).chain(plan).collect()).await)? {
        return Ok(Heard::Before);
    }
    let heard = posted(means, post, now).await?;
    settle(means, guild, CAUSE, heard).await
}

/// The same event, or another that greeted the guild, may have come before.
fn is_first(written: Result<Vec<Rows>, DbError>) -> Result<bool> {
    match written {
        Err(error) if dedup::was_seen(&error) => Ok(false),
        Err(DbError::Violated(Violated::NotNull(column))) if column.starts_with("guild_greetings.") => Ok(false),
        written => written.map(|_| true).map_err(Error::from),
    }
}

async fn told(means: &Means, added: &Added, message: &Message) -> Result<bool> {
    let told = dms::tell(means, added.guild, added.by, message, added.at).await?;
    Ok(matches!(told, Told::Delivered { .. }))
}

fn post(guild: GuildId, channel: ChannelId, said: String, at: Time) -> Post {
    Post { guild, id: format!("greeting:{}", at.millis()), channel, message: Message::text(said) }
}

/// What cannot be posted yet is left to the tick, which tries for a day.
async fn posted(means: &Means, post: Option<Post>, now: Time) -> Result<Heard> {
    let Some(post) = post else { return Ok(Heard::Nobody) };
    Ok(match posts::send(means, &post, now).await? {
        Outcome::Done | Outcome::Later(_) => Heard::InChannel,
        Outcome::Failed(_) => Heard::Nobody,
    })
}

async fn settle(means: &Means, guild: GuildId, cause: &str, heard: Heard) -> Result<Heard> {
    if let Some(state) = heard.state() {
        means.db.batch(vec![sql::set_state(guild, cause, state)]).await?;
    }
    Ok(heard)
}
