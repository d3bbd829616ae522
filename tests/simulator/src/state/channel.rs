//! Channels of guilds with their overwrites, and DM channels.

use serde_json::{Map, Value, json};

use crate::Id;
use crate::state::User;

/// Discord's channel type numbers that the simulator knows.
pub mod kind {
    /// Text channel.
    pub const TEXT: u8 = 0;
    /// Direct message.
    pub const DM: u8 = 1;
    /// Voice channel.
    pub const VOICE: u8 = 2;
    /// Category.
    pub const CATEGORY: u8 = 4;
    /// Announcement channel.
    pub const ANNOUNCEMENT: u8 = 5;
    /// Thread in an announcement channel.
    pub const ANNOUNCEMENT_THREAD: u8 = 10;
    /// Public thread.
    pub const PUBLIC_THREAD: u8 = 11;
    /// Private thread.
    pub const PRIVATE_THREAD: u8 = 12;
    /// Stage.
    pub const STAGE: u8 = 13;
    /// Forum.
    pub const FORUM: u8 = 15;
    /// Media channel.
    pub const MEDIA: u8 = 16;
}

/// A channel of a guild.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Snowflake.
    pub id: Id,
    /// Its guild.
    pub guild: Id,
    /// One of [`kind`].
    pub kind: u8,
    /// Name.
    pub name: String,
    /// Topic.
    pub topic: Option<String>,
    /// Place in the list.
    pub position: i64,
    /// Category, or the channel a thread hangs on.
    pub parent: Option<Id>,
    /// Permission overwrites.
    pub overwrites: Vec<Overwrite>,
    /// Slowmode in seconds.
    pub slowmode: u32,
    /// Marked for adults.
    pub nsfw: bool,
    /// Newest message.
    pub last_message: Option<Id>,
    /// What only threads have.
    pub thread: Option<Thread>,
}

/// What a thread has beside a channel's fields.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// Who made it.
    pub owner: Id,
    /// Who is in it; of a private thread nobody else sees it.
    pub members: Vec<Id>,
    /// Put away; a message takes it out again.
    pub archived: bool,
    /// Only who manages threads may write or take it out of the archive.
    pub locked: bool,
    /// Minutes without a word after which it is put away.
    pub archive_after: u64,
    /// Whether members may invite others to a private thread.
    pub invitable: bool,
}

/// A permission overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// A role's or a member's id.
    pub id: Id,
    /// For a member, not a role.
    pub member: bool,
    /// Bits given.
    pub allow: u64,
    /// Bits taken.
    pub deny: u64,
}

/// The DM channel between the bot and a user.
#[derive(Clone, Debug)]
pub struct Dm {
    /// Snowflake.
    pub id: Id,
    /// The person.
    pub user: Id,
    /// Newest message.
    pub last_message: Option<Id>,
}

impl Channel {
    /// Whether it is a thread.
    pub fn is_thread(&self) -> bool {
        (kind::ANNOUNCEMENT_THREAD..=kind::PRIVATE_THREAD).contains(&self.kind)
    }

    /// Whether messages can be written into it.
    pub fn is_text(&self) -> bool {
        !matches!(self.kind, kind::CATEGORY | kind::FORUM | kind::MEDIA)
    }

    /// The channel object.
    pub fn json(&self) -> Value {
        if let Some(thread) = &self.thread {
            return self.thread_json(thread);
        }
        json!({
            "id": self.id.to_string(), "type": self.kind, "guild_id": self.guild.to_string(),
            "name": self.name, "topic": self.topic, "position": self.position, "flags": 0,
            "parent_id": self.parent.map(|id| id.to_string()), "nsfw": self.nsfw,
            "rate_limit_per_user": self.slowmode,
            "last_message_id": self.last_message.map(|id| id.to_string()),
            "permission_overwrites": self.overwrites.iter().map(Overwrite::json).collect::<Vec<_>>(),
        })
    }

    fn thread_json(&self, thread: &Thread) -> Value {
        let mut metadata = json!({
            "archived": thread.archived, "locked": thread.locked, "auto_archive_duration": thread.archive_after,
            "archive_timestamp": crate::clock::iso(crate::clock::time_of(self.id)),
            "create_timestamp": crate::clock::iso(crate::clock::time_of(self.id)),
        });
        if self.kind == kind::PRIVATE_THREAD {
            metadata["invitable"] = json!(thread.invitable);
        }
        json!({
            "id": self.id.to_string(), "type": self.kind, "guild_id": self.guild.to_string(), "name": self.name,
            "flags": 0, "parent_id": self.parent.map(|id| id.to_string()), "owner_id": thread.owner.to_string(),
            "rate_limit_per_user": self.slowmode, "last_message_id": self.last_message.map(|id| id.to_string()),
            "thread_metadata": metadata, "message_count": 0, "member_count": thread.members.len(),
            "total_message_sent": 0, "bitrate": 64_000, "user_limit": 0,
        })
    }

    /// As an interaction carries it: without overwrites, with the invoking user's permissions.
    pub fn partial_json(&self, permissions: u64) -> Value {
        let mut channel = self.json();
        if let Some(fields) = channel.as_object_mut() {
            fields.remove("permission_overwrites");
            fields.insert("permissions".into(), json!(permissions.to_string()));
        }
        channel
    }

    /// As `resolved.channels` carries it.
    pub fn resolved_json(&self, permissions: u64) -> Value {
        let mut channel = Map::new();
        channel.insert("id".into(), json!(self.id.to_string()));
        channel.insert("name".into(), json!(self.name));
        channel.insert("type".into(), json!(self.kind));
        channel.insert("permissions".into(), json!(permissions.to_string()));
        channel.insert("parent_id".into(), json!(self.parent.map(|id| id.to_string())));
        Value::Object(channel)
    }
}

impl Overwrite {
    fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(), "type": u8::from(self.member),
            "allow": self.allow.to_string(), "deny": self.deny.to_string(),
        })
    }
}

impl Dm {
    /// The DM channel object as the bot sees it.
    pub fn json(&self, user: &User) -> Value {
        json!({
            "id": self.id.to_string(), "type": kind::DM, "flags": 0,
            "last_message_id": self.last_message.map(|id| id.to_string()),
            "recipients": [user.json()],
        })
    }
}
