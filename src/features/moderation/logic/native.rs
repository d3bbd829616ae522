//! Cases out of Discord's audit log: what people did in Discord's own client.
//!
//! Source of numbers and keys: Discord reference, "Audit Log Events".

use serde_json::Value;

use crate::{
    base::{
        ids::{self, MessageId, UserId},
        json::FromJson,
        time::Time,
    },
    discord::interaction::timestamp,
    features::{
        audit::Origin,
        moderation::model::{Kind, Order},
    },
};

mod event {
    pub const KICK: u64 = 20;
    pub const BAN: u64 = 22;
    pub const UNBAN: u64 = 23;
    pub const MEMBER_UPDATE: u64 = 24;
}

/// An entry as Discord sends it.
#[derive(Clone, Debug, FromJson)]
pub struct Entry {
    pub id: String,
    pub user_id: Option<UserId>,
    pub target_id: Option<String>,
    #[serde(default)]
    pub action_type: u64,
    pub reason: Option<String>,
    #[serde(default)]
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, FromJson)]
pub struct Change {
    #[serde(default)]
    pub key: String,
    pub new_value: Option<Value>,
}

/// A case that an entry tells of.
#[derive(Clone, Debug)]
pub struct Native {
    pub at: Time,
    pub cause: String,
    pub moderator: Option<UserId>,
    pub order: Order,
}

impl Entry {
    /// When it happened: the moment Discord made the id.
    pub fn at(&self) -> Option<Time> {
        Some(ids::time_of(ids::parse::<twilight_model::id::marker::MessageMarker>(&self.id).map(|id: MessageId| id)?))
    }
}

/// The case that an entry tells of; `None` for what is none, and for the bot's own acts, which are
/// known by `case <n>` in their reason.
pub fn read(entry: &Entry, bot: UserId) -> Option<Native> {
    let timeout = || entry.changes.iter().find(|change| change.key == "communication_disabled_until");
    let (kind, expires) = match entry.action_type {
        event::KICK => (Kind::Kick, None),
        event::BAN => (Kind::Ban, None),
        event::UNBAN => (Kind::Unban, None),
        event::MEMBER_UPDATE => match timeout()?.new_value.as_ref().and_then(Value::as_str).and_then(timestamp) {
            Some(until) => (Kind::Timeout, Some(until)),
            None => (Kind::Untimeout, None),
        },
        _ => return None,
    };
    let is_own = entry.user_id == Some(bot);
    let said = entry.reason.as_deref().unwrap_or_default();
    let (moderator, reason) = match said.strip_prefix("for ") {
        // Written by the bot while the database did not serve.
        Some(rest) if is_own => {
            let (who, why) = rest.split_once(": ").unwrap_or((rest, ""));
            (Some(ids::parse(who)?), why)
        }
        // What the bot does by itself is recorded by the job that does it.
        _ if is_own && (said.starts_with("case ") || said.starts_with("Guildhall: ")) => return None,
        _ => (entry.user_id, said),
    };
    let target = ids::parse(entry.target_id.as_deref()?)?;
    let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
    let order = Order { expires, ..Order::new(kind, target, "", Origin::Automatic).because(reason) };
    Some(Native { at: entry.at()?, cause: format!("audit:{}", entry.id), moderator, order })
}

/// Acts of one run on a guild at most, and those among them that other features follow.
const TAKEN: usize = 6;
const FOLLOWED: usize = 3;
/// Statements that the case of an act costs at most, and those that other features add to it.
const CASE: usize = 3;
const FOLLOWING: usize = 4;

/// As many entries from the start as one run can take with so many statements: none of them on a
/// person that an earlier one is about, so that the order in which they happened does not matter
/// within the run.
pub fn slice(entries: &[Entry], bot: UserId, mut room: usize) -> (Vec<Native>, usize) {
    let mut taken: Vec<Native> = Vec::new();
    let mut followed = 0;
    for (place, entry) in entries.iter().enumerate() {
        let Some(native) = read(entry, bot) else { continue };
        let seen = taken.iter().any(|other| other.order.target == native.order.target);
        let is_followed = native.order.kind.deed().is_some();
        followed += usize::from(is_followed);
        let cost = CASE + if is_followed { FOLLOWING } else { 0 };
        if seen || followed > FOLLOWED || taken.len() == TAKEN || cost > room {
            return (taken, place);
        }
        room -= cost;
        taken.push(native);
    }
    (taken, entries.len())
}

/// A guild's audit log is read every so many minutes; less often where there are too many for that.
const EVERY: i64 = 5;

/// The places of the guilds that are read in a minute, at most so many: those whose turn it is, then
/// those that have more to read. The turn goes round, so that none is left out.
pub fn turn(minute: i64, has_more: &[bool], most: usize) -> Vec<usize> {
    let period = EVERY.max(has_more.len().div_ceil(most.max(1)) as i64);
    let is_turn = |place: &usize| (minute + *place as i64) % period == 0;
    let more = |place: &usize| has_more[*place] && !is_turn(place);
    // Those that have more begin at another place each minute.
    let count = has_more.len().max(1);
    let from = minute.rem_euclid(count as i64) as usize;
    let round = (0..has_more.len()).map(|place| (place + from) % count);
    (0..has_more.len()).filter(is_turn).chain(round.filter(more)).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const BOT: u64 = 9;

    fn entry(action: u64, by: u64, target: u64, reason: Option<&str>, changes: Value) -> Entry {
        Entry::from_json(&json!({
            "id": "175928847299117063", "user_id": by.to_string(), "target_id": target.to_string(),
            "action_type": action, "reason": reason, "changes": changes,
        }))
        .unwrap()
    }

    fn kind(entry: &Entry) -> Option<Kind> {
        read(entry, UserId::new(BOT)).map(|native| native.order.kind)
    }

    #[test]
    fn acts_of_people_become_cases() {
        assert_eq!(kind(&entry(20, 1, 2, None, json!([]))), Some(Kind::Kick));
        assert_eq!(kind(&entry(22, 1, 2, Some("spam"), json!([]))), Some(Kind::Ban));
        assert_eq!(kind(&entry(23, 1, 2, None, json!([]))), Some(Kind::Unban));
        let until = json!([{"key": "communication_disabled_until", "new_value": "2026-11-22T00:00:00+00:00"}]);
        assert_eq!(kind(&entry(24, 1, 2, None, until)), Some(Kind::Timeout));
        let ended = json!([{"key": "communication_disabled_until", "old_value": "2026-11-22T00:00:00+00:00"}]);
        assert_eq!(kind(&entry(24, 1, 2, None, ended)), Some(Kind::Untimeout));
        assert_eq!(kind(&entry(24, 1, 2, None, json!([{"key": "nick", "new_value": "x"}]))), None);
        assert_eq!(kind(&entry(72, 1, 2, None, json!([]))), None);
        let native = read(&entry(22, 1, 2, Some("spam"), json!([])), UserId::new(BOT)).unwrap();
        assert_eq!((native.moderator, native.order.reason.as_deref()), (Some(UserId::new(1)), Some("spam")));
        assert_eq!(native.at.millis(), 1_462_015_105_796);
    }

    #[test]
    fn the_bots_own_acts_are_not_doubled() {
        assert_eq!(kind(&entry(22, BOT, 2, Some("case 12: spam"), json!([]))), None);
        assert_eq!(kind(&entry(22, 1, 2, Some("case 12: spam"), json!([]))), Some(Kind::Ban), "a person may write so");
        let late =
            read(&entry(22, BOT, 2, Some("for 5: while the database slept"), json!([])), UserId::new(BOT)).unwrap();
        assert_eq!(late.moderator, Some(UserId::new(5)));
        assert_eq!(late.order.reason.as_deref(), Some("while the database slept"));
        assert_eq!(kind(&entry(20, BOT, 2, Some("Guildhall: waited too long"), json!([]))), None);
        assert_eq!(kind(&entry(22, BOT, 2, None, json!([]))), Some(Kind::Ban));
    }

    #[test]
    fn a_run_takes_each_person_once_and_few_that_others_follow() {
        let kicks: Vec<Entry> = (0..6).map(|target| entry(20, 1, 100 + target, None, json!([]))).collect();
        let (taken, read) = slice(&kicks, UserId::new(BOT), 30);
        assert_eq!((taken.len(), read), (3, 3));
        let twice =
            [entry(22, 1, 2, None, json!([])), entry(72, 1, 2, None, json!([])), entry(23, 1, 2, None, json!([]))];
        let (taken, read) = slice(&twice, UserId::new(BOT), 30);
        assert_eq!((taken.len(), read), (1, 2));
    }

    #[test]
    fn a_run_takes_no_more_than_there_is_room_for() {
        let until = json!([{"key": "communication_disabled_until", "new_value": "2026-11-22T00:00:00+00:00"}]);
        let timeouts: Vec<Entry> = (0..30).map(|target| entry(24, 1, 100 + target, None, until.clone())).collect();
        let read = |room| slice(&timeouts, UserId::new(BOT), room).1;
        assert_eq!([read(30), read(10), read(2)], [TAKEN, 3, 0]);
    }

    #[test]
    fn every_guild_has_its_turn_however_many_there_are() {
        for guilds in [1_usize, 4, 15, 20, 100] {
            let mut seen = vec![0; guilds];
            // Some always have more to read, which must not push the others out.
            let has_more: Vec<bool> = (0..guilds).map(|place| place < 3).collect();
            let period = 5.max(guilds.div_ceil(3)) as i64;
            for minute in 0..period {
                let turn = turn(1_000 + minute, &has_more, 3);
                assert!(turn.len() <= 3);
                turn.into_iter().for_each(|place| seen[place] += 1);
            }
            assert!(seen.iter().all(|times| *times >= 1), "{guilds}: {seen:?}");
        }
        assert_eq!(turn(0, &[false; 2], 3), [0], "nobody has more, and it is one's turn");
        assert!(turn(1, &[false; 2], 3).is_empty());
    }
}
