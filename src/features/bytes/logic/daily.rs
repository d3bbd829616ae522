//! The day's bytes: when a day begins, how long a streak is, what it pays.

use super::super::model::{Account, Before, Boundary, BytesSettings, Claim, Step};
use crate::base::{
    money::{self, Amount},
    time::{Day, Time, Zone},
};

/// The guild's day on which a moment falls. Days only grow.
pub fn day(boundary: &Boundary, at: Time) -> Day {
    match &boundary.before {
        Some(before) if at < boundary.from => before.zone.day(at) + before.shift,
        _ => boundary.zone.day(at) + boundary.shift,
    }
}

/// When the next day begins.
pub fn next_day(boundary: &Boundary, at: Time) -> Time {
    match &boundary.before {
        Some(before) if at < boundary.from => before.zone.next_day_starts(at).min(boundary.from),
        _ => boundary.zone.next_day_starts(at),
    }
}

/// Moves the boundary to another zone. It counts from that zone's next midnight; the first claim
/// after it is paid and keeps the streak, whichever way the clock went.
pub fn boundary_moved(boundary: &Boundary, zone: Zone, now: Time) -> Boundary {
    let in_force = match &boundary.before {
        Some(before) if now < boundary.from => before.clone(),
        _ => Before { zone: boundary.zone.clone(), shift: boundary.shift },
    };
    if in_force.zone == zone {
        // Moved back before it ever counted, or not moved at all.
        return Boundary { zone, shift: in_force.shift, from: Time::default(), before: None };
    }
    let from = zone.next_day_starts(now);
    let last_day_before = in_force.zone.day(from.plus(-1)) + in_force.shift;
    let shift = last_day_before + 1 - zone.day(from);
    Boundary { zone, shift, from, before: Some(in_force) }
}

/// The last step of the ladder that a streak reached.
pub fn step(ladder: &[Step], streak: i64) -> Option<&Step> {
    ladder.iter().filter(|step| step.days <= streak).max_by_key(|step| step.days)
}

/// What a day pays at a streak.
pub fn payout(settings: &BytesSettings, streak: i64) -> Amount {
    let factor = step(&settings.ladder, streak).map_or(1, |step| step.factor);
    let amount = settings.daily.times(factor);
    settings.cap.map_or(amount, |cap| amount.min(cap))
}

/// The day's bytes if they are still to be paid. `None` when this day, or a later one, was
/// claimed already: a late event of an earlier day changes nothing.
pub fn claim(settings: &BytesSettings, account: Option<&Account>, at: Time) -> Option<Claim> {
    let today = day(&settings.boundary, at);
    let fresh = Account::default();
    let seen = account.unwrap_or(&fresh);
    if seen.last_day >= today {
        return None;
    }
    let missed = today - seen.last_day - 1;
    let goes_on = seen.streak > 0 && missed <= settings.grace;
    let streak = if goes_on { seen.streak + 1 } else { 1 };
    // An account that is full is still claimed, so that its streak goes on.
    let held = account.map_or(settings.starting.get(), |account| account.balance);
    let room = Amount::new(money::MAX - held).unwrap_or_default();
    Some(Claim {
        day: today,
        amount: payout(settings, streak).min(room),
        streak,
        seen_last_day: seen.last_day,
        opening: account.is_none().then_some(settings.starting),
    })
}

/// The account as it is once the claim is written.
pub fn claimed(account: Option<&Account>, claim: Option<&Claim>) -> Account {
    let mut account = account.cloned().unwrap_or_default();
    let Some(claim) = claim else { return account };
    account.balance += claim.amount.get() + claim.opening.map_or(0, Amount::get);
    account.highest = account.highest.max(account.balance);
    account.last_day = claim.day;
    account.streak = claim.streak;
    account
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::{DAY, HOUR};

    const NOON: Time = Time::from_millis(20_000 * DAY + 12 * HOUR);

    fn account(last_day: Day, streak: i64) -> Account {
        Account { balance: 50, highest: 50, last_day, streak, ..Account::default() }
    }

    fn streak_and_amount(claim: Option<Claim>) -> Option<(i64, i64)> {
        claim.map(|claim| (claim.streak, claim.amount.get()))
    }

    #[test]
    fn the_first_claim_opens_the_account() {
        let claim = claim(&BytesSettings::default(), None, NOON).unwrap();
        assert_eq!((claim.streak, claim.opening), (1, Some(Amount::of(100))));
        assert_eq!(claimed(None, Some(&claim)).balance, 110);
    }

    #[test]
    fn a_day_is_paid_once_and_days_only_go_forward() {
        let settings = BytesSettings::default();
        assert_eq!(claim(&settings, Some(&account(20_000, 3)), NOON), None);
        assert_eq!(claim(&settings, Some(&account(20_001, 3)), NOON), None, "a late event of an earlier day");
        assert_eq!(streak_and_amount(claim(&settings, Some(&account(19_999, 3)), NOON)), Some((4, 10)));
    }

    #[test]
    fn the_ladder_pays_from_the_day_it_is_reached() {
        let settings = BytesSettings::default();
        for (streak, pays) in [(7, 10), (8, 20), (15, 20), (16, 40), (32, 160), (64, 2_560), (1_000, 2_560)] {
            assert_eq!(payout(&settings, streak).get(), pays, "day {streak}");
        }
        let gentle = BytesSettings { cap: Some(Amount::of(320)), ..settings };
        assert_eq!(payout(&gentle, 64).get(), 320);
    }

    #[test]
    fn a_full_account_keeps_its_streak() {
        let full = Account { balance: money::MAX - 3, ..account(19_999, 3) };
        assert_eq!(streak_and_amount(claim(&BytesSettings::default(), Some(&full), NOON)), Some((4, 3)));
    }

    #[test]
    fn grace_days_keep_a_streak() {
        let mut settings = BytesSettings::default();
        let two_missed = account(19_997, 9);
        assert_eq!(streak_and_amount(claim(&settings, Some(&two_missed), NOON)), Some((1, 10)));
        settings.grace = 2;
        assert_eq!(streak_and_amount(claim(&settings, Some(&two_missed), NOON)), Some((10, 20)));
        settings.grace = 1;
        assert_eq!(streak_and_amount(claim(&settings, Some(&two_missed), NOON)), Some((1, 10)));
    }

    /// Claims once an hour over ten days around a move and gives the days that were paid.
    fn claims_around_a_move(to: &str) -> Vec<(Time, i64)> {
        let mut settings = BytesSettings::default();
        let mut account = None;
        let mut paid = Vec::new();
        for hour in 0..240 {
            let now = Time::from_millis(20_000 * DAY + hour * HOUR);
            if hour == 106 {
                settings.boundary = boundary_moved(&settings.boundary, Zone::parse(to).unwrap(), now);
            }
            if let Some(claim) = claim(&settings, account.as_ref(), now) {
                paid.push((now, claim.streak));
                account = Some(claimed(account.as_ref(), Some(&claim)));
            }
        }
        paid
    }

    #[test]
    fn a_moved_boundary_pays_the_first_claim_after_it_and_keeps_the_streak() {
        for (zone, hour) in [("+05:00", 19), ("-05:00", 5), ("+14:00", 10), ("-14:00", 14), ("Europe/Berlin", 22)] {
            let paid = claims_around_a_move(zone);
            let streaks: Vec<i64> = paid.iter().map(|(_, streak)| *streak).collect();
            assert_eq!(streaks, (1..=paid.len() as i64).collect::<Vec<_>>(), "{zone}: the streak never breaks");
            let hours: Vec<i64> = paid.iter().map(|(at, _)| at.millis() % DAY / HOUR).collect();
            assert!(hours.iter().skip(6).all(|h| *h == hour), "{zone}: {hours:?}");
            assert!((10..=11).contains(&paid.len()), "{zone}: {} days in ten", paid.len());
        }
    }

    #[test]
    fn moving_back_before_it_counts_changes_nothing() {
        let start = Boundary::default();
        let moved = boundary_moved(&start, Zone::parse("+05:00").unwrap(), NOON);
        let back = boundary_moved(&moved, Zone::utc(), NOON.plus(HOUR));
        assert_eq!(back, start);
    }

    #[test]
    fn the_next_day_is_when_the_day_number_changes() {
        let moved = boundary_moved(&Boundary::default(), Zone::parse("-05:00").unwrap(), NOON);
        let mut at = NOON;
        for _ in 0..5 {
            let next = next_day(&moved, at);
            assert_eq!(day(&moved, next.plus(-1)) + 1, day(&moved, next), "at {at:?}");
            at = next;
        }
    }
}
