//! The Lantern Society: the guild one plays in, with channels, roles and a cast.

use std::collections::BTreeMap;

use crate::Id;
use crate::state::State;
use crate::state::permission::{
    ADD_REACTIONS, ATTACH_FILES, BAN_MEMBERS, CREATE_INSTANT_INVITE, CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS,
    EMBED_LINKS, KICK_MEMBERS, MANAGE_CHANNELS, MANAGE_MESSAGES, MANAGE_NICKNAMES, MANAGE_ROLES, MANAGE_THREADS,
    MODERATE_MEMBERS, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_AUDIT_LOG, VIEW_CHANNEL,
};

/// What a moderator may do.
const KEEPER: u64 = KICK_MEMBERS
    | BAN_MEMBERS
    | MODERATE_MEMBERS
    | MANAGE_MESSAGES
    | MANAGE_CHANNELS
    | MANAGE_NICKNAMES
    | MANAGE_THREADS
    | VIEW_AUDIT_LOG;

/// What the invite link of a first deploy asks for.
const BOT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | SEND_MESSAGES_IN_THREADS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | MANAGE_THREADS
    | EMBED_LINKS
    | ATTACH_FILES
    | ADD_REACTIONS
    | READ_MESSAGE_HISTORY
    | MANAGE_ROLES
    | MANAGE_CHANNELS
    | MANAGE_MESSAGES
    | KICK_MEMBERS
    | BAN_MEMBERS
    | MODERATE_MEMBERS
    | VIEW_AUDIT_LOG
    | CREATE_INSTANT_INVITE;

/// The flag of an application whose bot may list members: without it the recommended gate cannot be made.
const GUILD_MEMBERS: u64 = 1 << 15;

const DAY: u64 = 86_400_000;

/// The age of newcomers' accounts, in milliseconds: young enough to be doubted.
const YOUNG: u64 = 2 * DAY;

/// Who comes after the cast; then the names are numbered.
const STRANGERS: [&str; 8] = ["milo", "tess", "iris", "hugo", "lina", "finn", "zoe", "emil"];

/// Who is who.
pub(crate) struct Society {
    pub(crate) guild: Id,
    pub(crate) owner: Id,
    /// `owner`, `moderator`, `member`, `newcomer`, `bot` by user.
    pub(crate) titles: BTreeMap<Id, &'static str>,
}

/// Founds the guild.
pub(super) fn found(state: &mut State) -> Society {
    state.application.insert("flags".into(), GUILD_MEMBERS.into());
    let owner = state.add_user("olive");
    let guild = state.add_guild("The Lantern Society", owner);
    let lamplighters = role(state, guild, "Lamplighters", 0, 0xE6_7E_22);
    let stargazers = role(state, guild, "Stargazers", 0, 0x5D_AD_E2);
    let keepers = role(state, guild, "Keepers", KEEPER, 0x2E_CC_71);
    let founders = role(state, guild, "Founders", 0, 0xF1_C4_0F);
    let bot_role = state.add_bot_to(guild, BOT);
    if let Some(role) = state.role_mut(guild, bot_role) {
        (role.color, role.hoist) = (0x95_67_EA, true);
    }
    let (welcome, general) = channels(state, guild, keepers, bot_role);
    let mut titles = BTreeMap::from([(owner, "owner"), (state.bot_id, "bot")]);
    state.give_role(guild, owner, founders);
    let cast: [(&str, &str, &[Id], u64); 5] = [
        ("max", "moderator", &[keepers, lamplighters], 300),
        ("ada", "member", &[lamplighters, stargazers], 200),
        ("ben", "member", &[lamplighters], 120),
        ("cleo", "member", &[stargazers], 45),
        ("nova", "newcomer", &[], 0),
    ];
    for (name, title, roles, days) in cast {
        let user = if title == "newcomer" { state.add_user_of_age(name, YOUNG) } else { state.add_user(name) };
        state.add_member(guild, user);
        for role in roles {
            state.give_role(guild, user, *role);
        }
        let joined = state.now() - days * DAY;
        if let Some(member) = state.member_mut(guild, user) {
            member.joined_at = joined;
        }
        titles.insert(user, title);
    }
    let founded = state.now() - 400 * DAY;
    if let Some(member) = state.member_mut(guild, owner) {
        member.joined_at = founded;
    }
    greetings(state, (welcome, owner), general, &titles);
    Society { guild, owner, titles }
}

/// Somebody new joins: the next of the strangers whose name is free.
pub(super) fn newcomer(state: &mut State, guild: Id) -> Id {
    let taken = |name: &str| state.users.values().any(|user| user.username == name);
    let numbered = (2_u32..).flat_map(|round| STRANGERS.map(|name| format!("{name}{round}")));
    let mut names = STRANGERS.iter().map(|name| (*name).to_owned()).chain(numbered);
    let name = names.find(|name| !taken(name)).unwrap_or_default();
    let user = state.add_user_of_age(&name, YOUNG);
    state.add_member(guild, user);
    user
}

/// Somebody who was a member joins once more, unless they are banned.
pub(super) fn comes_back(state: &mut State, guild: Id, user: Id) -> Result<(), String> {
    match state.guilds.get(&guild) {
        Some(inside) if inside.bans.contains_key(&user) => Err("Who is banned cannot come back.".into()),
        Some(_) if state.users.contains_key(&user) => {
            state.join(guild, user);
            Ok(())
        }
        _ => Err(format!("there is no user {user}")),
    }
}

/// A member leaves.
pub(super) fn leaves(state: &mut State, guild: Id, user: Id) -> Result<(), String> {
    if state.guilds.get(&guild).is_some_and(|inside| inside.owner == user) {
        return Err("The owner cannot leave.".into());
    }
    state.leave(guild, user, "left");
    Ok(())
}

fn role(state: &mut State, guild: Id, name: &str, permissions: u64, color: u32) -> Id {
    let id = state.add_role(guild, name, permissions);
    if let Some(role) = state.role_mut(guild, id) {
        (role.color, role.hoist, role.mentionable) = (color, true, true);
    }
    id
}

/// A room in which somebody has spoken is a warmer first sight than an empty one.
fn greetings(state: &mut State, (welcome, owner): (Id, Id), general: Id, titles: &BTreeMap<Id, &'static str>) {
    state.say(
        welcome,
        owner,
        "Welcome to **The Lantern Society**. Take a seat above, and type `/` to see what Guildhall can do.",
    );
    if let Some((moderator, _)) = titles.iter().find(|(_, title)| **title == "moderator") {
        state.say(general, *moderator, "Evening, all. The lamps are lit: `/bytes daily` before you forget.");
    }
}

/// Makes the channels; gives #welcome and #general.
fn channels(state: &mut State, guild: Id, keepers: Id, bot: Id) -> (Id, Id) {
    let topics = [
        ("welcome", "Come in, take a lantern. What is going on here."),
        ("general", "Talk about anything."),
        ("bytes", "Earn, give and count bytes."),
    ];
    let [welcome, general, _] = topics.map(|(name, topic)| {
        let id = state.add_channel(guild, name);
        set_topic(state, guild, id, topic);
        id
    });
    let mods = state.add_private_channel(guild, "mods", &[keepers, bot]);
    set_topic(state, guild, mods, "Keepers only.");
    (welcome, general)
}

fn set_topic(state: &mut State, guild: Id, channel: Id, topic: &str) {
    if let Some(channel) = state.channel_mut(guild, channel) {
        channel.topic = Some(topic.to_owned());
    }
}
