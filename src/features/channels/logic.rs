//! Which messages are deleted, and what a lock changes.

use twilight_model::guild::Permissions;

use crate::base::{
    ids::{self, MessageId, UserId},
    json::FromJson,
    time::{DAY, MINUTE, Time},
};

/// Discord deletes no messages together that are older. A little less, for the way there.
const OLDEST: i64 = 14 * DAY - 5 * MINUTE;

/// A message as a list of them has it.
#[derive(Clone, Debug, FromJson)]
pub struct Listed {
    pub id: MessageId,
    pub author: Author,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub pinned: bool,
}

#[derive(Clone, Debug, FromJson)]
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
/// What is shut in threads; bit by bit in the order in which a lock stores them.
const IN_THREADS: [Permissions; 3] =
    [Permissions::SEND_MESSAGES_IN_THREADS, Permissions::CREATE_PUBLIC_THREADS, Permissions::CREATE_PRIVATE_THREADS];
pub const THREADS: Permissions = IN_THREADS[0].union(IN_THREADS[1]).union(IN_THREADS[2]);
/// What lets somebody write in a channel or its threads.
pub const WRITING: Permissions = SPEAK.union(Permissions::SEND_MESSAGES_IN_THREADS);

/// The permissions that a lock shuts, and what @everyone's overwrite had of them before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Doors {
    which: Permissions,
    allowed: Permissions,
    denied: Permissions,
}

/// What a lock stores: Send Messages allowed and denied, and both of threads as bits.
type Stored = ((bool, bool), Option<(i64, i64)>);

impl Doors {
    /// The doors that a lock will shut, with or without those of threads.
    pub fn of((allow, deny): (Permissions, Permissions), threads: bool) -> Doors {
        let which = if threads { SPEAK | THREADS } else { SPEAK };
        Doors { which, allowed: allow & which, denied: deny & which }
    }

    pub fn stored((allowed, denied): (bool, bool), threads: Option<(i64, i64)>) -> Doors {
        let both = |speak: bool, bits: i64| {
            let of_threads = (0..).zip(IN_THREADS).filter(|(place, _)| bits >> place & 1 == 1);
            let speak = if speak { SPEAK } else { Permissions::empty() };
            of_threads.fold(speak, |sum, (_, one)| sum | one)
        };
        let (threads_allowed, threads_denied) = threads.unwrap_or_default();
        Doors {
            which: if threads.is_some() { SPEAK | THREADS } else { SPEAK },
            allowed: both(allowed, threads_allowed),
            denied: both(denied, threads_denied),
        }
    }

    pub fn to_store(self) -> Stored {
        let bits = |held: Permissions| {
            let of_threads = (0..).zip(IN_THREADS).filter(|(_, one)| held.contains(*one));
            of_threads.fold(0, |sum: i64, (place, _)| sum | 1 << place)
        };
        let threads = self.which.contains(THREADS).then(|| (bits(self.allowed), bits(self.denied)));
        ((self.allowed.contains(SPEAK), self.denied.contains(SPEAK)), threads)
    }

    /// The overwrite of @everyone while the channel is locked.
    pub fn shut(self, (allow, deny): (Permissions, Permissions)) -> (Permissions, Permissions) {
        (allow - self.which, deny | self.which)
    }

    /// The overwrite as it was, with whatever else was changed meanwhile.
    pub fn open(self, (allow, deny): (Permissions, Permissions)) -> (Permissions, Permissions) {
        ((allow - self.which) | self.allowed, (deny - self.which) | self.denied)
    }
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
        // A permission that is newer than the list of names, too.
        let newer = Permissions::from_bits_retain(1 << 60);
        let before =
            (Permissions::VIEW_CHANNEL | SPEAK | newer, Permissions::ATTACH_FILES | Permissions::CREATE_PUBLIC_THREADS);
        for threads in [true, false] {
            let doors = Doors::of(before, threads);
            let shut = doors.shut(before);
            let (stored, of_threads) = doors.to_store();
            assert_eq!(Doors::stored(stored, of_threads), doors);
            assert_eq!(doors.open(shut), before);
            assert!(shut.0.contains(newer) && !shut.0.intersects(SPEAK));
            assert_eq!(shut.1.contains(THREADS), threads);
        }
        let (allow, deny) = Doors::of(before, false).shut(before);
        assert_eq!((allow, deny), (Permissions::VIEW_CHANNEL | newer, before.1 | SPEAK));
    }
}
