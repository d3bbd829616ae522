//! The message of a digest: one of `posts`, and a word to the admins when it cannot be posted.

use super::{model::Kind, text};
use crate::{
    app::{Means, Settings},
    base::{
        error::Result,
        ids::{ChannelId, GuildId},
        time::Time,
    },
    discord::{reply::Message, rest},
    features::{
        posts::{self, Outcome, Post},
        settings::model::General,
    },
};

/// A period is known by its end; what was asked for by hand, by when that was.
pub fn post(guild: GuildId, kind: Kind, period: Time, channel: ChannelId, message: Message) -> Post {
    Post { guild, id: format!("digest:{}:{}", kind.word(), period.millis()), channel, message }
}

/// Posts what was planned. When it cannot be posted the admin channel is told, with the cure.
///
/// # Errors
/// When the outcome cannot be written; the minute tick posts it then.
pub async fn send(means: &Means, settings: &Settings, post: &Post, now: Time) -> Result<Outcome> {
    let outcome = posts::send(means, post, now).await?;
    if let Outcome::Failed(why) = outcome {
        let admins = settings.section::<General>().admin_channel.filter(|channel| *channel != post.channel);
        if let Some(channel) = admins {
            let message = Message::text(text::could_not_send(settings.lang(), post.channel, why));
            // Whether it can be said or not: the check-up names the same trouble.
            means.discord.send(rest::create_message(channel, &message)).await.ok();
        }
    }
    Ok(outcome)
}
