//! The model from which every answer derives: users, guilds, messages, commands, tokens, files.

pub mod build;
pub mod channel;
pub mod command;
pub mod file;
pub mod guild;
pub mod interaction;
pub mod mentions;
pub mod message;
pub(crate) mod native;
pub(crate) mod oauth;
pub mod people;
pub mod permission;
pub mod talk;
pub mod user;
pub mod webhook;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

pub use channel::{Channel, Dm, Overwrite, Thread};
pub use command::Commands;
pub use file::Stored;
pub use guild::{AuditEntry, Guild, Member, Role};
pub use interaction::{Answer, OpenModal, Sent};
pub use mentions::Mentions;
pub use message::{Attachment, Message, Origin};
pub use user::User;
pub use webhook::{Mask, Webhook};

use crate::Id;
use crate::clock::Clock;
use crate::events::{Event, EventKind, EventLog};

/// Who owns an application together.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its id, which its stand-in among the users has too.
    pub id: Id,
    /// Who made it.
    pub owner: Id,
    /// Who, in which role (`admin`, `developer`, `read_only`), and whether they accepted the invitation.
    pub members: Vec<(Id, &'static str, bool)>,
}

/// Everything the simulated Discord knows. Fields are open so that tests can look and arrange.
pub struct State {
    /// The application's id.
    pub application_id: Id,
    /// The bot user's id.
    pub bot_id: Id,
    /// The application as `PATCH /applications/@me` changes it (flags, install parameters …).
    pub application: BTreeMap<String, Value>,
    /// The public key in hex, as interactions are signed for it.
    pub verify_key: String,
    /// Who owns the application.
    pub application_owner: Id,
    /// The team that owns it instead.
    pub team: Option<Team>,
    /// Users by id.
    pub users: BTreeMap<Id, User>,
    /// Guilds by id.
    pub guilds: BTreeMap<Id, Guild>,
    /// DM channels of the bot by channel id.
    pub dms: BTreeMap<Id, Dm>,
    /// Messages by id, ephemeral ones too.
    pub messages: BTreeMap<Id, Message>,
    /// Webhooks of channels by id.
    pub webhooks: BTreeMap<Id, Webhook>,
    /// Registered commands.
    pub commands: Commands,
    /// Interactions that were sent, by id.
    pub interactions: BTreeMap<Id, Sent>,
    /// Open modals by user.
    pub modals: BTreeMap<Id, OpenModal>,
    /// Files on the CDN by path, and those put for options by name.
    pub files: BTreeMap<String, Stored>,
    pub(crate) tokens: HashMap<String, Id>,
    pub(crate) oauth: oauth::OAuth,
    pub(crate) origin: String,
    pub(crate) clock: Clock,
    pub(crate) events: EventLog,
    /// Webhook events that acts have caused, type and data, to be sent when the state is let go.
    pub(crate) outgoing: Vec<(&'static str, Value)>,
}

impl State {
    pub(crate) fn new(clock: Clock, origin: String, verify_key: String) -> State {
        let (application_id, bot_id, owner) = (clock.old_id(), clock.old_id(), clock.old_id());
        let mut state = State {
            application_id,
            bot_id,
            application: BTreeMap::new(),
            verify_key,
            application_owner: owner,
            team: None,
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            dms: BTreeMap::new(),
            messages: BTreeMap::new(),
            webhooks: BTreeMap::new(),
            commands: Commands::default(),
            interactions: BTreeMap::new(),
            modals: BTreeMap::new(),
            files: BTreeMap::new(),
            tokens: HashMap::new(),
            oauth: oauth::OAuth::default(),
            origin,
            clock,
            events: EventLog::new(),
            outgoing: Vec::new(),
        };
        state.users.insert(bot_id, people::account(bot_id, "Guildhall", true));
        state.users.insert(owner, people::account(owner, "operator", false));
        state
    }

    pub(crate) fn forget(&mut self) {
        let (bot, owner) = (self.bot_id, self.application_owner);
        self.users.retain(|id, _| [bot, owner].contains(id));
        self.application.clear();
        self.team = None;
        self.guilds.clear();
        self.dms.clear();
        self.messages.clear();
        self.webhooks.clear();
        self.interactions.clear();
        self.modals.clear();
        self.files.clear();
        self.tokens.clear();
        self.oauth = oauth::OAuth::default();
        self.outgoing.clear();
    }

    /// The simulator's time, Unix milliseconds.
    pub fn now(&self) -> u64 {
        self.clock.now()
    }

    /// A fresh snowflake.
    pub fn new_id(&self) -> Id {
        self.clock.new_id()
    }

    /// The interaction that a token belongs to.
    pub fn by_token(&self, token: &str) -> Option<&Sent> {
        self.interactions.get(self.tokens.get(token)?)
    }

    /// The guild a channel or thread belongs to.
    pub fn guild_of(&self, channel: Id) -> Option<&Guild> {
        self.guilds.values().find(|guild| guild.channels.contains_key(&channel))
    }

    /// A channel of any guild.
    pub fn channel(&self, channel: Id) -> Option<&Channel> {
        self.guilds.values().find_map(|guild| guild.channels.get(&channel))
    }

    /// A member.
    pub fn member(&self, guild: Id, user: Id) -> Option<&Member> {
        self.guilds.get(&guild)?.members.get(&user)
    }

    /// A member, to arrange.
    pub fn member_mut(&mut self, guild: Id, user: Id) -> Option<&mut Member> {
        self.guilds.get_mut(&guild)?.members.get_mut(&user)
    }

    /// A user's public JSON; a deleted user's when the id is unknown.
    pub fn user_json(&self, id: Id) -> Value {
        match self.users.get(&id) {
            Some(user) => user.json(),
            None => json!({"id": id.to_string(), "username": "deleted_user", "discriminator": "0",
                "avatar": null, "global_name": null, "public_flags": 0, "flags": 0}),
        }
    }

    /// A member's JSON with its user.
    pub fn member_json(&self, guild: Id, user: Id) -> Option<Value> {
        Some(self.member(guild, user)?.json(self.users.get(&user)?))
    }

    /// The messages of a channel that a user can see, oldest first; `None` sees everything.
    pub fn messages_in(&self, channel: Id, seen_by: Option<Id>) -> Vec<&Message> {
        self.messages
            .values()
            .filter(|message| message.channel == channel)
            .filter(|message| match (message.only_for, seen_by) {
                (Some(only), Some(user)) => only == user,
                _ => true,
            })
            .collect()
    }

    pub(crate) fn happened(&mut self, event: Event) {
        let at = self.clock.now();
        self.events.push(event, at);
    }

    pub(crate) fn message_event(&mut self, kind: EventKind, message: &Message) {
        let mut event = Event::new(kind).guild(message.guild).channel(message.channel).user(message.author);
        event.message_id = Some(message.id);
        event.message = Some(message.json(self));
        event.only_for = message.only_for;
        event.interaction = message.interaction.as_ref().map(|origin| origin.id);
        self.happened(event);
    }
}
