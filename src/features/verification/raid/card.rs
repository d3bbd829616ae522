//! The raid card as desired state, and the single alerts that shrink to a line beside it.

use std::result::Result as Tried;

use serde_json::json;

use super::{
    logic,
    model::{Counts, Failed, Member, Raid, Run},
};
use crate::{
    app::Means,
    base::{
        error::Result,
        ids::{ChannelId, GuildId, MessageId, UserId},
        json::FromJson,
        time::Time,
    },
    discord::{
        reply::Message,
        rest::{self, RestError, code},
    },
    features::{
        dms, pause, settings,
        verification::{alert, logic as alerts, sql, text},
    },
    platform::db,
};

/// Where a message stands.
pub type Place = (ChannelId, MessageId);

/// How many names are looked at for what they share.
const NAMES: i64 = 100;
/// Alerts that shrink at once; more than were ever posted before a raid began.
const FOLDED: i64 = 8;
/// Statements of [`refresh`].
pub const STATEMENTS: usize = 12;

#[derive(FromJson)]
struct Sent {
    id: MessageId,
}

/// Brings a raid's card about as it should stand now, and gives its place; a card that was edited just
/// now is left for the tick, unless `at_once`.
///
/// # Errors
/// When the database does not serve.
pub async fn refresh(means: &Means, guild: GuildId, id: &str, now: Time, at_once: bool) -> Result<Option<Place>> {
    let rows = means.db.batch(vec![sql::find_raid(guild, id)]).await?;
    let known: Option<Raid> = db::first(&rows, 0)?;
    let Some(known) = known else { return Ok(None) };
    if known.message.is_some() && !at_once && logic::rests(known.shown_at, now) {
        means.db.batch(vec![sql::set_raid_due(guild, id, now.plus(logic::EDIT_PAUSE))]).await?;
        return Ok(known.place());
    }
    let facts = vec![
        sql::touch_raid(guild, id, now),
        sql::find_raid(guild, id),
        sql::count_members(guild, id),
        sql::list_members(guild, id, NAMES),
        sql::list_runs(guild, id),
        sql::list_failed_tasks(guild, id),
    ];
    let (settings, rows) = settings::read_of(&means.db, &means.config, guild, facts).await?;
    let known = db::first::<Raid>(&rows, 1)?.unwrap_or(known);
    let counts: Counts = db::first(&rows, 2)?.unwrap_or_default();
    let members: Vec<Member> = db::all(&rows, 3)?;
    let runs: Vec<Run> = db::all(&rows, 4)?;
    let failed: Vec<Failed> = db::all(&rows, 5)?;
    let is_paused = pause::is_on(&settings, now);
    let message = text::raid_card(settings.lang(), &known, &counts, &members, &runs, &failed, is_paused);
    let told = match settings::admin_channel(&settings, &means.config) {
        Some(channel) => tell(means, &known, channel, &message).await.map(Some),
        // Without an admin channel there is nobody to tell; `/inbox` shows it all the same.
        None => Ok(None),
    };
    let place = told.as_ref().ok().copied().flatten();
    let (failure, due) = match &told {
        Ok(_) => (None, None),
        Err(error) => (Some(alert::word(error)), alerts::next_try(known.attempts, now)),
    };
    let soon = now.plus(logic::EDIT_PAUSE);
    let mut statements = vec![sql::set_shown(guild, id, known.changes, failure, due, soon)];
    statements.extend(
        place.filter(|place| known.place() != Some(*place)).map(|place| sql::set_card(guild, id, place.0, place.1)),
    );
    // Nobody is told by direct message while the raid lasts.
    let until = Time::from_millis(known.last_at).plus(logic::LASTS);
    statements.extend((until > now).then(|| dms::quiet(guild, until)));
    means.db.batch(statements).await?;
    Ok(place.or(known.place()))
}

/// Shows the progress of a run, where the invocation has room left; the tick does it otherwise.
///
/// # Errors
/// When the database does not serve.
pub async fn show(means: &Means, guild: GuildId, id: &str, now: Time) -> Result<()> {
    if means.meter.has_room(STATEMENTS) {
        refresh(means, guild, id, now, true).await?;
    }
    Ok(())
}

/// Edits the card, or posts it where there is none, or none any more. Of several who post the first one
/// at once Discord takes one, by its nonce.
async fn tell(means: &Means, known: &Raid, channel: ChannelId, message: &Message) -> Tried<Place, RestError> {
    if let Some((channel, id)) = known.place() {
        match means.discord.send(rest::edit_message(channel, id, message)).await {
            Ok(()) => return Ok((channel, id)),
            Err(error) if matches!(error.code(), code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL) => {}
            Err(error) => return Err(error),
        }
        let sent: Sent = means.discord.read(rest::create_message(channel, message)).await?;
        return Ok((channel, sent.id));
    }
    let body = message.body_once(&format!("raid{}", known.id));
    let sent: Sent = means.discord.read(rest::create_message_raw(channel, body)).await?;
    Ok((channel, sent.id))
}

#[derive(FromJson)]
struct Unfolded {
    id: String,
    user: UserId,
    user_name: String,
    channel: ChannelId,
    message: MessageId,
}

/// Shrinks the alerts that stood before the card to a line that leads there.
///
/// # Errors
/// When the database does not serve.
pub async fn fold(means: &Means, guild: GuildId, id: &str, card: Option<Place>) -> Result<()> {
    let list = sql::list_unfolded(guild, id, FOLDED);
    let (settings, rows) = settings::read_of(&means.db, &means.config, guild, vec![list]).await?;
    let unfolded: Vec<Unfolded> = db::all(&rows, 0)?;
    let mut folded = Vec::new();
    for one in unfolded {
        let line = text::folded(settings.lang(), one.user, &one.user_name, guild, card);
        let sent = means.discord.send(rest::edit_message(one.channel, one.message, &line)).await;
        match sent {
            Ok(()) => folded.push(one.id),
            // Somebody has deleted it, which is as short as it can get.
            Err(error) if matches!(error.code(), code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL) => folded.push(one.id),
            // It stays due.
            Err(_) => {}
        }
    }
    if !folded.is_empty() {
        means.db.batch(vec![sql::set_folded(guild, &json!(folded).to_string())]).await?;
    }
    Ok(())
}
