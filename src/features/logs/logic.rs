//! What was told, and how acts are put into messages.

use super::model::Logs;
use crate::{
    base::{
        ids::ChannelId,
        list,
        time::{MINUTE, Time},
    },
    features::audit::model::Act,
};

/// Acts of one message.
pub const LINES: usize = 10;
/// An act that is recorded so long after its event, because it was carried out slowly or came late, is
/// still told; what comes later stands in `/history` alone.
const LATE: i64 = 15 * MINUTE;
/// The most keys that are remembered.
const KEYS: usize = 200;

/// Up to where acts were told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Told {
    pub since: Time,
    /// Keys told since then.
    pub seen: Vec<String>,
}

/// An act's key, as the statement that lists acts makes it.
pub fn key(act: &Act) -> String {
    format!("{}:{}:{}", act.at, act.cause, act.action)
}

/// After these acts were told too. `caught_up` when there are no others: only then may what is old be
/// done with, since an act that waits may be older than one that was told.
pub fn told_after(told: &Told, acts: &[Act], caught_up: bool, now: Time) -> Told {
    let mut seen: Vec<String> = told.seen.iter().cloned().chain(acts.iter().map(key)).collect();
    let mut since = told.since;
    if caught_up {
        since = since.max(now.plus(-LATE));
    }
    list::sort_by_key(&mut seen, |key| time_of(key));
    // In a rush what is remembered is bounded, at the cost of what comes late.
    let over = seen.len().saturating_sub(KEYS);
    if over > 0 {
        since = since.max(Time::from_millis(time_of(&seen[over - 1]) + 1));
    }
    seen.retain(|key| time_of(key) >= since.millis());
    Told { since, seen }
}

fn time_of(key: &str) -> i64 {
    key.split(':').next().and_then(|at| at.parse().ok()).unwrap_or_default()
}

/// Acts by the channel in which they are told, in order.
pub fn by_channel<'a>(logs: &Logs, acts: &'a [Act]) -> Vec<(ChannelId, Vec<&'a Act>)> {
    let mut told: Vec<(ChannelId, Vec<&Act>)> = Vec::new();
    for act in acts {
        for channel in logs.told_in(&act.action) {
            match told.iter_mut().find(|(known, _)| *known == channel) {
                Some((_, acts)) => acts.push(act),
                None => told.push((channel, vec![act])),
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::ids::UserId, features::audit::Origin};

    fn act(at: i64) -> Act {
        Act {
            at,
            cause: "1".into(),
            action: "bytes.grant".into(),
            actor: UserId::new(1),
            origin: Origin::Command,
            subject: None,
            before: None,
            after: None,
            actor_name: None,
            subject_name: None,
        }
    }

    #[test]
    fn what_was_told_is_forgotten_when_nothing_older_can_come() {
        let told = Told { since: Time::from_millis(0), seen: Vec::new() };
        let now = Time::from_millis(60 * MINUTE);
        let acts = [act(10 * MINUTE), act(50 * MINUTE)];
        let busy = told_after(&told, &acts, false, now);
        assert_eq!((busy.since, busy.seen.len()), (told.since, 2));
        let done = told_after(&told, &acts, true, now);
        assert_eq!((done.since, &done.seen), (now.plus(-LATE), &vec![key(&acts[1])]));
        assert_eq!(told_after(&done, &[], true, Time::from_millis(0)), done, "never backwards");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let told = Told { since: Time::from_millis(0), seen: Vec::new() };
        let acts: Vec<Act> = (1..=500).map(act).collect();
        let after = told_after(&told, &acts, false, Time::from_millis(1_000));
        assert_eq!((after.since.millis(), after.seen.len()), (301, KEYS));
    }
}
