//! Answers that could not be delivered at once: kept and sent again while their token lives.
//! Owns `pending_replies`.

mod holdings;
mod jobs;
mod sql;

use crate::{
    app::Feature,
    base::{
        config::Config,
        error::{Error, Missing, Result},
        ids::{GuildId, InteractionId},
        time::{MINUTE, Time},
    },
    discord::{limits, reply::Message},
    platform::{crypto, db::Db},
};
use twilight_model::channel::message::MessageFlags;

pub const FEATURE: Feature = Feature { jobs: jobs::JOBS, holdings: holdings::HOLDINGS, ..Feature::named("replies") };

/// How long before its token dies a reply is given up.
const MARGIN: i64 = MINUTE;

/// Keeps an answer for the minute tick.
///
/// # Errors
/// When there is no key to seal the token with, or the database cannot take it.
pub async fn keep(
    db: &Db,
    config: &Config,
    id: InteractionId,
    guild: GuildId,
    token: &str,
    message: &Message,
    now: Time,
) -> Result<()> {
    let key = config.encryption_key.as_ref().ok_or(Error::Without(Missing::Variable("ENCRYPTION_KEY")))?;
    let sealed = crypto::seal(key, token).await?;
    let asked = crate::base::ids::time_of(id);
    let expires = asked.plus(limits::TOKEN_LIFE - MARGIN);
    let body = message.body(MessageFlags::empty());
    db.batch(vec![sql::insert_reply(id, guild, &sealed, &body, now, expires)]).await?;
    Ok(())
}
