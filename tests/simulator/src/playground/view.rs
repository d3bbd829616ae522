//! The guild and its messages as the page shows them to one person.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::Id;
use crate::playground::Playground;
use crate::state::channel::kind;
use crate::state::permission::{MANAGE_THREADS, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL, in_guild};
use crate::state::{Guild, Message, State};

/// How many messages of a channel are shown.
const SHOWN: usize = 100;

/// Who joined so short a time ago is a newcomer, in milliseconds.
const NEW: u64 = 86_400_000;

/// The whole of `GET /play/state`.
pub(super) async fn state(playground: &Playground, who: Option<Id>) -> Result<Value, String> {
    let guild_id = playground.society.guild;
    let sql = "SELECT user, balance FROM accounts WHERE guild = ?";
    let rows = playground.runtime.control.rows(sql, json!([guild_id.to_string()])).await;
    let bytes: Option<HashMap<String, i64>> = rows.ok().map(|rows| {
        let pair = |row: &Value| Some((row["user"].as_str()?.to_owned(), row["balance"].as_f64()? as i64));
        rows.iter().filter_map(pair).collect()
    });
    let who = who.unwrap_or(playground.society.owner);
    let seq = playground.feed.last();
    playground.simulator.state(|state| {
        let guild = state.guilds.get(&guild_id).ok_or("the guild is gone")?;
        let user = state.users.get(&who).ok_or_else(|| format!("there is no user {who}"))?;
        let mut me = member(playground, state, guild, who, bytes.as_ref());
        me["username"] = json!(user.username);
        me["permissions"] = json!(in_guild(guild, who, state.now()).to_string());
        me["locale"] = json!(user.locale);
        let members: Vec<Value> =
            guild.members.keys().map(|id| member(playground, state, guild, *id, bytes.as_ref())).collect();
        Ok(json!({
            "now": state.now(), "seq": seq, "me": me,
            "guild": {
                "id": guild.id.to_string(), "name": guild.name, "members": members,
                "channels": channels(state, guild, who), "roles": roles(guild), "former": former(state, guild),
            },
            "commands": state.commands.known_in(Some(guild_id)).collect::<Vec<_>>(),
        }))
    })
}

fn channels(state: &State, guild: &Guild, who: Id) -> Vec<Value> {
    let mut list: Vec<_> = guild.channels.values().collect();
    list.sort_by_key(|channel| (channel.position, channel.id));
    let shown = list.into_iter().map(|channel| {
        let may = state.permissions(channel.id, who);
        let hidden = channel.overwrites.iter().any(|rule| rule.id == guild.id && rule.deny & VIEW_CHANNEL != 0);
        json!({
            "id": channel.id.to_string(), "name": channel.name, "type": channel.kind, "topic": channel.topic,
            "parent_id": channel.parent.map(|id| id.to_string()),
            "private": hidden || channel.kind == kind::PRIVATE_THREAD, "can_view": may & VIEW_CHANNEL != 0,
            "silenced": silenced(state, channel.id, who),
            "thread": channel.thread.as_ref().map(|thread| json!({
                "archived": thread.archived, "locked": thread.locked, "inside": thread.members.contains(&who),
            })),
        })
    });
    shown.chain(direct(state, who)).collect()
}

/// The channel in which the bot writes to the person alone, once there is one.
fn direct(state: &State, who: Id) -> Option<Value> {
    let dm = state.dms.values().find(|dm| dm.user == who)?;
    Some(json!({
        "id": dm.id.to_string(), "name": state.users.get(&state.bot_id)?.display_name(), "type": kind::DM,
        "topic": "What the bot writes to you alone.", "parent_id": null, "private": true, "can_view": true,
        "silenced": null, "thread": null,
    }))
}

/// Why a person cannot write in a channel, as their client says it; nothing when they can.
pub(super) fn silenced(state: &State, channel: Id, who: Id) -> Option<&'static str> {
    let thread = state.channel(channel).and_then(|channel| channel.thread.as_ref());
    let may = state.permissions(channel, who);
    let speak = if thread.is_some() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    match thread {
        Some(thread) if thread.locked && may & MANAGE_THREADS == 0 => {
            Some("This thread is locked. Only moderators can write in it.")
        }
        _ if may & speak == 0 => Some("You may read here, but not write."),
        _ => None,
    }
}

/// Who is no member but may still be named in messages.
fn former(state: &State, guild: &Guild) -> Vec<Value> {
    let gone = state.users.values().filter(|user| !guild.members.contains_key(&user.id));
    gone.map(|user| json!({"id": user.id.to_string(), "name": user.username, "display_name": user.display_name()}))
        .collect()
}

fn roles(guild: &Guild) -> Vec<Value> {
    let shown = guild.roles.values().map(
        |role| json!({"id": role.id.to_string(), "name": role.name, "color": role.color, "position": role.position}),
    );
    shown.collect()
}

fn member(
    playground: &Playground,
    state: &State,
    guild: &Guild,
    id: Id,
    bytes: Option<&HashMap<String, i64>>,
) -> Value {
    let Some(user) = state.users.get(&id) else {
        return Value::Null;
    };
    let member = guild.members.get(&id);
    let own = member.map(|member| member.roles.clone()).unwrap_or_default();
    let mut coloured: Vec<_> = own.iter().filter_map(|role| guild.roles.get(role)).collect();
    coloured.retain(|role| role.color != 0);
    let color = coloured.iter().max_by_key(|role| role.position).map_or(0, |role| role.color);
    let known = bytes.and_then(|bytes| bytes.get(&id.to_string()).copied());
    let fresh = member.is_some_and(|member| member.joined_at + NEW > state.now());
    let title = if fresh { "newcomer" } else { "member" };
    json!({
        "id": id.to_string(), "name": user.username, "bot": user.bot, "color": color, "avatar": user.avatar,
        "display_name": member.map_or(user.display_name(), |member| member.display_name(user)),
        "roles": own.iter().map(Id::to_string).collect::<Vec<_>>(),
        "title": playground.society.titles.get(&id).unwrap_or(&title),
        "bytes": if user.bot { None } else { known },
    })
}

/// The newest messages of a channel that a person sees, oldest first.
pub(super) fn messages(state: &State, channel: Id, who: Id) -> Result<Vec<Value>, String> {
    if state.permissions(channel, who) & VIEW_CHANNEL == 0 {
        return Err(format!("user {who} does not see channel {channel}"));
    }
    let mut list = state.messages_in(channel, Some(who));
    let newest = list.split_off(list.len().saturating_sub(SHOWN));
    Ok(newest.into_iter().map(|message| shown(state, message)).collect())
}

/// A message with the page's additions.
pub(super) fn shown(state: &State, message: &Message) -> Value {
    let mut json = message.json(state);
    let interaction = message.interaction.as_ref().map(|origin| origin.id);
    decorate(state, &mut json, message.is_ephemeral(), interaction);
    json
}

/// Adds what only the page has: whether it is ephemeral, and who did what to make it appear.
pub(super) fn decorate(state: &State, message: &mut Value, ephemeral: bool, interaction: Option<Id>) {
    message["ephemeral"] = json!(ephemeral);
    let Some(sent) = interaction.and_then(|id| state.interactions.get(&id)) else {
        return;
    };
    message["interaction"] = json!({
        "id": sent.id.to_string(), "type": sent.kind, "user": state.user_json(sent.user), "command": sent.command,
        "name": sent.command,
    });
}
