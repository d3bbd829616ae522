//! Whether somebody may act on somebody: oneself, owner, bot, roles and permissions.

use twilight_model::guild::Permissions;

use crate::{
    base::{
        ids::{RoleId, UserId},
        json::FromJson,
        time::Time,
    },
    discord::permission,
    features::moderation::model::{Kind, LONGEST_TIMEOUT},
};

/// A role as Discord tells of it.
#[derive(Clone, Debug, FromJson)]
pub struct RankedRole {
    pub id: RoleId,
    #[serde(default)]
    pub position: i64,
    /// Bit set, a decimal number in a string.
    #[serde(default)]
    pub permissions: String,
}

/// Everything that decides whether an act may be done.
#[derive(Clone, Debug)]
pub struct Scene {
    pub owner: UserId,
    /// Every role of the guild.
    pub roles: Vec<RankedRole>,
    /// The role that everyone has; its id is the guild's.
    pub everyone: RoleId,
    pub bot: UserId,
    pub bot_roles: Vec<RoleId>,
    /// Who decides it and their roles; `None` for what happens by itself.
    pub actor: Option<(UserId, Vec<RoleId>)>,
    pub target: UserId,
    /// `None` when the person is not a member.
    pub target_roles: Option<Vec<RoleId>>,
    pub target_timed_out: Option<Time>,
}

/// Why an act may not be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    Oneself,
    TheOwner,
    TheBot,
    /// The member stands at or above the one who asks.
    AboveYou,
    AboveBot,
    /// Discord lets nobody time out an administrator.
    Administrator,
    BotLacks(Permissions),
    NotHere,
    NotTimedOut,
    TooLong,
}

impl Scene {
    fn top(&self, roles: &[RoleId]) -> (i64, RoleId) {
        let held = self.roles.iter().filter(|role| roles.contains(&role.id)).map(|role| (role.position, role.id));
        held.reduce(|a, b| if permission::is_above(a, b) { a } else { b }).unwrap_or((0, self.everyone))
    }

    fn permissions(&self, user: UserId, roles: &[RoleId]) -> Permissions {
        if user == self.owner {
            return Permissions::all();
        }
        let held = self.roles.iter().filter(|role| role.id == self.everyone || roles.contains(&role.id));
        held.fold(Permissions::empty(), |sum, role| sum | permission::parse(Some(&role.permissions)))
    }
}

/// Decides an act.
///
/// # Errors
/// The first reason against it, the plainest first.
pub fn decide(kind: Kind, expires: Option<Time>, now: Time, scene: &Scene) -> Result<(), Refusal> {
    let target = scene.target;
    if scene.actor.as_ref().is_some_and(|(actor, _)| *actor == target) {
        return Err(Refusal::Oneself);
    }
    if target == scene.bot {
        return Err(Refusal::TheBot);
    }
    let punishes = matches!(kind, Kind::Warn | Kind::Timeout | Kind::Kick | Kind::Ban | Kind::Restrict);
    if target == scene.owner && punishes {
        return Err(Refusal::TheOwner);
    }
    // Who is not here has no place in the hierarchy; a ban reaches them all the same.
    if scene.target_roles.is_none() && matches!(kind, Kind::Timeout | Kind::Untimeout | Kind::Kick) {
        return Err(Refusal::NotHere);
    }
    if kind == Kind::Untimeout && scene.target_timed_out.is_none_or(|until| until <= now) {
        return Err(Refusal::NotTimedOut);
    }
    if kind == Kind::Timeout && expires.is_none_or(|until| until.millis() - now.millis() > LONGEST_TIMEOUT) {
        return Err(Refusal::TooLong);
    }
    let theirs = scene.top(scene.target_roles.as_deref().unwrap_or_default());
    if let Some((actor, roles)) = &scene.actor
        && scene.target_roles.is_some()
        && *actor != scene.owner
        && kind != Kind::Note
        && !permission::is_above(scene.top(roles), theirs)
    {
        return Err(Refusal::AboveYou);
    }
    let needed = match kind {
        // A restriction sets roles.
        Kind::Restrict => Permissions::MANAGE_ROLES,
        _ if kind.is_call() => kind.permission(),
        _ => return Ok(()),
    };
    let bot = scene.permissions(scene.bot, &scene.bot_roles);
    if !permission::allows(bot, needed) {
        return Err(Refusal::BotLacks(needed));
    }
    if let Some(roles) = &scene.target_roles {
        let may_all = permission::allows(scene.permissions(target, roles), Permissions::ADMINISTRATOR);
        if matches!(kind, Kind::Timeout) && may_all {
            return Err(Refusal::Administrator);
        }
        if scene.bot != scene.owner && !permission::is_above(scene.top(&scene.bot_roles), theirs) {
            return Err(Refusal::AboveBot);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::DAY;

    const EVERYONE: u64 = 1;
    const MEMBER: u64 = 2;
    const MODERATOR: u64 = 3;
    const BOT: u64 = 4;
    const ADMIN: u64 = 5;

    fn role(id: u64, permissions: Permissions) -> RankedRole {
        RankedRole { id: RoleId::new(id), position: id as i64, permissions: permissions.bits().to_string() }
    }

    /// Roles stand in the order of their numbers.
    fn scene(actor: &[u64], target: Option<&[u64]>) -> Scene {
        let roles = |ids: &[u64]| ids.iter().map(|id| RoleId::new(*id)).collect::<Vec<_>>();
        let bot = Permissions::KICK_MEMBERS
            | Permissions::BAN_MEMBERS
            | Permissions::MODERATE_MEMBERS
            | Permissions::MANAGE_ROLES;
        Scene {
            owner: UserId::new(10),
            roles: vec![
                role(EVERYONE, Permissions::empty()),
                role(MEMBER, Permissions::empty()),
                role(MODERATOR, Permissions::empty()),
                role(BOT, bot),
                role(ADMIN, Permissions::ADMINISTRATOR),
            ],
            everyone: RoleId::new(EVERYONE),
            bot: UserId::new(20),
            bot_roles: roles(&[BOT]),
            actor: Some((UserId::new(30), roles(actor))),
            target: UserId::new(40),
            target_roles: target.map(roles),
            target_timed_out: None,
        }
    }

    fn decided(kind: Kind, scene: &Scene) -> Result<(), Refusal> {
        decide(kind, Some(Time::from_millis(DAY)), Time::from_millis(0), scene)
    }

    #[test]
    fn a_moderator_acts_on_members_below() {
        for kind in [Kind::Warn, Kind::Timeout, Kind::Kick, Kind::Ban, Kind::Note, Kind::Restrict] {
            assert_eq!(decided(kind, &scene(&[MODERATOR], Some(&[MEMBER]))), Ok(()), "{kind:?}");
        }
    }

    #[test]
    fn nobody_acts_on_oneself_the_owner_or_the_bot() {
        for (target, refusal) in [(30, Refusal::Oneself), (10, Refusal::TheOwner), (20, Refusal::TheBot)] {
            let scene = Scene { target: UserId::new(target), ..scene(&[ADMIN], Some(&[])) };
            assert_eq!(decided(Kind::Ban, &scene), Err(refusal));
        }
    }

    #[test]
    fn nobody_acts_on_who_stands_beside_or_above() {
        let beside = scene(&[MODERATOR], Some(&[MODERATOR]));
        assert_eq!(decided(Kind::Warn, &beside), Err(Refusal::AboveYou));
        assert_eq!(decided(Kind::Note, &beside), Ok(()), "a note is no punishment");
        assert_eq!(decided(Kind::Ban, &scene(&[], Some(&[]))), Err(Refusal::AboveYou), "without roles all are equal");
        let owner = Scene { actor: Some((UserId::new(10), Vec::new())), ..scene(&[], Some(&[MODERATOR])) };
        assert_eq!(decided(Kind::Ban, &owner), Ok(()), "the owner stands above all");
        let by_itself = Scene { actor: None, ..scene(&[], Some(&[MODERATOR])) };
        assert_eq!(decided(Kind::Ban, &by_itself), Ok(()));
    }

    #[test]
    fn the_bot_has_its_limits() {
        let above_bot = Scene { actor: Some((UserId::new(10), Vec::new())), ..scene(&[], Some(&[ADMIN])) };
        assert_eq!(decided(Kind::Ban, &above_bot), Err(Refusal::AboveBot));
        assert_eq!(decided(Kind::Timeout, &above_bot), Err(Refusal::Administrator));
        assert_eq!(decided(Kind::Warn, &above_bot), Ok(()), "words need no rank of the bot");
        let weak = Scene { bot_roles: vec![RoleId::new(MEMBER)], ..scene(&[MODERATOR], Some(&[])) };
        assert_eq!(decided(Kind::Kick, &weak), Err(Refusal::BotLacks(Permissions::KICK_MEMBERS)));
        assert_eq!(decided(Kind::Restrict, &weak), Err(Refusal::BotLacks(Permissions::MANAGE_ROLES)));
        assert_eq!(decided(Kind::Restrict, &above_bot), Err(Refusal::AboveBot), "roles above its own cannot be taken");
    }

    #[test]
    fn who_is_not_here_can_only_be_banned_noted_or_warned() {
        let gone = scene(&[MODERATOR], None);
        for kind in [Kind::Kick, Kind::Timeout] {
            assert_eq!(decided(kind, &gone), Err(Refusal::NotHere));
        }
        for kind in [Kind::Ban, Kind::Unban, Kind::Note, Kind::Warn] {
            assert_eq!(decided(kind, &gone), Ok(()), "{kind:?}");
        }
    }

    #[test]
    fn a_timeout_has_a_longest_length_and_must_be_there_to_be_ended() {
        let here = scene(&[MODERATOR], Some(&[]));
        let until = |millis| decide(Kind::Timeout, Some(Time::from_millis(millis)), Time::from_millis(0), &here);
        assert_eq!(until(28 * DAY), Ok(()));
        assert_eq!(until(28 * DAY + 1), Err(Refusal::TooLong));
        assert_eq!(decided(Kind::Untimeout, &here), Err(Refusal::NotTimedOut));
        let timed_out = Scene { target_timed_out: Some(Time::from_millis(5)), ..here };
        assert_eq!(decided(Kind::Untimeout, &timed_out), Ok(()));
    }
}
