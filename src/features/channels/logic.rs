//! Which messages are deleted, and what a lock changes.

use serde::Deserialize;
use twilight_model::guild::Permissions;

use crate::base::{
    ids::{self, MessageId, UserId},
    time::{DAY, MINUTE, Time},
};

/// Discord deletes no messages together that are older. A little less, for the way there.
const OLDEST: i64 = 14 * DAY - 5 * MINUTE;

/// A message as a list of them has it.
#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    pub id: MessageId,
    pub author: Author,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub pinned: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Author {
    pub id: UserId,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub count: usize,
    pub user: Option<UserId>,
    /// Lower case.
    pub contains: Option<String>,
}

/// What was found of it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Found {
    pub ids: Vec<MessageId>,
    /// Fitting ones that are too old to be deleted together.
    pub too_old: usize,
    /// Texts cannot be read: the bot lacks the Message Content intent.
    pub blind: bool,
}

/// The messages to delete, the newest first. Pinned ones stay: somebody wanted them kept.
pub fn find(messages: &[Listed], wanted: &Wanted, bot: UserId, now: Time) -> Found {
    let mut found = Found::default();
    let others: Vec<&Listed> = messages.iter().filter(|message| message.author.id != bot).collect();
    found.blind = wanted.contains.is_some() && !others.is_empty() && others.iter().all(|m| m.content.is_empty());
    let fits = |message: &&Listed| {
        !message.pinned
            && wanted.user.is_none_or(|user| message.author.id == user)
            && wanted.contains.as_ref().is_none_or(|text| message.content.to_lowercase().contains(text))
    };
    for message in messages.iter().filter(fits) {
        if found.ids.len() == wanted.count {
            break;
        }
        if now.millis() - ids::time_of(message.id).millis() > OLDEST {
            found.too_old += 1;
        } else {
            found.ids.push(message.id);
        }
    }
    found
}

const SPEAK: Permissions = Permissions::SEND_MESSAGES;

/// Whether an overwrite allows and denies Send Messages.
pub fn had(allow: Permissions, deny: Permissions) -> (bool, bool) {
    (allow.contains(SPEAK), deny.contains(SPEAK))
}

/// The overwrite of @everyone while the channel is locked.
pub fn locked(allow: Permissions, deny: Permissions) -> (Permissions, Permissions) {
    (allow - SPEAK, deny | SPEAK)
}

/// The overwrite as it was, with whatever else was changed meanwhile.
pub fn unlocked(allow: Permissions, deny: Permissions, had: (bool, bool)) -> (Permissions, Permissions) {
    let allow = if had.0 { allow | SPEAK } else { allow - SPEAK };
    let deny = if had.1 { deny | SPEAK } else { deny - SPEAK };
    (allow, deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> MessageId {
        MessageId::new((((millis - ids::DISCORD_EPOCH) as u64) << 22) | 1)
    }

    fn message(millis: i64, author: u64, content: &str) -> Listed {
        Listed { id: at(millis), author: Author { id: UserId::new(author) }, content: content.into(), pinned: false }
    }

    const NOW: i64 = 1_790_000_000_000;
    const BOT: UserId = UserId::new(9);

    fn found(messages: &[Listed], wanted: &Wanted) -> Found {
        find(messages, wanted, BOT, Time::from_millis(NOW))
    }

    #[test]
    fn the_newest_that_fit_are_taken() {
        let all = [message(NOW - 1_000, 1, "Buy"), message(NOW - 2_000, 2, "x"), message(NOW - 3_000, 1, "buy now")];
        let two = Wanted { count: 2, ..Wanted::default() };
        assert_eq!(found(&all, &two).ids, [at(NOW - 1_000), at(NOW - 2_000)]);
        let of_one = Wanted { count: 5, user: Some(UserId::new(1)), contains: Some("buy".into()) };
        assert_eq!(found(&all, &of_one).ids, [at(NOW - 1_000), at(NOW - 3_000)]);
    }

    #[test]
    fn pinned_and_old_ones_stay() {
        let pinned = Listed { pinned: true, ..message(NOW - 1_000, 1, "x") };
        let all = [pinned, message(NOW - 15 * DAY, 1, "x")];
        let any = Wanted { count: 5, ..Wanted::default() };
        assert_eq!(found(&all, &any), Found { ids: Vec::new(), too_old: 1, blind: false });
    }

    #[test]
    fn without_texts_a_search_is_blind() {
        let all = [message(NOW - 1_000, 1, ""), message(NOW - 2_000, 9, "mine")];
        let search = Wanted { count: 5, contains: Some("x".into()), ..Wanted::default() };
        assert!(found(&all, &search).blind);
    }

    #[test]
    fn a_lock_is_undone_without_a_trace() {
        let (allow, deny) = (Permissions::VIEW_CHANNEL | SPEAK, Permissions::ATTACH_FILES);
        let before = had(allow, deny);
        let (locked_allow, locked_deny) = locked(allow, deny);
        assert_eq!((locked_allow, locked_deny), (Permissions::VIEW_CHANNEL, Permissions::ATTACH_FILES | SPEAK));
        assert_eq!(unlocked(locked_allow, locked_deny, before), (allow, deny));
    }
}
