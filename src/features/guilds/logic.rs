//! What a page of the bot's guilds tells.

use serde::Deserialize;

use crate::base::{ids::GuildId, time::Time};

/// A greeting as it was kept.
#[derive(Clone, Debug, Deserialize)]
pub struct Greeting {
    pub guild: GuildId,
    pub state: String,
    pub at: i64,
}

/// The ids after one and up to another (`None`: without an end) as pairs of texts with as many digits
/// each, between which texts sort as their numbers do.
pub fn spans(after: Option<GuildId>, until: Option<GuildId>) -> Vec<(String, String)> {
    let from = after.map_or(1, |id| id.get().saturating_add(1));
    let until = until.map_or(u64::MAX, |id| id.get());
    // Snowflakes have 17 digits from 2015 on; a u64 has 20 at most.
    let digits = (17..=20_u32).map(|digits| {
        let first = 10_u64.saturating_pow(digits - 1);
        (from.max(first), until.min(10_u64.checked_pow(digits).map_or(u64::MAX, |over| over - 1)))
    });
    digits.filter(|(low, high)| low <= high).map(|(low, high)| (low.to_string(), high.to_string())).collect()
}

/// A guild that has settings.
#[derive(Clone, Debug, Deserialize)]
pub struct Settled {
    pub guild: GuildId,
    /// Since when the bot is known to be gone.
    pub left_at: Option<i64>,
}

/// What is to be done about a page.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Page {
    /// The bot is there, and nobody was told of it.
    pub untold: Vec<GuildId>,
    /// The bot is there again.
    pub back: Vec<GuildId>,
    /// The bot seems to have left.
    pub left: Vec<GuildId>,
}

/// Compares the guilds that the bot is in with those that are known.
pub fn compared(inside: &[GuildId], greetings: &[Greeting], settled: &[Settled], now: Time, broken_off: i64) -> Page {
    let is_told = |greeting: &Greeting| greeting.state != "planned" || greeting.at >= now.millis() - broken_off;
    let told = |guild: &GuildId| greetings.iter().any(|greeting| greeting.guild == *guild && is_told(greeting));
    let noted = |row: &&Settled| row.left_at.is_some();
    let present = settled.iter().filter(|row| row.left_at.is_none()).map(|row| row.guild);
    let known = greetings.iter().map(|greeting| greeting.guild).chain(present);
    let mut left: Vec<GuildId> = known.filter(|guild| !inside.contains(guild)).collect();
    left.sort();
    left.dedup();
    Page {
        untold: inside.iter().copied().filter(|guild| !told(guild)).collect(),
        back: settled.iter().filter(noted).map(|row| row.guild).filter(|guild| inside.contains(guild)).collect(),
        left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(after: u64, until: u64) -> Vec<(String, String)> {
        spans(GuildId::new_checked(after), GuildId::new_checked(until))
    }

    #[test]
    fn spans_have_ends_of_as_many_digits() {
        let pair = |low: u64, high: u64| (low.to_string(), high.to_string());
        assert_eq!(
            shown(0, 0),
            [
                pair(10_u64.pow(16), 10_u64.pow(17) - 1),
                pair(10_u64.pow(17), 10_u64.pow(18) - 1),
                pair(10_u64.pow(18), 10_u64.pow(19) - 1),
                pair(10_u64.pow(19), u64::MAX)
            ]
        );
        assert_eq!(
            shown(999_999_999_999_999_990, 1_000_000_000_000_000_005),
            [
                pair(999_999_999_999_999_991, 999_999_999_999_999_999),
                pair(1_000_000_000_000_000_000, 1_000_000_000_000_000_005)
            ]
        );
        assert_eq!(shown(u64::MAX, 0), [pair(u64::MAX, u64::MAX)]);
    }

    #[test]
    fn who_was_told_is_left_alone_and_who_comes_or_goes_is_seen() {
        let id = GuildId::new;
        let greeting = |guild, state: &str, at| Greeting { guild: id(guild), state: state.to_owned(), at };
        let settled = |guild, left_at| Settled { guild: id(guild), left_at };
        let inside = [1, 2, 3, 4, 5].map(id);
        let greetings =
            [greeting(2, "dm", 0), greeting(3, "planned", 0), greeting(4, "planned", 95), greeting(9, "dm", 0)];
        let known = [settled(2, None), settled(5, Some(7)), settled(7, Some(7)), settled(8, None), settled(9, None)];
        let page = compared(&inside, &greetings, &known, Time::from_millis(100), 10);
        assert_eq!(page, Page { untold: vec![id(1), id(3), id(5)], back: vec![id(5)], left: vec![id(8), id(9)] });
    }
}
