//! Who may do what: the one function that bot, dashboard and API ask.

use twilight_model::guild::Permissions;

use crate::{
    base::ids::{RoleId, UserId},
    discord::permission,
};

/// Whom a command, button or page is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audience {
    Everyone,
    /// Whoever has the Discord permission that the act needs, or a role that settings list.
    Moderators(Permissions),
    /// Manage Server or Administrator.
    Admins,
    /// Who runs the deployment.
    Operators,
}

/// What is known of the one who asks.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub user: UserId,
    pub roles: &'a [RoleId],
    /// In the channel where they ask, as Discord sent it, or in the guild.
    pub permissions: Permissions,
}

/// Lists that widen the circle.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listed<'a> {
    /// Roles of the guild's settings whose holders may do every moderator's act.
    pub moderator_roles: &'a [RoleId],
    pub operators: &'a [UserId],
}

/// Decided on every interaction, page and call, never remembered.
pub fn may(standing: Standing<'_>, audience: Audience, listed: Listed<'_>) -> bool {
    match audience {
        Audience::Everyone => true,
        Audience::Moderators(act) => {
            permission::allows(standing.permissions, act)
                || standing.roles.iter().any(|role| listed.moderator_roles.contains(role))
        }
        Audience::Admins => permission::allows(standing.permissions, Permissions::MANAGE_GUILD),
        Audience::Operators => listed.operators.contains(&standing.user),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_holds_whom_it_should() {
        let (role, user) = (RoleId::new(5), UserId::new(1));
        let with = |permissions| Standing { user, roles: &[], permissions };
        let listed = Listed { moderator_roles: &[role], operators: &[user] };
        let ban = Audience::Moderators(Permissions::BAN_MEMBERS);

        assert!(may(with(Permissions::empty()), Audience::Everyone, Listed::default()));
        assert!(may(with(Permissions::BAN_MEMBERS), ban, Listed::default()));
        assert!(!may(with(Permissions::KICK_MEMBERS), ban, listed), "another act's permission is not enough");
        assert!(may(Standing { user, roles: &[role], permissions: Permissions::empty() }, ban, listed));
        assert!(may(with(Permissions::MANAGE_GUILD), Audience::Admins, Listed::default()));
        assert!(may(with(Permissions::ADMINISTRATOR), Audience::Admins, Listed::default()));
        assert!(!may(
            Standing { user, roles: &[role], permissions: Permissions::BAN_MEMBERS },
            Audience::Admins,
            listed
        ));
        assert!(may(with(Permissions::empty()), Audience::Operators, listed));
        assert!(!may(with(Permissions::ADMINISTRATOR), Audience::Operators, Listed::default()));
    }
}
