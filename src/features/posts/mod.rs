//! Messages to channels that nobody waits for: planned in the batch of what they tell of, posted at
//! once or by the minute tick. Owns `posts`.

mod holdings;
mod jobs;
mod logic;
mod sql;

use crate::{
    app::{Feature, Means, Work},
    base::{
        error::Result,
        ids::{ChannelId, GuildId},
        time::Time,
    },
    discord::permission,
    discord::{reply::Message, rest},
    platform::db::Stmt,
};

pub use logic::Outcome;

pub const FEATURE: Feature = Feature {
    permissions: permission::SPEAK,
    jobs: jobs::JOBS,
    holdings: holdings::HOLDINGS,
    ..Feature::named("posts")
};

/// A message for a channel. `id` is unique in the guild: the same post is never made twice.
#[derive(Clone, Debug)]
pub struct Post {
    pub guild: GuildId,
    pub id: String,
    pub channel: ChannelId,
    pub message: Message,
}

impl Post {
    fn body(&self) -> String {
        self.message.body_once(&logic::nonce(self.guild, &self.id))
    }
}

/// The statement that plans a post in the batch of an act. It fails on the primary key when the
/// same post was planned before.
pub fn plan(post: &Post, now: Time) -> Stmt {
    sql::insert_post(post.guild, &post.id, post.channel, &post.body(), now, now.plus(logic::GRACE))
}

/// As [`plan`] for what a job plans: the next tick posts it.
pub fn plan_by_job(post: &Post, now: Time) -> Stmt {
    sql::insert_post(post.guild, &post.id, post.channel, &post.body(), now, now)
}

/// Posts what was planned, after the answer; the tick does it otherwise.
pub fn after(means: &Means, post: Post, now: Time) -> Work<()> {
    let means = means.clone();
    Box::pin(async move { send(&means, &post, now).await.map(drop) })
}

/// Posts what was planned now; what becomes of it. The tick tries again what may still work.
///
/// # Errors
/// When the outcome cannot be written; it stays planned then.
pub async fn send(means: &Means, post: &Post, now: Time) -> Result<Outcome> {
    let sent = means.discord.send(rest::create_message_raw(post.channel, post.body())).await;
    let outcome = logic::outcome(sent.err().as_ref(), 0, now);
    means.db.batch(vec![sql::set_outcome(post.guild, &post.id, outcome)]).await?;
    Ok(outcome)
}

/// Posts that could not be made since a moment, newest first: rows `channel` and `failure`.
pub fn list_failed(guild: GuildId, since: Time) -> Stmt {
    sql::list_failed(guild, since)
}

/// Of these guilds, a JSON array, those in which a message could not be posted since: rows `guild`.
pub fn list_failing(guilds: &str, since: Time) -> Stmt {
    sql::list_failing(guilds, since)
}
