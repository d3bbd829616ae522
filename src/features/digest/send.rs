//! Sends a digest that was planned, and writes what became of it.

use serde::Deserialize;

use super::{
    logic,
    model::{Kind, Outcome, Planned},
    sql, text,
};
use crate::{
    app::Means,
    base::{error::Result, ids::GuildId, time::Time},
    discord::{reply::Message, rest},
    features::settings::{self, model::General},
};

/// As Discord knows a digest again within a few minutes, should it be sent twice.
pub fn nonce(guild: GuildId, kind: Kind, period: Time) -> String {
    let letter = kind.word().chars().next().unwrap_or_default();
    format!("{letter}{}{}", period.millis(), guild.get() % 10_000_000_000)
}

#[derive(Deserialize)]
struct Sent {}

/// One try. When it is the last one and failed, the admin channel is told, with the cure.
///
/// # Errors
/// When the outcome cannot be written; it stays planned then.
pub async fn send(means: &Means, planned: &Planned, now: Time) -> Result<Outcome> {
    let call = rest::create_message_raw(planned.channel, planned.body.clone());
    let sent = means.discord.read::<Sent>(call).await;
    let outcome = logic::outcome(sent.err().as_ref(), planned.attempts, now);
    means.db.batch(vec![sql::set_outcome(planned, outcome)]).await?;
    if let Outcome::Failed(reason) = outcome {
        let (settings, _) = settings::read_of(&means.db, &means.config, planned.guild, Vec::new()).await?;
        let admins = settings.section::<General>().admin_channel.filter(|channel| *channel != planned.channel);
        if let Some(channel) = admins {
            let message = Message::text(text::could_not_send(settings.lang(), planned.channel, reason));
            // Whether it can be said or not: the check-up names the same trouble.
            means.discord.send(rest::create_message(channel, &message)).await.ok();
        }
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_as_short_as_discord_wants_it() {
        let nonce = nonce(GuildId::new(u64::MAX), Kind::Weekly, Time::from_millis(9_999_999_999_999));
        assert!(nonce.len() <= 25, "{nonce}");
    }
}
