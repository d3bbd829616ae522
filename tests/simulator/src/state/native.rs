//! What people do in Discord's own client: bans, kicks, time-outs; written to the audit log under
//! their name.

use serde_json::{Value, json};

use crate::Id;
use crate::clock::{iso, snowflake_at};
use crate::events::{Event, EventKind};
use crate::state::State;
use crate::state::people::action;

impl State {
    /// Bans a person, whoever does it; a member leaves.
    pub fn ban(&mut self, guild: Id, by: Id, user: Id, reason: Option<String>) {
        let Some(inside) = self.guilds.get_mut(&guild) else { return };
        // A second ban changes nothing, not even the reason, and is no news for the audit log.
        if inside.bans.contains_key(&user) {
            return;
        }
        inside.bans.insert(user, reason.clone());
        self.audit(guild, action::BAN, by, user, reason, Value::Null);
        self.leave(guild, user, "banned");
    }

    /// Lifts a ban.
    pub fn unban(&mut self, guild: Id, by: Id, user: Id, reason: Option<String>) {
        let gone = self.guilds.get_mut(&guild).and_then(|guild| guild.bans.remove(&user));
        if gone.is_some() {
            self.audit(guild, action::UNBAN, by, user, reason, Value::Null);
        }
    }

    /// Removes a member by a person's hand.
    pub fn kick(&mut self, guild: Id, by: Id, user: Id, reason: Option<&str>) {
        self.audit(guild, action::KICK, by, user, reason.map(str::to_owned), Value::Null);
        self.leave(guild, user, "kicked");
    }

    /// Times a member out by a person's hand until a moment in Unix milliseconds; `None` ends it.
    pub fn time_out(&mut self, guild: Id, by: Id, user: Id, until: Option<u64>, reason: Option<&str>) {
        let Some(member) = self.member_mut(guild, user) else { return };
        let before = member.timeout_until;
        member.timeout_until = until;
        let changes = timeout_change(before, until);
        self.audit(guild, action::MEMBER_UPDATE, by, user, reason.map(str::to_owned), json!([changes]));
        self.happened(Event::new(EventKind::MemberUpdated).guild(guild).user(user));
    }

    /// Deletes what a person wrote in a guild in the last so many seconds.
    pub(crate) fn delete_recent(&mut self, guild: Id, user: Id, seconds: u64) {
        let since = snowflake_at(self.now().saturating_sub(seconds * 1_000));
        let theirs = |(id, message): (&Id, &crate::state::Message)| {
            (message.guild == Some(guild) && message.author == user).then_some(*id)
        };
        let found: Vec<Id> = self.messages.range(since..).filter_map(theirs).collect();
        for id in found {
            self.delete_message(id);
        }
    }
}

/// A change of a time-out as the audit log lists it: what is not set is left out.
pub(crate) fn timeout_change(before: Option<u64>, after: Option<u64>) -> Value {
    let mut change = json!({"key": "communication_disabled_until"});
    if let Some(before) = before {
        change["old_value"] = json!(iso(before));
    }
    if let Some(after) = after {
        change["new_value"] = json!(iso(after));
    }
    change
}
