//! What people and moderators do to memberships: joining, leaving, roles, bans; each seen as an event.

use serde_json::{Value, json};

use crate::Id;
use crate::events::{Event, EventKind};
use crate::state::{AuditEntry, Member, State, User};

/// Audit log numbers. Source: Discord reference, "Audit Log Events".
pub(crate) mod action {
    pub(crate) const KICK: u32 = 20;
    pub(crate) const BAN: u32 = 22;
    pub(crate) const UNBAN: u32 = 23;
    pub(crate) const MEMBER_UPDATE: u32 = 24;
    pub(crate) const MEMBER_ROLE_UPDATE: u32 = 25;
}

/// A fresh account with defaults.
pub(crate) fn account(id: Id, name: &str, bot: bool) -> User {
    let mut shown = name.to_owned();
    if let Some(first) = shown.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    User {
        id,
        // People's names are lower case; bots keep the old form.
        username: if bot { name.to_owned() } else { name.to_lowercase().replace(' ', "_") },
        global_name: (!bot).then_some(shown),
        avatar: None,
        bot,
        locale: "en-US".into(),
        accepts_dms: true,
        public_flags: 0,
    }
}

impl State {
    /// A user joins a guild now. Joining twice changes nothing.
    pub fn join(&mut self, guild: Id, user: Id) {
        let now = self.now();
        let Some(inside) = self.guilds.get_mut(&guild) else {
            return;
        };
        if inside.members.contains_key(&user) {
            return;
        }
        let member = Member {
            user,
            roles: Vec::new(),
            joined_at: now,
            nick: None,
            timeout_until: None,
            pending: false,
            flags: 0,
        };
        inside.members.insert(user, member);
        self.happened(Event::new(EventKind::MemberJoined).guild(guild).user(user));
    }

    /// A user is no longer a member (`why`: `left`, `kicked`, `banned`).
    pub fn leave(&mut self, guild: Id, user: Id, why: &str) {
        let Some(inside) = self.guilds.get_mut(&guild) else {
            return;
        };
        if inside.members.remove(&user).is_some() {
            let data = json!({"reason": why});
            self.happened(Event::new(EventKind::MemberLeft).guild(guild).user(user).data(data));
        }
    }

    /// Gives a role; true when the member did not have it.
    pub fn give_role(&mut self, guild: Id, user: Id, role: Id) -> bool {
        let Some(member) = self.member_mut(guild, user) else {
            return false;
        };
        if member.roles.contains(&role) {
            return false;
        }
        member.roles.push(role);
        self.happened(Event::new(EventKind::RoleAdded).guild(guild).user(user).role(role));
        true
    }

    /// Takes a role; true when the member had it.
    pub fn take_role(&mut self, guild: Id, user: Id, role: Id) -> bool {
        let Some(member) = self.member_mut(guild, user) else {
            return false;
        };
        let before = member.roles.len();
        member.roles.retain(|id| *id != role);
        if member.roles.len() == before {
            return false;
        }
        self.happened(Event::new(EventKind::RoleRemoved).guild(guild).user(user).role(role));
        true
    }

    /// Writes the audit log.
    pub fn audit(&mut self, guild: Id, action: u32, user: Id, target: Id, reason: Option<String>, changes: Value) {
        let id = self.new_id();
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.audit_log.push(AuditEntry { id, action, user, target, reason, changes });
        }
    }

    /// The DM channel between the bot and a user, made when missing.
    pub fn open_dm(&mut self, user: Id) -> Id {
        if let Some(dm) = self.dms.values().find(|dm| dm.user == user) {
            return dm.id;
        }
        let id = self.new_id();
        self.dms.insert(id, crate::state::Dm { id, user, last_message: None });
        id
    }

    /// Whether the bot and a user share a guild, without which no DM arrives.
    pub fn shares_guild(&self, user: Id) -> bool {
        self.guilds.values().any(|guild| guild.members.contains_key(&user) && guild.members.contains_key(&self.bot_id))
    }
}
