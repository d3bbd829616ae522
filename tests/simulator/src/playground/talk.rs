//! What a person writes in the page, and what that does to a thread.

use crate::Id;
use crate::events::{Event, EventKind};
use crate::playground::view;
use crate::state::State;
use crate::state::permission::VIEW_CHANNEL;

/// Writes a message. Into a thread it takes that out of the archive, and lets the author and those it
/// names come in, as Discord does.
///
/// # Errors
/// When the person cannot write here.
pub(super) fn say(state: &mut State, channel: Id, who: Id, content: &str) -> Result<Id, String> {
    if let Some(reason) = view::silenced(state, channel, who) {
        return Err(reason.to_owned());
    }
    let message = state.say(channel, who, content);
    join(state, channel, who, message);
    Ok(message)
}

fn join(state: &mut State, channel: Id, who: Id, message: Id) {
    let Some((guild, parent)) = state.channel(channel).and_then(|found| Some((found.guild, found.parent?))) else {
        return;
    };
    let named = state.messages.get(&message).map(|message| message.mentions.users.clone()).unwrap_or_default();
    let sees = |state: &State, user: Id| state.permissions(parent, user) & VIEW_CHANNEL != 0;
    let mut coming: Vec<Id> = named.into_iter().filter(|user| sees(state, *user)).collect();
    coming.push(who);
    let Some(thread) = state.thread_mut(guild, channel) else { return };
    coming.retain(|user| !thread.members.contains(user));
    let changed = thread.archived || !coming.is_empty();
    thread.archived = false;
    thread.members.extend(coming);
    if changed {
        state.happened(Event::new(EventKind::ChannelUpdated).guild(guild).channel(channel));
    }
}
