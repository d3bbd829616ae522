//! Which reward roles a member should have.

use super::super::model::{Account, BytesSettings, Measure, Reward, Stacking};
use crate::{
    base::ids::{RoleId, UserId},
    features::roles::model::Wish,
};

/// The roles that an account has earned.
pub fn wanted(settings: &BytesSettings, account: &Account) -> Vec<RoleId> {
    let figure = account.figure(settings.measure);
    let earned: Vec<&Reward> = settings.rewards.iter().filter(|reward| reward.threshold.get() <= figure).collect();
    match settings.stacking {
        Stacking::All => earned.iter().map(|reward| reward.role).collect(),
        Stacking::HighestOnly => {
            earned.iter().max_by_key(|reward| reward.threshold).map(|reward| reward.role).into_iter().collect()
        }
    }
}

/// What must change on Discord so that a member who holds `held` has what the account earned:
/// only reward roles are given, and only reward roles are taken.
pub fn wishes(settings: &BytesSettings, account: &Account, user: UserId, held: &[RoleId]) -> Vec<Wish> {
    let wanted = wanted(settings, account);
    let mut wishes: Vec<Wish> = Vec::new();
    for reward in &settings.rewards {
        let should = wanted.contains(&reward.role);
        let already_listed = wishes.iter().any(|wish| wish.role == reward.role);
        if should != held.contains(&reward.role) && !already_listed {
            wishes.push(Wish { user, role: reward.role, wanted: should });
        }
    }
    wishes
}

/// Who earns which role by a balance that was set, where the highest balance counts.
pub fn earned_by_balance(settings: &BytesSettings, balances: &[(UserId, i64)]) -> Vec<(RoleId, Vec<UserId>)> {
    if settings.measure != Measure::Highest {
        return Vec::new();
    }
    let earned = |balance: i64| wanted(settings, &Account { highest: balance, ..Account::default() });
    let mut by_role: Vec<(RoleId, Vec<UserId>)> = Vec::new();
    for (user, role) in
        balances.iter().flat_map(|(user, balance)| earned(*balance).into_iter().map(move |role| (*user, role)))
    {
        match by_role.iter_mut().find(|(known, _)| *known == role) {
            Some((_, users)) => users.push(user),
            None => by_role.push((role, vec![user])),
        }
    }
    by_role
}

/// The next reward and how much is missing.
pub fn next_reward<'a>(settings: &'a BytesSettings, account: &Account) -> Option<(&'a Reward, i64)> {
    let figure = account.figure(settings.measure);
    let next = settings
        .rewards
        .iter()
        .filter(|reward| reward.threshold.get() > figure)
        .min_by_key(|reward| reward.threshold)?;
    Some((next, next.threshold.get() - figure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::money::Amount;

    fn settings(stacking: Stacking) -> BytesSettings {
        let reward = |role, threshold| Reward { role: RoleId::new(role), threshold: Amount::of(threshold) };
        BytesSettings {
            rewards: vec![reward(1, 10), reward(2, 20), reward(3, 30)],
            stacking,
            ..BytesSettings::default()
        }
    }

    fn received(received: i64) -> Account {
        Account { received, highest: 1_000, ..Account::default() }
    }

    fn changes(settings: &BytesSettings, account: &Account, held: &[u64]) -> Vec<(u64, bool)> {
        let held: Vec<RoleId> = held.iter().map(|id| RoleId::new(*id)).collect();
        let wishes = wishes(settings, account, UserId::new(9), &held);
        wishes.iter().map(|wish| (wish.role.get(), wish.wanted)).collect()
    }

    #[test]
    fn all_reached_roles_or_the_highest() {
        assert_eq!(changes(&settings(Stacking::All), &received(20), &[]), [(1, true), (2, true)]);
        assert_eq!(changes(&settings(Stacking::HighestOnly), &received(20), &[1]), [(1, false), (2, true)]);
        assert_eq!(
            changes(&settings(Stacking::All), &received(5), &[2, 77]),
            [(2, false)],
            "other roles are left alone"
        );
        assert_eq!(changes(&settings(Stacking::All), &received(30), &[1, 2, 3]), []);
    }

    #[test]
    fn balances_that_were_set_earn_where_the_highest_counts() {
        let balances: Vec<(UserId, i64)> =
            [(1, 5), (2, 20), (3, 30)].map(|(user, balance)| (UserId::new(user), balance)).into();
        let roles = |settings: &BytesSettings| -> Vec<(u64, usize)> {
            earned_by_balance(settings, &balances).iter().map(|(role, users)| (role.get(), users.len())).collect()
        };
        assert_eq!(roles(&settings(Stacking::All)), []);
        let by_highest = |stacking| BytesSettings { measure: Measure::Highest, ..settings(stacking) };
        assert_eq!(roles(&by_highest(Stacking::All)), [(1, 2), (2, 2), (3, 1)]);
        assert_eq!(roles(&by_highest(Stacking::HighestOnly)), [(2, 1), (3, 1)]);
    }

    #[test]
    fn the_measure_decides() {
        let by_highest = BytesSettings { measure: Measure::Highest, ..settings(Stacking::All) };
        assert_eq!(wanted(&by_highest, &received(0)).len(), 3);
        assert_eq!(
            next_reward(&settings(Stacking::All), &received(12)).map(|(r, missing)| (r.role.get(), missing)),
            Some((2, 8))
        );
        assert_eq!(next_reward(&settings(Stacking::All), &received(30)), None);
    }
}
