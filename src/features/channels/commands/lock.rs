//! `/lock` and `/unlock`.

use twilight_model::guild::Permissions;

use super::{allowed, first_time, named, recorded, refused, said};
use crate::{
    app::{Ctx, Done, text as shared_text},
    base::{
        error::{Error, Result},
        ids::ChannelId,
        json::FromJson,
        words,
    },
    discord::{
        permission,
        reply::Message,
        rest::{self, RestError, code},
    },
    features::{
        channels::{
            logic::{self, Doors},
            sql, text,
        },
        settings,
    },
    platform::db::{self, DbError},
};

/// Who is named of those that may still write.
const NAMED: usize = 10;

#[derive(FromJson)]
struct Channel {
    #[serde(default, rename = "type")]
    kind: u8,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
}

impl Channel {
    /// A thread of any kind. Source: Discord reference, "Channel Types".
    fn is_thread(&self) -> bool {
        (10..=12).contains(&self.kind)
    }
}

#[derive(FromJson)]
struct Overwrite {
    id: String,
    /// 0 for a role, 1 for a member.
    #[serde(default, rename = "type")]
    kind: u8,
    allow: Option<String>,
    deny: Option<String>,
}

impl Overwrite {
    fn bits(&self) -> (Permissions, Permissions) {
        (permission::parse(self.allow.as_deref()), permission::parse(self.deny.as_deref()))
    }

    fn mention(&self) -> String {
        let id = &self.id;
        if self.kind == 0 { format!("<@&{id}>") } else { format!("<@{id}>") }
    }
}

/// What @everyone is allowed and denied in a channel by its own overwrite, and who has another that
/// lets them write.
struct Known {
    everyone: (Permissions, Permissions),
    writers: Vec<String>,
}

async fn look(ctx: &Ctx, channel: ChannelId) -> Result<Known> {
    let known: Channel = ctx
        .discord
        .read(rest::get_channel(channel))
        .await
        .map_err(|error| refused(ctx, error, text::no_manage_channels))?;
    if known.is_thread() {
        return Err(Error::Refused(text::in_thread(ctx.lang).to_owned()));
    }
    let guild = ctx.guild.to_string();
    let (own, others): (Vec<Overwrite>, Vec<Overwrite>) =
        known.permission_overwrites.into_iter().partition(|overwrite| overwrite.id == guild);
    let none = (Permissions::empty(), Permissions::empty());
    let writes = |overwrite: &&Overwrite| overwrite.bits().0.intersects(logic::WRITING);
    Ok(Known {
        everyone: own.first().map_or(none, Overwrite::bits),
        writers: others.iter().filter(writes).map(Overwrite::mention).collect(),
    })
}

async fn set(
    ctx: &Ctx,
    channel: ChannelId,
    (allow, deny): (Permissions, Permissions),
    what: &str,
) -> Result<(), RestError> {
    let id = ctx.guild.get();
    let call = match allow.is_empty() && deny.is_empty() {
        true => rest::delete_overwrite(channel, id),
        false => rest::set_overwrite(channel, id, 0, allow.bits(), deny.bits()),
    };
    let reason = format!("/{what} by {}", ctx.actor.name);
    ctx.discord.send(call.because(words::shortened(&reason, 100))).await
}

pub async fn lock(ctx: Ctx) -> Result<Done> {
    let channel = named(&ctx)?;
    let (settings, rows) = settings::read(&ctx, vec![sql::find_lock(ctx.guild, channel)]).await?;
    allowed(&ctx, &settings, channel)?;
    if rows.first().is_some_and(|rows| !rows.is_empty()) {
        return Err(Error::Refused(text::locked_already(ctx.lang).to_owned()));
    }
    let known = look(&ctx, channel).await?;
    let doors = Doors::of(known.everyone, true);
    let statements = vec![
        sql::insert_lock(ctx.guild, channel, &doors, ctx.actor.id, ctx.now),
        recorded(&ctx, "channels.lock", channel, ctx.args.text("reason").map(words::plain)),
    ];
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(_)) => return Err(Error::Refused(text::locked_already(ctx.lang).to_owned())),
        written => drop(written?),
    }
    if let Some(reason) = ctx.args.text("reason").map(words::plain).filter(|reason| !reason.is_empty()) {
        // Before the door is shut, for the bot may be shut out with everybody. That it cannot be said
        // holds up nothing.
        let message = Message::text(text::locked_here(settings.lang(), &reason));
        ctx.discord.send(rest::create_message(channel, &message)).await.ok();
    }
    let mut shut = set(&ctx, channel, doors.shut(known.everyone), "lock").await;
    let mut threads_stay = false;
    if shut.as_ref().is_err_and(|error| error.code() == code::MISSING_PERMISSIONS) {
        // Nobody may deny what they do not hold: without the permissions for threads the channel alone.
        let doors = Doors::of(known.everyone, false);
        shut = set(&ctx, channel, doors.shut(known.everyone), "lock").await;
        if shut.is_ok() {
            threads_stay = true;
            ctx.db.batch(vec![sql::set_threads_left(ctx.guild, channel)]).await?;
        }
    }
    if let Err(error) = shut {
        ctx.db.batch(vec![sql::delete_lock(ctx.guild, channel)]).await?;
        return Err(refused(&ctx, error, text::no_manage_roles));
    }
    let mut sentence = text::locked(ctx.lang, channel, &known.writers, NAMED);
    if threads_stay {
        let lacking = shared_text::permission_names(ctx.lang, logic::THREADS);
        sentence.push_str(&format!("\n{}", text::threads_stay(ctx.lang, &lacking)));
    }
    said(sentence)
}

#[derive(FromJson)]
struct Lock {
    allowed: i64,
    denied: i64,
    threads_allowed: Option<i64>,
    threads_denied: Option<i64>,
}

impl Lock {
    fn doors(&self) -> Doors {
        let threads = self.threads_allowed.zip(self.threads_denied);
        Doors::stored((self.allowed == 1, self.denied == 1), threads)
    }
}

pub async fn unlock(ctx: Ctx) -> Result<Done> {
    let channel = named(&ctx)?;
    let (settings, rows) = settings::read(&ctx, vec![sql::find_lock(ctx.guild, channel)]).await?;
    allowed(&ctx, &settings, channel)?;
    let lock: Option<Lock> = db::first(&rows, 0)?;
    let lock = lock.ok_or_else(|| Error::Refused(text::not_locked(ctx.lang).to_owned()))?;
    let known = look(&ctx, channel).await?;
    match set(&ctx, channel, lock.doors().open(known.everyone), "unlock").await {
        // Somebody has taken the overwrite away by hand, which opens it as well.
        Err(error) if error.code() == code::UNKNOWN_OVERWRITE => {}
        sent => sent.map_err(|error| refused(&ctx, error, text::no_manage_roles))?,
    }
    let statements = vec![recorded(&ctx, "channels.unlock", channel, None), sql::delete_lock(ctx.guild, channel)];
    first_time(&ctx, statements).await?;
    said(text::unlocked(ctx.lang, channel))
}
