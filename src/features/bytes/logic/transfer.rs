//! Giving bytes to somebody else.

use super::super::model::{Account, BytesSettings, Transfer};
use crate::base::{
    ids::UserId,
    money::{self, Amount},
    time::{DAY, Time},
};

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Request {
    pub from: UserId,
    pub to: UserId,
    pub to_is_bot: bool,
    pub to_is_member: bool,
    pub amount: i64,
    pub reason: Option<String>,
    /// When the sender joined the guild, if known.
    pub joined: Option<Time>,
}

/// Why bytes are not given.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    Self_,
    Bot,
    NotAMember,
    /// Less than one, or more than there can be.
    Amount,
    OverMaximum {
        maximum: Amount,
    },
    Cooldown {
        until: Time,
    },
    NotEnough {
        balance: i64,
    },
    TooNew {
        from: Time,
    },
    /// The receiver could not hold that many.
    ReceiverFull,
}

/// Decides on a transfer, given the sender's account with the day's bytes already on it.
///
/// # Errors
/// The first reason against it, the ones that waiting cannot cure first.
pub fn decide(
    settings: &BytesSettings,
    sender: &Account,
    receiver: Option<&Account>,
    request: Request,
    now: Time,
) -> Result<Transfer, Refusal> {
    if request.from == request.to {
        return Err(Refusal::Self_);
    }
    if request.to_is_bot {
        return Err(Refusal::Bot);
    }
    if !request.to_is_member {
        return Err(Refusal::NotAMember);
    }
    let amount = Amount::new(request.amount).filter(|amount| *amount > Amount::ZERO).ok_or(Refusal::Amount)?;
    if amount > settings.transfer_maximum {
        return Err(Refusal::OverMaximum { maximum: settings.transfer_maximum });
    }
    let allowed_from = request.joined.map(|joined| joined.plus(settings.membership_days * DAY));
    if let Some(from) = allowed_from.filter(|from| *from > now) {
        return Err(Refusal::TooNew { from });
    }
    if settings.cooldown_hours > 0 && sender.next_transfer_at > now.millis() {
        return Err(Refusal::Cooldown { until: Time::from_millis(sender.next_transfer_at) });
    }
    if sender.balance < amount.get() {
        return Err(Refusal::NotEnough { balance: sender.balance });
    }
    let opening = receiver.is_none().then_some(settings.starting);
    let held = receiver.map_or(settings.starting.get(), |account| account.balance);
    if held > money::MAX - amount.get() {
        return Err(Refusal::ReceiverFull);
    }
    Ok(Transfer {
        from: request.from,
        to: request.to,
        amount,
        reason: request.reason,
        opening,
        cooldown: settings.cooldown(),
    })
}

/// The receiver's account as it is once the transfer is written. `net` is what the sender gave
/// them so far minus what came back.
pub fn sent(receiver: Option<&Account>, transfer: &Transfer, net: i64) -> Account {
    let mut account = receiver.cloned().unwrap_or_default();
    account.balance += transfer.amount.get() + transfer.opening.map_or(0, Amount::get);
    account.highest = account.highest.max(account.balance);
    account.received += transfer.amount.get();
    account.received_net += (net + transfer.amount.get()).max(0) - net.max(0);
    account
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::HOUR;

    const NOW: Time = Time::from_millis(20_000 * DAY);

    fn request(amount: i64) -> Request {
        let (from, to) = (UserId::new(1), UserId::new(2));
        Request {
            from,
            to,
            to_is_bot: false,
            to_is_member: true,
            amount,
            reason: None,
            joined: Some(NOW.plus(-3 * DAY)),
        }
    }

    fn with(balance: i64) -> Account {
        Account { balance, ..Account::default() }
    }

    #[test]
    fn each_refusal_is_named() {
        let settings = BytesSettings { membership_days: 2, ..BytesSettings::default() };
        let decide = |settings: &BytesSettings, account: Account, request| {
            super::decide(settings, &account, Some(&with(0)), request, NOW).unwrap_err()
        };
        assert_eq!(decide(&settings, with(50), Request { to: UserId::new(1), ..request(5) }), Refusal::Self_);
        assert_eq!(decide(&settings, with(50), Request { to_is_bot: true, ..request(5) }), Refusal::Bot);
        assert_eq!(decide(&settings, with(50), Request { to_is_member: false, ..request(5) }), Refusal::NotAMember);
        for amount in [0, -1, i64::MIN, 9_007_199_254_740_992, i64::MAX] {
            assert_eq!(decide(&settings, with(50), request(amount)), Refusal::Amount, "{amount}");
        }
        assert_eq!(decide(&settings, with(5_000), request(1_001)), Refusal::OverMaximum { maximum: Amount::of(1_000) });
        assert_eq!(decide(&settings, with(50), request(51)), Refusal::NotEnough { balance: 50 });
        let newcomer = Request { joined: Some(NOW.plus(-DAY)), ..request(5) };
        assert_eq!(decide(&settings, with(50), newcomer), Refusal::TooNew { from: NOW.plus(DAY) });
        let cooling = Account { next_transfer_at: NOW.plus(HOUR).millis(), ..with(50) };
        assert_eq!(decide(&settings, cooling.clone(), request(5)), Refusal::Cooldown { until: NOW.plus(HOUR) });
        let no_cooldown = BytesSettings { cooldown_hours: 0, ..settings };
        assert!(super::decide(&no_cooldown, &cooling, None, request(5), NOW).is_ok());
    }

    #[test]
    fn a_transfer_opens_the_receivers_account() {
        let settings = BytesSettings::default();
        let transfer = decide(&settings, &with(50), None, request(50), NOW).unwrap();
        assert_eq!(transfer.opening, Some(Amount::of(100)));
        assert_eq!(sent(None, &transfer, 0).balance, 150);
        assert_eq!(sent(None, &transfer, 0).received, 50);
    }

    #[test]
    fn what_goes_back_and_forth_counts_once() {
        let settings = BytesSettings::default();
        let transfer = decide(&settings, &with(50), Some(&with(0)), request(50), NOW).unwrap();
        for (net, counts) in [(0, 50), (-20, 30), (-50, 0), (-80, 0), (10, 50)] {
            assert_eq!(sent(Some(&with(0)), &transfer, net).received_net, counts, "net {net}");
        }
    }

    #[test]
    fn amounts_hold_at_the_far_end() {
        let settings = BytesSettings { transfer_maximum: Amount::new(money::MAX).unwrap(), ..BytesSettings::default() };
        let all = decide(&settings, &with(money::MAX), Some(&with(0)), request(money::MAX), NOW).unwrap();
        assert_eq!(sent(Some(&with(0)), &all, 0).balance, money::MAX);
        let full = decide(&settings, &with(money::MAX), Some(&with(1)), request(money::MAX), NOW);
        assert_eq!(full, Err(Refusal::ReceiverFull));
    }
}
