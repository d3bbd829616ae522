//! What somebody may do, from what Discord said of them.

use twilight_model::guild::Permissions;

use super::model::{Access, ApplicationObject, GuildObject, MemberObject};
use crate::{
    app::{
        Audience, Level,
        access::{Listed, Standing, may},
    },
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    discord::{interaction::timestamp, permission},
};

/// What a timed-out member may still do. Source: Discord reference, "Permissions for Timed Out Members".
const TIMED_OUT: Permissions = Permissions::VIEW_CHANNEL.union(Permissions::READ_MESSAGE_HISTORY);

/// Owners hold every permission; everybody else what @everyone and their roles have together, until they are timed
/// out: then nothing that their roles are listed for either. Administrators cannot be.
/// Source: Discord reference, "Permission Hierarchy".
pub fn access(guild: GuildId, object: &GuildObject, user: UserId, member: &MemberObject, now: Time) -> Access {
    let is_owner = object.owner_id == user;
    let counts = |role: &&super::model::RoleObject| role.id.get() == guild.get() || member.roles.contains(&role.id);
    let held = object.roles.iter().filter(counts).map(|role| permission::parse(Some(&role.permissions)));
    let permissions =
        if is_owner { Permissions::all() } else { held.fold(Permissions::empty(), |sum, bits| sum | bits) };
    let until = member.communication_disabled_until.as_deref().and_then(timestamp).map_or(0, Time::millis);
    let timed_out = until > now.millis() && !permissions.contains(Permissions::ADMINISTRATOR);
    let (permissions, roles) =
        if timed_out { (permissions & TIMED_OUT, &[][..]) } else { (permissions, member.roles.as_slice()) };
    let name = member.nick.as_ref().or(member.user.global_name.as_ref()).unwrap_or(&member.user.username);
    Access {
        guild_name: object.name.clone(),
        user_name: name.clone(),
        is_owner: i64::from(is_owner),
        permissions: permissions.bits().to_string(),
        roles: serde_json::json!(roles).to_string(),
        joined_at: member.joined_at.as_deref().and_then(timestamp).map(Time::millis),
        read_at: now.millis(),
    }
}

/// Who operates the deployment where no one is named: the application's owner, or its team's, with the members who
/// accepted and may change something. Source: Discord reference, "Teams": a team's application is owned by a
/// stand-in that is nobody.
pub fn operators(application: &ApplicationObject) -> Vec<UserId> {
    let Some(team) = &application.team else {
        return application.owner.iter().map(|owner| owner.id).collect();
    };
    let members = team.members.iter().filter(|member| member.membership_state == 2 && member.role != "read_only");
    std::iter::once(team.owner_user_id).chain(members.map(|member| member.user.id)).collect()
}

/// The highest circle that somebody belongs to, by the function that decides on commands too.
pub fn level(standing: Standing<'_>, listed: Listed<'_>) -> Level {
    let circles = [
        (Audience::Operators, Level::Operator),
        (Audience::Admins, Level::Admin),
        (Audience::Moderators(Permissions::MODERATE_MEMBERS), Level::Moderator),
    ];
    let found = circles.into_iter().find(|(audience, _)| may(standing, *audience, listed));
    found.map_or(Level::Member, |(_, level)| level)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::{ids::RoleId, json::FromJson};

    fn seen(user: u64, roles: &[u64]) -> Access {
        let object = GuildObject::from_json(&json!({
            "name": "Lantern", "owner_id": "1",
            "roles": [
                { "id": "9", "permissions": "1024" },
                { "id": "5", "permissions": "1099511627776" },
                { "id": "6", "permissions": "32" },
            ],
        }))
        .unwrap();
        let roles: Vec<String> = roles.iter().map(u64::to_string).collect();
        let member = MemberObject::from_json(&json!({
            "user": { "username": "ada", "global_name": "Ada" }, "nick": null, "roles": roles, "joined_at": null,
        }))
        .unwrap();
        access(GuildId::new(9), &object, UserId::new(user), &member, Time::from_millis(0))
    }

    fn of(access: &Access, user: u64, moderator_roles: &[RoleId]) -> Level {
        let roles = access.roles();
        let standing = Standing { user: UserId::new(user), roles: &roles, permissions: access.permissions() };
        level(standing, Listed { moderator_roles, operators: &[UserId::new(7)] })
    }

    #[test]
    fn owner_or_team_operate() {
        let of = |value| operators(&ApplicationObject::from_json(&value).unwrap());
        assert_eq!(of(json!({ "owner": { "id": "7" }, "team": null })), [UserId::new(7)]);
        let member =
            |id: &str, state: i64, role: &str| json!({ "user": { "id": id }, "membership_state": state, "role": role });
        let members = [
            member("2", 2, "admin"),
            member("3", 2, "developer"),
            member("4", 2, "read_only"),
            member("5", 1, "admin"),
        ];
        let team = json!({ "owner": { "id": "9" }, "team": { "owner_user_id": "1", "members": members } });
        assert_eq!(of(team), [1, 2, 3].map(UserId::new));
    }

    #[test]
    fn who_is_timed_out_may_look_at_most() {
        let role = |id: &str, permissions: u64| json!({ "id": id, "permissions": permissions.to_string() });
        let object = GuildObject::from_json(&json!({
            "name": "Lantern", "owner_id": "1", "roles": [role("9", 1024), role("5", 1 << 5), role("6", 1 << 3)],
        }))
        .unwrap();
        let until = "1970-01-01T00:01:00+00:00";
        for (user, held, at, level) in [
            (2, "5", 59_999, Level::Member),
            (2, "5", 60_000, Level::Admin),
            (2, "8", 59_999, Level::Member),
            (2, "6", 59_999, Level::Admin),
            (1, "5", 59_999, Level::Admin),
        ] {
            let member = json!({
                "user": { "username": "ada", "global_name": null }, "nick": null, "roles": [held], "joined_at": null,
                "communication_disabled_until": until,
            });
            let member = MemberObject::from_json(&member).unwrap();
            let seen = access(GuildId::new(9), &object, UserId::new(user), &member, Time::from_millis(at));
            assert_eq!(of(&seen, user, &[RoleId::new(8)]), level, "{user} with {held} at {at}");
        }
    }

    #[test]
    fn levels_follow_owner_roles_and_lists() {
        for (user, roles, wanted) in [
            (1, &[][..], Level::Admin),
            (2, &[], Level::Member),
            (2, &[5], Level::Moderator),
            (2, &[6], Level::Admin),
            (2, &[8], Level::Moderator),
            (7, &[], Level::Operator),
        ] {
            assert_eq!(of(&seen(user, roles), user, &[RoleId::new(8)]), wanted, "{user} with {roles:?}");
        }
    }
}
