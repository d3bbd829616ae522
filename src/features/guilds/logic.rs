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

/// Of a page's guilds those that nobody was told of, and of the greeted those that the bot has left.
pub fn sorted(inside: &[GuildId], greetings: &[Greeting], now: Time, broken_off: i64) -> (Vec<GuildId>, Vec<GuildId>) {
    let is_told = |greeting: &Greeting| greeting.state != "planned" || greeting.at >= now.millis() - broken_off;
    let told = |guild: &GuildId| greetings.iter().any(|greeting| greeting.guild == *guild && is_told(greeting));
    let untold = inside.iter().copied().filter(|guild| !told(guild)).collect();
    let left = greetings.iter().map(|greeting| greeting.guild).filter(|guild| !inside.contains(guild)).collect();
    (untold, left)
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
    fn who_was_told_is_left_alone_and_who_left_is_forgotten() {
        let greeting = |guild, state: &str, at| Greeting { guild: GuildId::new(guild), state: state.to_owned(), at };
        let inside = [1, 2, 3, 4].map(GuildId::new);
        let greetings =
            [greeting(2, "dm", 0), greeting(3, "planned", 0), greeting(4, "planned", 95), greeting(9, "dm", 0)];
        let (untold, left) = sorted(&inside, &greetings, Time::from_millis(100), 10);
        assert_eq!((untold, left), (vec![inside[0], inside[2]], vec![GuildId::new(9)]));
    }
}
