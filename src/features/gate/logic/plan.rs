//! What `/setupverification` would do: only what is missing or differs, so a second run has nothing
//! left to do.

use twilight_model::guild::Permissions;

use crate::{
    base::{
        ids::{ChannelId, RoleId},
        time::{DAY, Time},
    },
    features::gate::{
        look::{Channel, Guild},
        model::{Design, GateSettings},
    },
};

/// One act on Discord.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Act {
    /// Makes the gate's role, with View Channel for the verified design.
    MakeRole,
    MakeChannel,
    /// The gate's role lacks View Channel, or has too much.
    MendRole {
        role: RoleId,
        permissions: Permissions,
    },
    /// Sets an overwrite: of a role (`member` false) or of the bot.
    Overwrite {
        channel: ChannelId,
        id: u64,
        member: bool,
        allow: Permissions,
        deny: Permissions,
    },
    /// Everybody who is present gets the verified role.
    GiveToAll,
    /// @everyone no longer sees channels by itself. Asked for separately.
    CloseEveryone {
        permissions: Permissions,
    },
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Plan {
    pub acts: Vec<Act>,
    /// What the bot's own role lacks for it.
    pub lacking: Permissions,
    /// The gate's role stands above the bot's own.
    pub role_above: bool,
}

const READ: Permissions = Permissions::VIEW_CHANNEL.union(Permissions::READ_MESSAGE_HISTORY);
const SPEAK: Permissions = READ.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);
/// What the verification channel lets newcomers do: read, press, and talk where they are invited to. Who
/// does not see a channel sees none of its threads, also when they were added.
/// Source: Discord reference, "Permissions", inherited permissions of threads.
const VISIT: Permissions = READ.union(Permissions::SEND_MESSAGES_IN_THREADS);
/// Who manages threads sees all of them.
const MODERATE: Permissions = VISIT.union(Permissions::MANAGE_THREADS).union(Permissions::USE_SLASH_COMMANDS);
const RUN: Permissions = SPEAK.union(MODERATE).union(Permissions::CREATE_PRIVATE_THREADS);

/// Whether a roll-out is so long over that others have come since who lack the role.
pub fn is_stale(finished_at: Option<i64>, now: Time) -> bool {
    finished_at.is_some_and(|at| now.millis() - at >= DAY)
}

/// The plan. `rolled_out` tells that everybody present has the verified role.
pub fn plan(gate: &GateSettings, guild: &Guild, rolled_out: bool) -> Plan {
    let mut plan = Plan { acts: Vec::new(), lacking: Permissions::empty(), role_above: false };
    if gate.design == Design::Off {
        return plan;
    }
    let needed = Permissions::MANAGE_ROLES | Permissions::MANAGE_CHANNELS | SPEAK;
    let held = guild.bot_permissions();
    if !held.contains(Permissions::ADMINISTRATOR) {
        plan.lacking = needed - held;
    }
    let wanted = match gate.design {
        Design::Verified => gate.verified_role,
        _ => gate.restricted_role,
    };
    let role = wanted.and_then(|role| guild.role(role));
    match role {
        None => plan.acts.push(Act::MakeRole),
        Some(role) => {
            plan.role_above = !guild.can_set(role.id);
            let view = role.allowed().contains(Permissions::VIEW_CHANNEL);
            match gate.design {
                Design::Verified if !view => plan
                    .acts
                    .push(Act::MendRole { role: role.id, permissions: role.allowed() | Permissions::VIEW_CHANNEL }),
                Design::Restricted if !role.allowed().is_empty() => {
                    plan.acts.push(Act::MendRole { role: role.id, permissions: Permissions::empty() });
                }
                _ => {}
            }
        }
    }
    let role = role.map(|role| role.id);
    let channel = gate.channel.and_then(|id| guild.channels.iter().find(|channel| channel.id == id));
    match channel {
        None => plan.acts.push(Act::MakeChannel),
        Some(channel) => open(&mut plan, guild, gate, channel, role),
    }
    match (gate.design, role) {
        (Design::Restricted, Some(role)) => close(&mut plan, guild, gate, role),
        (Design::Verified, Some(role)) => verified(&mut plan, guild, gate, role, rolled_out),
        _ => {}
    }
    plan
}

/// The overwrites that newcomers, who is restricted, moderators and the bot need in the verification channel.
pub fn verification_overwrites(
    guild: &Guild,
    gate: &GateSettings,
    role: Option<RoleId>,
) -> Vec<(u64, bool, Permissions, Permissions)> {
    let everyone = guild.everyone().get();
    // Discord lets a bot allow and deny only what it may do itself.
    let total = guild.bot_total();
    // Commands are for members: who is not in yet joins no squad and earns no role by them. Buttons work.
    let quiet = Permissions::SEND_MESSAGES
        | Permissions::USE_SLASH_COMMANDS
        | Permissions::CREATE_PUBLIC_THREADS
        | Permissions::CREATE_PRIVATE_THREADS;
    let (quiet, visit, moderate) = (quiet & total, READ | (VISIT & total), READ | (MODERATE & total));
    let none = Permissions::empty();
    let mut list = vec![(everyone, false, visit, quiet), (guild.bot.get(), true, SPEAK | (RUN & total), none)];
    if let Some(role) = role {
        match gate.design {
            // Who is verified has no business there any more.
            Design::Verified => list.push((role.get(), false, none, Permissions::VIEW_CHANNEL)),
            _ => list.push((role.get(), false, visit, quiet)),
        }
    }
    let moderators = guild.moderators(gate.moderator_role).filter(|id| Some(*id) != role);
    list.extend(moderators.map(|id| (id.get(), false, moderate, none)));
    list
}

fn open(plan: &mut Plan, guild: &Guild, gate: &GateSettings, channel: &Channel, role: Option<RoleId>) {
    for (id, member, allow, deny) in verification_overwrites(guild, gate, role) {
        let (has_allow, has_deny) = channel.overwrite(&id.to_string());
        if has_allow.contains(allow) && has_deny.contains(deny) && !has_allow.intersects(deny) {
            continue;
        }
        let (allow, deny) = ((has_allow - deny) | allow, (has_deny - allow) | deny);
        plan.acts.push(Act::Overwrite { channel: channel.id, id, member, allow, deny });
    }
}

/// The restricted role sees nothing: a deny in every category and in every channel that is not synced
/// with one.
fn close(plan: &mut Plan, guild: &Guild, gate: &GateSettings, role: RoleId) {
    let others = guild.channels.iter().filter(|channel| Some(channel.id) != gate.channel);
    for channel in others.filter(|channel| channel.is_category() || !channel.is_synced(&guild.channels)) {
        let (allow, deny) = channel.overwrite(&role.to_string());
        if !deny.contains(Permissions::VIEW_CHANNEL) {
            plan.acts.push(Act::Overwrite {
                channel: channel.id,
                id: role.get(),
                member: false,
                allow: allow - Permissions::VIEW_CHANNEL,
                deny: deny | Permissions::VIEW_CHANNEL,
            });
        }
    }
}

/// @everyone loses View Channel once everybody present has the role; channels that were opened to
/// @everyone by an overwrite of their own are opened to the role instead.
fn verified(plan: &mut Plan, guild: &Guild, gate: &GateSettings, role: RoleId, rolled_out: bool) {
    let everyone = guild.role(guild.everyone()).map(|role| role.allowed()).unwrap_or_else(Permissions::empty);
    let closed = !everyone.contains(Permissions::VIEW_CHANNEL);
    if !closed && !rolled_out {
        plan.acts.push(Act::GiveToAll);
        return;
    }
    if !closed {
        plan.acts.push(Act::CloseEveryone { permissions: everyone - Permissions::VIEW_CHANNEL });
    }
    for channel in guild.channels.iter().filter(|channel| Some(channel.id) != gate.channel) {
        let (allow, deny) = channel.overwrite(&guild.everyone().to_string());
        if !allow.contains(Permissions::VIEW_CHANNEL) {
            continue;
        }
        let (has_allow, has_deny) = channel.overwrite(&role.to_string());
        let view = Permissions::VIEW_CHANNEL;
        let (to, from) =
            ((role.get(), has_allow | view, has_deny - view), (guild.everyone().get(), allow - view, deny));
        for (id, allow, deny) in [to, from] {
            plan.acts.push(Act::Overwrite { channel: channel.id, id, member: false, allow, deny });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::roles::tests, *};
    use crate::features::gate::look::Overwrite;

    fn channel(id: u64, kind: u64, parent: Option<u64>) -> Channel {
        Channel {
            id: ChannelId::new(id),
            kind,
            name: format!("c{id}"),
            parent_id: parent.map(ChannelId::new),
            permission_overwrites: Vec::new(),
        }
    }

    fn gate(design: Design) -> GateSettings {
        GateSettings {
            design,
            verified_role: Some(RoleId::new(2)),
            restricted_role: Some(RoleId::new(3)),
            channel: Some(ChannelId::new(100)),
            moderator_role: None,
        }
    }

    /// Carries the plan's overwrites and roles out in the picture of the guild.
    fn carried_out(guild: &mut Guild, plan: &Plan) {
        for act in &plan.acts {
            match act {
                Act::Overwrite { channel, id, allow, deny, .. } => {
                    let channel = guild.channels.iter_mut().find(|known| known.id == *channel).unwrap();
                    channel.permission_overwrites.retain(|known| known.id != id.to_string());
                    channel.permission_overwrites.push(Overwrite {
                        id: id.to_string(),
                        kind: 0,
                        allow: allow.bits().to_string(),
                        deny: deny.bits().to_string(),
                    });
                }
                Act::MendRole { role, permissions } => {
                    let role = guild.roles.iter_mut().find(|known| known.id == *role).unwrap();
                    role.permissions = permissions.bits().to_string();
                }
                Act::CloseEveryone { permissions } => guild.roles[0].permissions = permissions.bits().to_string(),
                Act::MakeRole | Act::MakeChannel | Act::GiveToAll => {}
            }
        }
    }

    fn guild() -> Guild {
        let channels =
            vec![channel(100, 0, None), channel(101, 4, None), channel(102, 0, Some(101)), channel(103, 0, None)];
        Guild { channels, ..tests::guild() }
    }

    #[test]
    fn a_second_run_has_nothing_left_to_do_and_nothing_leaks() {
        for design in [Design::Restricted, Design::Verified] {
            let (gate, mut guild) = (gate(design), guild());
            for _ in 0..3 {
                let plan = plan(&gate, &guild, true);
                carried_out(&mut guild, &plan);
            }
            assert_eq!(plan(&gate, &guild, true).acts, [], "{design:?}");
            assert_eq!(super::super::leaks(&gate, &guild), [], "{design:?}");
        }
    }

    #[test]
    fn synced_channels_follow_their_category() {
        let plan = plan(&gate(Design::Restricted), &guild(), false);
        let touched: Vec<u64> = plan
            .acts
            .iter()
            .filter_map(|act| match act {
                Act::Overwrite { channel, id: 3, .. } => Some(channel.get()),
                _ => None,
            })
            .collect();
        assert_eq!(touched, [100, 101, 103], "102 is synced with 101");
    }

    #[test]
    fn everyone_is_closed_only_after_all_have_the_role() {
        let mut guild = guild();
        let first = plan(&gate(Design::Verified), &guild, false);
        carried_out(&mut guild, &first);
        assert_eq!(plan(&gate(Design::Verified), &guild, false).acts, [Act::GiveToAll]);
        let closing = plan(&gate(Design::Verified), &guild, true).acts;
        assert_eq!(closing, [Act::CloseEveryone { permissions: Permissions::empty() }]);
    }

    #[test]
    fn moderators_see_the_threads_of_the_verification_channel() {
        let mut guild = guild();
        guild.roles.push(tests::role(5, Permissions::MODERATE_MEMBERS.bits(), false));
        guild.roles.push(tests::role(6, Permissions::ADMINISTRATOR.bits(), false));
        guild.roles.push(tests::role(7, 0, false));
        let gate = GateSettings { moderator_role: Some(RoleId::new(7)), ..gate(Design::Verified) };
        let list = verification_overwrites(&guild, &gate, gate.verified_role);
        let seeing: Vec<u64> =
            list.iter().filter(|over| over.2.contains(Permissions::VIEW_CHANNEL)).map(|over| over.0).collect();
        assert_eq!(seeing, [1, 50, 5, 7], "@everyone, the bot, who may moderate, who is listed");
        let denied: Vec<u64> =
            list.iter().filter(|over| over.3.contains(Permissions::VIEW_CHANNEL)).map(|over| over.0).collect();
        assert_eq!(denied, [2]);
    }

    #[test]
    fn what_is_missing_is_made() {
        let gate = GateSettings { design: Design::Restricted, ..GateSettings::default() };
        assert_eq!(plan(&gate, &guild(), false).acts, [Act::MakeRole, Act::MakeChannel]);
        assert_eq!(plan(&GateSettings::default(), &guild(), false).acts, []);
    }
}
