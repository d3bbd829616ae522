//! A digest that somebody asks for: of as much time as a period takes, up to now.

use super::{
    compose::{Composed, Subject, compose},
    logic::Calendar,
    model::{DigestSettings, Frequency, Kind, Rhythm},
    send::{post, send},
    text,
};
use crate::{
    app::{Ctx, Settings},
    base::{
        error::{Error, Result},
        ids::ChannelId,
    },
    features::posts::{self, Outcome},
    platform::db::{DbError, Violated},
};

/// As others would read it.
///
/// # Errors
/// When the database does not serve.
pub async fn rolling(ctx: &Ctx, settings: &Settings) -> Result<Composed> {
    let digest: DigestSettings = settings.section();
    let rhythm = match digest.frequency {
        Frequency::Weekly => Rhythm::Weekly { weekday: digest.weekday },
        Frequency::Daily | Frequency::Off => Rhythm::Daily,
    };
    let (period, before) = Calendar { zone: &digest.zone, rhythm, hour: digest.hour }.rolling_periods(ctx.now);
    let subject = Subject { kind: Kind::Now, is_week: rhythm != Rhythm::Daily, period, before, late: None };
    compose(&ctx.means, ctx.guild, &digest, settings.lang(), subject).await
}

/// Writes it into the channel of the digests.
///
/// # Errors
/// Refused when there is no channel.
pub async fn send_now(ctx: &Ctx, settings: &Settings) -> Result<(ChannelId, Outcome)> {
    let Some(channel) = settings.section::<DigestSettings>().channel else {
        return Err(Error::Refused(text::no_channel(ctx.lang).to_owned()));
    };
    let composed = rolling(ctx, settings).await?;
    let post = post(ctx.guild, Kind::Now, ctx.now, channel, composed.message);
    let sent = match ctx.db.batch(vec![posts::plan(&post, ctx.now)]).await {
        // The same event has planned it before, and sends it.
        Err(DbError::Violated(Violated::Unique(_))) => Outcome::Done,
        written => {
            written?;
            send(&ctx.means, settings, &post, ctx.now).await?
        }
    };
    Ok((channel, sent))
}
