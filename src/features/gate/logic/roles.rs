//! Which roles a member is left with, and what becomes of a call that sets them.

use crate::{
    base::{
        ids::RoleId,
        list,
        time::{HOUR, MINUTE, Time},
    },
    discord::rest::{RestError, code},
    features::gate::{
        look::Guild,
        model::{Design, Failure, GateSettings, Want},
    },
};

/// A member's roles as they are to be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Set {
    pub roles: Vec<RoleId>,
    /// To be given back when the member is free.
    pub taken: Vec<RoleId>,
    /// Whether Discord has to be told.
    pub differs: bool,
}

/// What a member is to have. While restricted: nothing that the bot can take, for another role's
/// allow would beat the gate's deny; and the restricted role, where that is the design.
pub fn wanted(want: Want, gate: &GateSettings, guild: &Guild, held: &[RoleId], taken: &[RoleId]) -> Set {
    let marker = gate.restricted_role.filter(|_| gate.design == Design::Restricted);
    let mut roles: Vec<RoleId> = match want {
        Want::Restricted => held.iter().copied().filter(|role| !guild.can_set(*role)).chain(marker).collect(),
        Want::Free => {
            let kept = held.iter().copied().filter(|role| Some(*role) != gate.restricted_role);
            // A role that is gone, or out of reach by now, cannot be given back.
            kept.chain(taken.iter().copied().filter(|role| guild.can_set(*role))).collect()
        }
    };
    list::sort(&mut roles);
    roles.dedup();
    let mut before = held.to_vec();
    list::sort(&mut before);
    let differs = roles != before;
    let mut taken = taken.to_vec();
    if want == Want::Restricted {
        taken.extend(before.iter().copied().filter(|role| !roles.contains(role) && Some(*role) != marker));
        list::sort(&mut taken);
        taken.dedup();
    }
    Set { roles, taken, differs }
}

/// One call that frees a member whatever they hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Simple {
    Give(RoleId),
    Take(RoleId),
}

/// The call that is enough to free a member of whom nothing was taken; `None` where their roles have to
/// be seen first.
pub fn simple(want: Want, gate: &GateSettings, guild: &Guild, taken: &[RoleId]) -> Option<Simple> {
    let role = match (want, gate.design, taken) {
        (Want::Free, Design::Restricted, []) => Simple::Take(gate.restricted_role?),
        (Want::Free, Design::Verified, [only]) if Some(*only) == gate.verified_role => Simple::Give(*only),
        _ => return None,
    };
    let (Simple::Give(id) | Simple::Take(id)) = role;
    guild.can_set(id).then_some(role)
}

/// After so many tries (about a day) the wish waits for somebody to look.
const TRIES: i64 = 10;

pub fn failure(error: &RestError) -> Failure {
    match error.code() {
        code::MISSING_PERMISSIONS | code::MISSING_ACCESS => Failure::NotAllowed,
        code::UNKNOWN_MEMBER | code::UNKNOWN_USER => Failure::MemberGone,
        _ if error.is_passing() => Failure::Unreachable,
        _ => Failure::Refused,
    }
}

/// When a failed call is made again by itself: passing trouble soon, missing rights every few hours,
/// because an administrator may have mended them meanwhile; who has left is looked up otherwise.
pub fn next_try(failure: Failure, attempts: i64, now: Time) -> Option<Time> {
    if attempts + 1 >= TRIES {
        return None;
    }
    match failure {
        Failure::Unreachable => Some(now.plus((MINUTE << attempts.clamp(0, 8)).min(4 * HOUR))),
        Failure::NotAllowed => Some(now.plus(((15 * MINUTE) << attempts.clamp(0, 5)).min(6 * HOUR))),
        Failure::MemberGone | Failure::Refused => None,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::{
        base::ids::{GuildId, UserId},
        features::gate::look::{GuildRole, Tags},
    };

    pub fn role(id: u64, permissions: u64, managed: bool) -> GuildRole {
        GuildRole {
            id: RoleId::new(id),
            name: format!("role{id}"),
            position: id as i64,
            permissions: permissions.to_string(),
            managed,
            tags: managed.then(Tags::default),
        }
    }

    /// Roles stand in the order of their numbers; 1 is @everyone, 8 the bot's.
    pub fn guild() -> Guild {
        Guild {
            id: GuildId::new(1),
            owner: UserId::new(99),
            roles: vec![
                role(1, 1024, false),
                role(2, 0, false),
                role(3, 0, false),
                role(4, 0, true),
                role(8, 1 << 28, true),
                role(9, 0, false),
            ],
            channels: Vec::new(),
            bot: UserId::new(50),
            bot_roles: vec![RoleId::new(8)],
        }
    }

    fn ids(list: &[u64]) -> Vec<RoleId> {
        list.iter().map(|id| RoleId::new(*id)).collect()
    }

    fn restricted() -> GateSettings {
        GateSettings { design: Design::Restricted, restricted_role: Some(RoleId::new(3)), ..GateSettings::default() }
    }

    #[test]
    fn everything_that_can_be_taken_is_taken_and_kept() {
        let set = wanted(Want::Restricted, &restricted(), &guild(), &ids(&[2, 4, 9]), &[]);
        assert_eq!(set, Set { roles: ids(&[3, 4, 9]), taken: ids(&[2]), differs: true });
        let again = wanted(Want::Restricted, &restricted(), &guild(), &set.roles, &set.taken);
        assert_eq!(again, Set { differs: false, ..set }, "a second look changes nothing");
    }

    #[test]
    fn who_is_free_gets_back_what_can_be_given() {
        let gone = ids(&[2, 7, 9]);
        let set = wanted(Want::Free, &restricted(), &guild(), &ids(&[3, 4]), &gone);
        assert_eq!(set.roles, ids(&[2, 4]), "7 is gone, 9 stands above the bot");
    }

    #[test]
    fn without_a_restricted_role_all_is_taken() {
        let gate =
            GateSettings { design: Design::Verified, verified_role: Some(RoleId::new(2)), ..GateSettings::default() };
        let set = wanted(Want::Restricted, &gate, &guild(), &ids(&[2]), &[]);
        assert_eq!((set.roles, set.taken), (Vec::new(), ids(&[2])));
    }

    #[test]
    fn who_comes_back_without_roles_is_marked_again_and_keeps_what_was_taken() {
        let set = wanted(Want::Restricted, &restricted(), &guild(), &[], &ids(&[2]));
        assert_eq!(set, Set { roles: ids(&[3]), taken: ids(&[2]), differs: true });
    }

    #[test]
    fn who_gave_up_nothing_is_freed_by_one_call() {
        let free = |taken: &[u64]| simple(Want::Free, &restricted(), &guild(), &ids(taken));
        assert_eq!(free(&[]), Some(Simple::Take(RoleId::new(3))));
        assert_eq!(free(&[2]), None, "what was taken is given back with all the rest");
        assert_eq!(simple(Want::Restricted, &restricted(), &guild(), &[]), None);
        let verified =
            GateSettings { design: Design::Verified, verified_role: Some(RoleId::new(2)), ..Default::default() };
        assert_eq!(simple(Want::Free, &verified, &guild(), &ids(&[2])), Some(Simple::Give(RoleId::new(2))));
        let out_of_reach = GateSettings { verified_role: Some(RoleId::new(9)), ..verified };
        assert_eq!(simple(Want::Free, &out_of_reach, &guild(), &ids(&[9])), None);
    }
}
