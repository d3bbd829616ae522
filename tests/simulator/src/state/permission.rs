//! Discord's permission bits and the rule by which roles, overwrites, ownership and time-outs give them.

use crate::Id;
use crate::state::{Channel, Guild, State};

macro_rules! bits {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        $($(#[$doc])* pub const $name: u64 = 1 << $bit;)*
        /// Every permission by the name Discord's documentation gives it.
        pub const NAMES: &[(&str, u64)] = &[$((stringify!($name), 1 << $bit)),*];
        /// All permissions together.
        pub const ALL: u64 = 0 $(| 1 << $bit)*;
    };
}

bits! {
    /// Make invites.
    CREATE_INSTANT_INVITE = 0;
    /// Kick members.
    KICK_MEMBERS = 1;
    /// Ban members.
    BAN_MEMBERS = 2;
    /// Everything, whatever overwrites say.
    ADMINISTRATOR = 3;
    /// Manage channels.
    MANAGE_CHANNELS = 4;
    /// Manage the guild.
    MANAGE_GUILD = 5;
    /// Add reactions.
    ADD_REACTIONS = 6;
    /// Read the audit log.
    VIEW_AUDIT_LOG = 7;
    /// See a channel.
    VIEW_CHANNEL = 10;
    /// Write messages.
    SEND_MESSAGES = 11;
    /// Text to speech.
    SEND_TTS_MESSAGES = 12;
    /// Delete others' messages.
    MANAGE_MESSAGES = 13;
    /// Links get previews, bots may send embeds.
    EMBED_LINKS = 14;
    /// Send files.
    ATTACH_FILES = 15;
    /// Read older messages.
    READ_MESSAGE_HISTORY = 16;
    /// Ping everyone and roles that are not mentionable.
    MENTION_EVERYONE = 17;
    /// Emojis of other guilds.
    USE_EXTERNAL_EMOJIS = 18;
    /// Join voice.
    CONNECT = 20;
    /// Speak in voice.
    SPEAK = 21;
    /// Mute others in voice.
    MUTE_MEMBERS = 22;
    /// Deafen others in voice.
    DEAFEN_MEMBERS = 23;
    /// Move others in voice.
    MOVE_MEMBERS = 24;
    /// Change the own nickname.
    CHANGE_NICKNAME = 26;
    /// Change others' nicknames.
    MANAGE_NICKNAMES = 27;
    /// Give and edit roles below the own.
    MANAGE_ROLES = 28;
    /// Manage webhooks.
    MANAGE_WEBHOOKS = 29;
    /// Use commands of applications.
    USE_APPLICATION_COMMANDS = 31;
    /// Manage threads.
    MANAGE_THREADS = 34;
    /// Start public threads.
    CREATE_PUBLIC_THREADS = 35;
    /// Start private threads.
    CREATE_PRIVATE_THREADS = 36;
    /// Stickers of other guilds.
    USE_EXTERNAL_STICKERS = 37;
    /// Write in threads.
    SEND_MESSAGES_IN_THREADS = 38;
    /// Time members out.
    MODERATE_MEMBERS = 40;
    /// Send polls.
    SEND_POLLS = 49;
    /// Pin messages.
    PIN_MESSAGES = 51;
    /// Write in spite of slowmode.
    BYPASS_SLOWMODE = 52;
}

/// What a fresh guild's @everyone may do.
pub const EVERYONE: u64 = CREATE_INSTANT_INVITE
    | ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | CONNECT
    | SPEAK
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | SEND_POLLS;

/// What stays to a member who is timed out.
const TIMED_OUT: u64 = VIEW_CHANNEL | READ_MESSAGE_HISTORY;

/// A member's permissions in the guild, before any channel's overwrites; 0 for who is no member.
pub fn in_guild(guild: &Guild, user: Id, now: u64) -> u64 {
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    if guild.owner == user {
        return ALL;
    }
    let given = by_roles(guild, user);
    if given & ADMINISTRATOR != 0 {
        return ALL;
    }
    match member.timed_out(now) {
        true => given & TIMED_OUT,
        false => given,
    }
}

/// What a member's roles give, or the ownership, with nothing that follows from it; 0 for who is no member.
pub fn by_roles(guild: &Guild, user: Id) -> u64 {
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    if guild.owner == user {
        return ALL;
    }
    let everyone = guild.roles.get(&guild.id).map_or(0, |role| role.permissions);
    member.roles.iter().filter_map(|role| guild.roles.get(role)).fold(everyone, |sum, role| sum | role.permissions)
}

/// A member's permissions in a channel of the guild.
pub fn in_channel(guild: &Guild, channel: &Channel, user: Id, now: u64) -> u64 {
    let base = in_guild(guild, user, now);
    if base & ADMINISTRATOR != 0 {
        return base;
    }
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    // A thread has the overwrites of the channel it hangs on.
    let ruling = match channel.is_thread() {
        true => channel.parent.and_then(|parent| guild.channels.get(&parent)).unwrap_or(channel),
        false => channel,
    };
    let mut sum = base;
    if let Some(over) = ruling.overwrites.iter().find(|over| over.id == guild.id) {
        sum = sum & !over.deny | over.allow;
    }
    let (mut allow, mut deny) = (0, 0);
    for over in ruling.overwrites.iter().filter(|over| member.roles.contains(&over.id)) {
        allow |= over.allow;
        deny |= over.deny;
    }
    sum = sum & !deny | allow;
    if let Some(over) = ruling.overwrites.iter().find(|over| over.member && over.id == user) {
        sum = sum & !over.deny | over.allow;
    }
    if member.timed_out(now) {
        sum &= TIMED_OUT;
    }
    let private = channel.kind == crate::state::channel::kind::PRIVATE_THREAD;
    let inside = channel.thread.as_ref().is_some_and(|thread| thread.members.contains(&user));
    if private && !inside && sum & MANAGE_THREADS == 0 {
        return 0;
    }
    implied(sum, channel)
}

/// Takes away what is worth nothing without another permission.
fn implied(sum: u64, channel: &Channel) -> u64 {
    if sum & VIEW_CHANNEL == 0 {
        return 0;
    }
    let speak = if channel.is_thread() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
    match sum & speak {
        0 => sum & !(MENTION_EVERYONE | SEND_TTS_MESSAGES | ATTACH_FILES | EMBED_LINKS | SEND_POLLS),
        _ => sum,
    }
}

impl State {
    /// A user's permissions in any channel, DMs included; 0 when there is no such channel or no access.
    pub fn permissions(&self, channel: Id, user: Id) -> u64 {
        let now = self.clock.now();
        if let Some(dm) = self.dms.get(&channel) {
            let inside = dm.user == user || user == self.bot_id;
            let dm_rights = VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY | ATTACH_FILES | EMBED_LINKS;
            return if inside { dm_rights | ADD_REACTIONS | USE_APPLICATION_COMMANDS } else { 0 };
        }
        match self.guild_of(channel).and_then(|guild| guild.channels.get(&channel).map(|c| (guild, c))) {
            Some((guild, channel)) => in_channel(guild, channel, user, now),
            None => 0,
        }
    }
}
