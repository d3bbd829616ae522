//! Somebody as Discord tells of them.

use serde_json::{Value, json};

use crate::{
    base::{
        ids::UserId,
        json::FromJson,
        time::{DAY, Time},
        words,
    },
    discord::interaction::{Member, User},
};

/// After so long an interaction counts as activity again, so that an active person costs a write a day.
pub const SEEN_EVERY: i64 = DAY;
/// Longest name that is kept, in characters; Discord's own bound is 32.
const LONGEST: usize = 64;

/// Somebody whom an event or the member list tells of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Met {
    pub user: UserId,
    /// As the guild shows it.
    pub name: String,
    pub username: String,
    pub is_bot: bool,
    pub joined: Option<Time>,
    /// Whether they acted themselves, and when.
    pub seen: Option<Time>,
}

impl Met {
    pub fn of(user: &User, member: &Member, seen: Option<Time>) -> Met {
        let shown = |text: &str| words::shortened(&words::plain(text), LONGEST);
        let named = member.nick.as_deref().map(shown).filter(|name| !name.is_empty());
        let name = named.unwrap_or_else(|| shown(user.shown()));
        // What is nothing but invisible marks is called by its unique name.
        let name = if name.is_empty() { shown(&user.username) } else { name };
        Met { user: user.id, name, username: shown(&user.username), is_bot: user.bot, joined: member.joined(), seen }
    }
}

/// How names are compared and sorted.
pub fn folded(name: &str) -> String {
    words::plain(name).to_lowercase()
}

/// As the statement reads it.
pub fn json(met: &[Met]) -> String {
    let millis = |at: Option<Time>| at.map_or(0, Time::millis);
    let rows = met.iter().map(|one| {
        json!([
            one.user.to_string(),
            one.name,
            folded(&one.name),
            one.username,
            i64::from(one.is_bot),
            millis(one.joined),
            millis(one.seen)
        ])
    });
    Value::from_iter(rows).to_string()
}

/// A row of `people`.
#[derive(Clone, Debug, FromJson)]
pub struct Person {
    pub user: UserId,
    pub name: String,
    pub folded: String,
    pub username: String,
    pub is_bot: i64,
    pub joined_at: i64,
    pub seen_at: i64,
    pub left_at: Option<i64>,
    /// On how many days they used a command or a button, and the first command of the last of those days; where a
    /// statement asks for it.
    #[serde(default)]
    pub days: i64,
    pub command: Option<String>,
}

/// In what order people are listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sort {
    Name,
    Seen,
    Joined,
}

impl Sort {
    pub fn of_word(word: &str) -> Sort {
        [Sort::Seen, Sort::Joined].into_iter().find(|sort| sort.word() == word).unwrap_or(Sort::Name)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Sort::Name => "name",
            Sort::Seen => "seen",
            Sort::Joined => "joined",
        }
    }

    /// Where somebody stands in this order.
    pub fn key(self, person: &Person) -> String {
        match self {
            Sort::Name => person.folded.clone(),
            Sort::Seen => person.seen_at.to_string(),
            Sort::Joined => person.joined_at.to_string(),
        }
    }
}

/// The last of a page, after whom the next one begins.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    pub key: &'a str,
    pub user: UserId,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(nick: Option<&str>, global: Option<&str>) -> String {
        let user = User {
            id: UserId::new(7),
            username: "ada".into(),
            global_name: global.map(str::to_owned),
            avatar: None,
            bot: false,
        };
        let member = Member { nick: nick.map(str::to_owned), ..Member::default() };
        Met::of(&user, &member, None).name
    }

    #[test]
    fn the_name_is_the_one_that_the_guild_shows() {
        assert_eq!(met(Some("The  Lamp\u{202e}"), Some("Ada L.")), "The Lamp");
        assert_eq!(met(None, Some("Ada L.")), "Ada L.");
        assert_eq!(met(Some(" \u{200b}"), None), "ada");
        assert_eq!(met(None, Some("\u{200b}")), "ada", "invisible marks are no name");
        assert_eq!(folded("ÄMILIE"), "ämilie");
    }
}
