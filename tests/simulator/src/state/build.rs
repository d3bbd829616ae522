//! Builders with sensible defaults, for tests and the playground.

use std::collections::BTreeMap;

use crate::Id;
use crate::events::{Event, EventKind};
use crate::state::channel::kind;
use crate::state::{Channel, Guild, Overwrite, Role, State, Thread, people, permission};

impl State {
    /// A person with an account about two years old.
    pub fn add_user(&mut self, name: &str) -> Id {
        let id = self.clock.old_id();
        self.users.insert(id, people::account(id, name, false));
        id
    }

    /// A person whose account is so old, in milliseconds.
    pub fn add_user_of_age(&mut self, name: &str, age: u64) -> Id {
        let mut id = crate::clock::snowflake_at(self.now().saturating_sub(age));
        // Two accounts of one moment are two all the same.
        while self.users.contains_key(&id) {
            id += 1;
        }
        self.users.insert(id, people::account(id, name, false));
        id
    }

    /// Another bot's account.
    pub fn add_bot(&mut self, name: &str) -> Id {
        let id = self.clock.old_id();
        self.users.insert(id, people::account(id, name, true));
        id
    }

    /// A guild with @everyone and its owner as member, without channels and without the bot.
    pub fn add_guild(&mut self, name: &str, owner: Id) -> Id {
        let id = self.clock.old_id();
        let everyone = Role {
            id,
            name: "@everyone".into(),
            permissions: permission::EVERYONE,
            position: 0,
            color: 0,
            hoist: false,
            managed: false,
            bot: None,
            mentionable: false,
        };
        self.guilds.insert(
            id,
            Guild {
                id,
                name: name.into(),
                owner,
                preferred_locale: "en-US".into(),
                roles: BTreeMap::from([(id, everyone)]),
                channels: BTreeMap::new(),
                members: BTreeMap::new(),
                bans: BTreeMap::new(),
                audit_log: Vec::new(),
                features: Vec::new(),
                system_channel: None,
            },
        );
        self.join(id, owner);
        id
    }

    /// A user joins.
    pub fn add_member(&mut self, guild: Id, user: Id) {
        self.join(guild, user);
    }

    /// A role above all roles there are. Change it with [`State::role_mut`].
    pub fn add_role(&mut self, guild: Id, name: &str, permissions: u64) -> Id {
        let id = self.clock.old_id();
        let Some(inside) = self.guilds.get_mut(&guild) else {
            return id;
        };
        let position = inside.roles.values().map(|role| role.position).max().unwrap_or(0) + 1;
        let role = Role {
            id,
            name: name.into(),
            permissions,
            position,
            color: 0,
            hoist: false,
            managed: false,
            bot: None,
            mentionable: false,
        };
        inside.roles.insert(id, role);
        self.happened(Event::new(EventKind::RoleCreated).guild(guild).role(id));
        id
    }

    /// A role, to arrange (position, colour, managed …).
    pub fn role_mut(&mut self, guild: Id, role: Id) -> Option<&mut Role> {
        self.guilds.get_mut(&guild)?.roles.get_mut(&role)
    }

    /// A text channel that everyone sees.
    pub fn add_channel(&mut self, guild: Id, name: &str) -> Id {
        self.add_channel_of(guild, name, kind::TEXT)
    }

    /// A channel of a given type number.
    pub fn add_channel_of(&mut self, guild: Id, name: &str, kind: u8) -> Id {
        let id = self.clock.old_id();
        self.insert_channel(guild, id, name, kind);
        id
    }

    fn insert_channel(&mut self, guild: Id, id: Id, name: &str, kind: u8) {
        let Some(inside) = self.guilds.get_mut(&guild) else { return };
        let position = inside.channels.len() as i64;
        let channel = Channel {
            id,
            guild,
            kind,
            name: name.into(),
            topic: None,
            position,
            parent: None,
            overwrites: Vec::new(),
            slowmode: 0,
            nsfw: false,
            last_message: None,
            thread: None,
        };
        inside.channels.insert(id, channel);
        self.happened(Event::new(EventKind::ChannelCreated).guild(guild).channel(id));
    }

    /// A public thread under a channel.
    pub fn add_thread(&mut self, guild: Id, parent: Id, name: &str) -> Id {
        let owner = self.guilds.get(&guild).map_or(0, |guild| guild.owner);
        let thread = Thread { owner, members: vec![owner], archive_after: 4_320, ..Thread::default() };
        self.make_thread(guild, parent, name, kind::PUBLIC_THREAD, None, thread)
    }

    /// A thread of a given type; on a message it has the message's id.
    pub(crate) fn make_thread(
        &mut self,
        guild: Id,
        parent: Id,
        name: &str,
        of: u8,
        id: Option<Id>,
        thread: Thread,
    ) -> Id {
        let id = id.unwrap_or_else(|| self.new_id());
        self.insert_channel(guild, id, name, of);
        if let Some(channel) = self.channel_mut(guild, id) {
            channel.parent = Some(parent);
            channel.thread = Some(thread);
        }
        id
    }

    /// What a thread has beside a channel's fields, to arrange.
    pub fn thread_mut(&mut self, guild: Id, thread: Id) -> Option<&mut Thread> {
        self.channel_mut(guild, thread)?.thread.as_mut()
    }

    /// Deletes a role, also from its holders.
    pub fn remove_role(&mut self, guild: Id, role: Id) {
        let Some(inside) = self.guilds.get_mut(&guild) else { return };
        inside.roles.remove(&role);
        for member in inside.members.values_mut() {
            member.roles.retain(|held| *held != role);
        }
        for channel in inside.channels.values_mut() {
            channel.overwrites.retain(|over| over.id != role);
        }
    }

    /// A channel, to arrange.
    pub fn channel_mut(&mut self, guild: Id, channel: Id) -> Option<&mut Channel> {
        self.guilds.get_mut(&guild)?.channels.get_mut(&channel)
    }

    /// Sets what a role (or, for a member's id, a member) may do in a channel.
    pub fn overwrite(&mut self, guild: Id, channel: Id, target: Id, allow: u64, deny: u64) {
        let member = self.guilds.get(&guild).is_some_and(|guild| !guild.roles.contains_key(&target));
        if let Some(channel) = self.channel_mut(guild, channel) {
            channel.overwrites.retain(|over| over.id != target);
            channel.overwrites.push(Overwrite { id: target, member, allow, deny });
        }
    }

    /// A channel that only the given roles see.
    pub fn add_private_channel(&mut self, guild: Id, name: &str, roles: &[Id]) -> Id {
        let id = self.add_channel(guild, name);
        self.overwrite(guild, id, guild, 0, permission::VIEW_CHANNEL);
        for role in roles {
            self.overwrite(guild, id, *role, permission::VIEW_CHANNEL, 0);
        }
        id
    }

    /// The owner adds the bot, which joins with its own managed role, on top of all roles there are; gives that
    /// role's id.
    pub fn add_bot_to(&mut self, guild: Id, permissions: u64) -> Id {
        let bot = self.bot_id;
        let name = self.users.get(&bot).map_or("bot".into(), |user| user.username.clone());
        let role = self.add_role(guild, &name, permissions);
        if let Some(role) = self.role_mut(guild, role) {
            role.managed = true;
            role.bot = Some(bot);
        }
        self.join(guild, bot);
        self.give_role(guild, bot, role);
        self.happened(Event::new(EventKind::GuildJoined).guild(guild).user(bot));
        let owner = self.guilds.get(&guild).map(|guild| guild.owner);
        if let Some(owner) = owner.filter(|_| self.subscribed("APPLICATION_AUTHORIZED").is_some()) {
            let data = self.authorization(owner, Some(guild));
            self.outgoing.push(("APPLICATION_AUTHORIZED", data));
        }
        role
    }

    /// The bot is thrown out of a guild (which goes on existing).
    pub fn remove_bot_from(&mut self, guild: Id) {
        let bot = self.bot_id;
        self.leave(guild, bot, "kicked");
        self.happened(Event::new(EventKind::GuildLeft).guild(guild).user(bot));
    }

    /// A guild is deleted with all that is in it.
    pub fn remove_guild(&mut self, guild: Id) {
        if let Some(gone) = self.guilds.remove(&guild) {
            self.webhooks.retain(|_, webhook| webhook.guild != guild);
            self.messages.retain(|_, message| !gone.channels.contains_key(&message.channel));
            self.happened(Event::new(EventKind::GuildLeft).guild(guild).user(self.bot_id));
        }
    }
}
