//! What a page of the bot's guilds tells.

use crate::base::{ids::GuildId, json::FromJson};

/// A guild of which something is kept.
#[derive(Clone, Debug, FromJson)]
pub struct Known {
    pub guild: GuildId,
    /// Of one that was greeted: since when that has stood unfinished. Of one that has settings: since
    /// when the bot is gone. Unix milliseconds.
    pub since: Option<i64>,
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

/// Compares the guilds that the bot is in with those that were greeted and those that have settings.
pub fn compared(inside: &[GuildId], greeted: &[Known], settled: &[Known]) -> Page {
    let is_told = |guild: &GuildId| greeted.iter().any(|known| known.guild == *guild && known.since.is_none());
    let mut page = Page { untold: inside.iter().copied().filter(|guild| !is_told(guild)).collect(), ..Page::default() };
    for known in settled.iter().filter(|known| known.since.is_some() && inside.contains(&known.guild)) {
        page.back.push(known.guild);
    }
    for known in greeted.iter().chain(settled.iter().filter(|known| known.since.is_none())) {
        if !inside.contains(&known.guild) && !page.left.contains(&known.guild) {
            page.left.push(known.guild);
        }
    }
    page
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
        let known = |guild, since| Known { guild: id(guild), since };
        let inside = [1, 2, 3, 5].map(id);
        let greeted = [known(2, None), known(3, Some(7)), known(9, None)];
        let settled = [known(2, None), known(5, Some(7)), known(7, Some(7)), known(8, None), known(9, None)];
        assert_eq!(
            compared(&inside, &greeted, &settled),
            Page { untold: vec![id(1), id(3), id(5)], back: vec![id(5)], left: vec![id(9), id(8)] }
        );
    }
}
