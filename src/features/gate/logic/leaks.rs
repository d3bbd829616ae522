//! Where somebody who is restricted could still see or write, role by role and channel by channel.
//!
//! Source of the rule: Discord reference, "Permission Overwrites".

use twilight_model::guild::Permissions;

use crate::{
    base::ids::{ChannelId, RoleId},
    discord::permission,
    features::gate::{
        look::{Channel, Guild},
        model::{Design, GateSettings},
    },
};

/// One opening in the gate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Leak {
    pub channel: ChannelId,
    /// The role by which it is open; `None` for whoever is restricted.
    pub by: Option<RoleId>,
    /// Whether one could write there, not only read.
    pub writes: bool,
}

/// Every opening. Roles that are taken from who is restricted open nothing; managed ones stay.
pub fn leaks(gate: &GateSettings, guild: &Guild) -> Vec<Leak> {
    let marker = gate.restricted_role.filter(|_| gate.design == Design::Restricted);
    let base: Vec<RoleId> = std::iter::once(guild.everyone()).chain(marker).collect();
    let stay = |role: &&crate::features::gate::look::GuildRole| {
        let is_bots = role.tags.as_ref().is_some_and(|tags| tags.bot_id.is_some());
        role.id != guild.everyone() && !is_bots && !guild.can_set(role.id) && Some(role.id) != marker
    };
    let mut found = Vec::new();
    for channel in guild.channels.iter().filter(|channel| !channel.is_category() && Some(channel.id) != gate.channel) {
        let open = seen(guild, channel, &base);
        if let Some(writes) = open {
            found.push(Leak { channel: channel.id, by: None, writes });
            continue;
        }
        for role in guild.roles.iter().filter(stay) {
            let mut roles = base.clone();
            roles.push(role.id);
            if let Some(writes) = seen(guild, channel, &roles) {
                found.push(Leak { channel: channel.id, by: Some(role.id), writes });
            }
        }
    }
    found
}

/// Whether somebody with these roles sees a channel, and whether they could write.
fn seen(guild: &Guild, channel: &Channel, roles: &[RoleId]) -> Option<bool> {
    let held = guild.roles.iter().filter(|role| roles.contains(&role.id));
    let base = held.fold(Permissions::empty(), |sum, role| sum | role.allowed());
    let everyone = channel.overwrite(&guild.everyone().to_string());
    let mut together = (Permissions::empty(), Permissions::empty());
    for role in roles.iter().filter(|role| **role != guild.everyone()) {
        let (allow, deny) = channel.overwrite(&role.to_string());
        together = (together.0 | allow, together.1 | deny);
    }
    let none = (Permissions::empty(), Permissions::empty());
    let may = permission::in_channel(base, &[everyone, together, none]);
    may.contains(Permissions::VIEW_CHANNEL).then(|| may.intersects(Permissions::SEND_MESSAGES | Permissions::CONNECT))
}

#[cfg(test)]
mod tests {
    use super::{super::roles::tests, *};
    use crate::features::gate::look::Overwrite;

    const VIEW: u64 = 1 << 10;
    const SEND: u64 = 1 << 11;

    fn channel(id: u64, overwrites: &[(u64, u64, u64)]) -> Channel {
        Channel {
            id: ChannelId::new(id),
            kind: 0,
            name: format!("c{id}"),
            parent_id: None,
            permission_overwrites: overwrites
                .iter()
                .map(|(id, allow, deny)| Overwrite {
                    id: id.to_string(),
                    kind: 0,
                    allow: allow.to_string(),
                    deny: deny.to_string(),
                })
                .collect(),
        }
    }

    fn found(channels: Vec<Channel>, design: Design) -> Vec<(u64, Option<u64>, bool)> {
        let gate = GateSettings {
            design,
            verified_role: Some(RoleId::new(2)),
            restricted_role: Some(RoleId::new(3)),
            channel: Some(ChannelId::new(100)),
            moderator_role: None,
        };
        let guild = Guild { channels, ..tests::guild() };
        leaks(&gate, &guild)
            .iter()
            .map(|leak| (leak.channel.get(), leak.by.map(|role| role.get()), leak.writes))
            .collect()
    }

    #[test]
    fn an_open_channel_is_a_leak_unless_it_is_the_verification_channel() {
        let channels = vec![channel(100, &[]), channel(101, &[]), channel(102, &[(1, 0, VIEW)])];
        assert_eq!(found(channels, Design::Verified), [(101, None, false)]);
    }

    #[test]
    fn a_denied_role_closes_and_a_managed_ones_allow_opens_again() {
        let channels = vec![
            channel(101, &[(3, 0, VIEW)]),
            channel(102, &[(3, 0, VIEW), (4, VIEW | SEND, 0)]),
            channel(103, &[(3, 0, VIEW), (2, VIEW, 0)]),
        ];
        // Role 2 is taken from who is restricted, so its allow opens nothing.
        assert_eq!(found(channels, Design::Restricted), [(102, Some(4), true)]);
    }

    #[test]
    fn what_everyone_may_write_is_said() {
        assert_eq!(found(vec![channel(101, &[(1, VIEW | SEND, 0)])], Design::Verified), [(101, None, true)]);
    }
}
