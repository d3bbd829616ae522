//! Direct messages to people who did not just act, rationed: Discord quarantines bots that open
//! many. Owns `dm_channels`, `dm_rations`, `dm_pending` and `dm_quiets`.

mod holdings;
mod jobs;
mod logic;
pub mod model;
mod sql;

use crate::{
    app::{Feature, Means},
    base::{
        error::Result,
        ids::{ChannelId, GuildId, MessageId, UserId},
        json::FromJson,
        time::{DAY, Time},
    },
    discord::{
        reply::Message,
        rest::{self, RestError},
    },
    platform::db::{self, DbError, Stmt, Violated},
};
use model::Told;

pub const FEATURE: Feature = Feature { jobs: jobs::JOBS, holdings: holdings::HOLDINGS, ..Feature::named("dms") };

/// Tells a person, within the ration; what could not be told is the answer, not an error.
///
/// # Errors
/// When the database does not serve.
pub async fn tell(means: &Means, guild: GuildId, user: UserId, message: &Message, now: Time) -> Result<Told> {
    tell_raw(means, guild, user, message.body(twilight_model::channel::message::MessageFlags::empty()), now).await
}

/// Changes what a person was told.
pub async fn correct(means: &Means, channel: ChannelId, id: MessageId, message: &Message) -> Result<(), RestError> {
    means.discord.send(rest::edit_message(channel, id, message)).await
}

/// The statement that keeps a message for the minute tick, which tries for an hour. `id` is unique in
/// the guild.
pub fn later(guild: GuildId, user: UserId, id: &str, message: &Message, now: Time) -> Stmt {
    let body = message.body(twilight_model::channel::message::MessageFlags::empty());
    sql::insert_pending(guild, user, id, &body, now)
}

/// The statement that keeps a guild quiet until then, as while a raid lasts: nobody is told, for the
/// many messages of such an hour are what Discord punishes.
pub fn quiet(guild: GuildId, until: Time) -> Stmt {
    sql::set_quiet(guild, until)
}

/// What became of a message that was kept: one row of [`model::Later`], or none.
pub fn find_later(guild: GuildId, id: &str) -> Stmt {
    sql::find_pending(guild, id)
}

#[derive(FromJson)]
struct Known {
    channel: Option<ChannelId>,
    stopped_until: Option<i64>,
    quiet_until: Option<i64>,
}

async fn tell_raw(means: &Means, guild: GuildId, user: UserId, body: String, now: Time) -> Result<Told> {
    let rows = means.db.batch(vec![sql::find_channel(guild, user)]).await?;
    let known: Option<Known> = db::first(&rows, 0)?;
    let known = known.unwrap_or(Known { channel: None, stopped_until: None, quiet_until: None });
    if known.quiet_until.is_some_and(|until| until > now.millis()) {
        return Ok(Told::Quiet);
    }
    if known.stopped_until.is_some_and(|until| until > now.millis()) {
        return Ok(Told::Stopped);
    }
    let opened = match known.channel {
        Some(channel) => Ok((channel, false)),
        None => match means.db.batch(sql::take_ration(now).into()).await {
            Err(DbError::Violated(Violated::Check(_))) => return Ok(Told::Rationed),
            taken => {
                taken?;
                means.discord.read(rest::open_dm(user)).await.map(|dm: Opened| (dm.id, true))
            }
        },
    };
    let sent = match opened {
        Ok((channel, is_new)) => {
            let sent = means.discord.read(rest::create_message_raw(channel, body)).await;
            let sent = sent.map(|message: Sent| Told::Delivered { channel, message: message.id });
            if is_new && !sent.as_ref().is_err_and(logic::is_complaint) {
                means.db.batch(vec![sql::insert_channel(user, channel, now)]).await?;
            }
            sent
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(told) => Ok(told),
        Err(error) => {
            if logic::is_complaint(&error) {
                means.db.batch(vec![sql::set_stop(now.plus(DAY))]).await?;
            }
            Ok(logic::told(&error))
        }
    }
}

#[derive(FromJson)]
struct Opened {
    id: ChannelId,
}

#[derive(FromJson)]
struct Sent {
    id: MessageId,
}
