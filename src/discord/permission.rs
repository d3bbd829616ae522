//! Discord's permission rules: what a bit set allows and who stands above whom.

use twilight_model::guild::Permissions;

use crate::base::ids::RoleId;

/// What it takes to post a message with an embed in a channel.
pub const SPEAK: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

/// Reads a payload's bit set, a decimal number in a string; nothing when it cannot be read. Bits that
/// are newer than the list of names are kept, because sets are written back.
pub fn parse(bits: Option<&str>) -> Permissions {
    bits.and_then(|text| text.parse().ok()).map(Permissions::from_bits_retain).unwrap_or_else(Permissions::empty)
}

/// Whether a bit set holds all of `needed`; Administrator holds everything.
/// Source: Discord reference, "Permissions".
pub fn allows(held: Permissions, needed: Permissions) -> bool {
    held.contains(Permissions::ADMINISTRATOR) || held.contains(needed)
}

/// Whether somebody whose highest role is `(position, id)` may give or take the role at `other`.
/// Equal positions are ordered by id, the older role being higher.
/// Source: Discord reference, "Role Object": "Roles with the same position are sorted by id".
pub fn is_above(own: (i64, RoleId), other: (i64, RoleId)) -> bool {
    own.0 > other.0 || (own.0 == other.0 && own.1 < other.1)
}

/// What remains in a channel of a member's permissions in the guild, given the (allow, deny) pairs
/// of everyone, of all their roles together, and of the member.
/// Source: Discord reference, "Permission Overwrites".
pub fn in_channel(base: Permissions, overwrites: &[(Permissions, Permissions); 3]) -> Permissions {
    if base.contains(Permissions::ADMINISTRATOR) {
        return Permissions::all();
    }
    overwrites.iter().fold(base, |held, (allow, deny)| (held - *deny) | *allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_hold_everything() {
        assert!(allows(Permissions::ADMINISTRATOR, Permissions::BAN_MEMBERS));
        assert!(!allows(Permissions::KICK_MEMBERS, Permissions::BAN_MEMBERS));
        assert!(allows(parse(Some("32")), Permissions::MANAGE_GUILD));
        for unreadable in [None, Some(""), Some("-1"), Some("x"), Some("99999999999999999999999")] {
            assert_eq!(parse(unreadable), Permissions::empty());
        }
    }

    #[test]
    fn bits_without_a_name_are_kept() {
        let newer = (1_u64 << 48) | (1 << 60);
        let held = parse(Some(&(newer | 32).to_string()));
        assert_eq!(held.bits(), newer | 32);
        assert_eq!((held | Permissions::VIEW_CHANNEL).bits() & newer, newer);
        assert_eq!((held - Permissions::MANAGE_GUILD).bits(), newer);
    }

    #[test]
    fn a_role_may_open_what_everyone_is_denied() {
        let (view, none) = (Permissions::VIEW_CHANNEL, Permissions::empty());
        assert_eq!(in_channel(view, &[(none, view), (none, none), (none, none)]), none);
        assert_eq!(in_channel(view, &[(none, view), (view, none), (none, none)]), view);
        assert_eq!(in_channel(view, &[(none, none), (view, none), (none, view)]), none, "the member's own counts last");
        assert_eq!(in_channel(Permissions::ADMINISTRATOR, &[(none, view); 3]), Permissions::all());
    }

    #[test]
    fn equal_positions_are_ordered_by_age() {
        let (older, newer) = (RoleId::new(1), RoleId::new(2));
        assert!(is_above((5, newer), (4, older)));
        assert!(is_above((4, older), (4, newer)));
        assert!(!is_above((4, newer), (4, older)));
        assert!(!is_above((4, older), (4, older)), "a role does not stand above itself");
    }
}
