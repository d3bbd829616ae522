//! Discord's ids (snowflakes), one type per kind of thing, and the time inside them.
//!
//! They are `u64` in memory, so `<` compares them as Discord means it, and TEXT in D1, because a
//! JavaScript number holds only 53 of their 64 bits.

use twilight_model::id::{Id, marker};

use super::time::Time;

pub type ApplicationId = Id<marker::ApplicationMarker>;
pub type ChannelId = Id<marker::ChannelMarker>;
pub type CommandId = Id<marker::CommandMarker>;
pub type GuildId = Id<marker::GuildMarker>;
pub type InteractionId = Id<marker::InteractionMarker>;
pub type MessageId = Id<marker::MessageMarker>;
pub type RoleId = Id<marker::RoleMarker>;
pub type UserId = Id<marker::UserMarker>;

/// First second of 2015 in Unix milliseconds, where Discord's clock starts.
/// Source: Discord reference, "Snowflakes".
pub const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// The moment at which Discord made this id.
pub fn time_of<T>(id: Id<T>) -> Time {
    // The upper 42 bits always fit into an i64.
    Time::from_millis((id.get() >> 22) as i64 + DISCORD_EPOCH)
}

/// Reads an id as people and payloads write it: decimal digits only, not zero, within 64 bits.
pub fn parse<T>(text: &str) -> Option<Id<T>> {
    if text.is_empty() || text.len() > 20 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse::<u64>().ok().and_then(Id::new_checked)
}

/// The ids after one and up to another (`None`: without an end) as pairs of texts with as many digits
/// each, between which texts sort as their numbers do.
pub fn spans<T>(after: Option<Id<T>>, until: Option<Id<T>>) -> Vec<(String, String)> {
    let from = after.map_or(1, |id| id.get().saturating_add(1));
    let until = until.map_or(u64::MAX, Id::get);
    // Snowflakes have 17 digits from 2015 on; a u64 has 20 at most.
    let digits = (17..=20_u32).map(|digits| {
        let first = 10_u64.saturating_pow(digits - 1);
        (from.max(first), until.min(10_u64.checked_pow(digits).map_or(u64::MAX, |over| over - 1)))
    });
    digits.filter(|(low, high)| low <= high).map(|(low, high)| (low.to_string(), high.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_discords_own_example() {
        // Discord reference, "Snowflakes": 175928847299117063 was made at 1462015105796.
        let id: MessageId = Id::new(175_928_847_299_117_063);
        assert_eq!(time_of(id).millis(), 1_462_015_105_796);
    }

    #[test]
    fn ids_are_digits_only() {
        assert_eq!(parse::<marker::UserMarker>("12").map(Id::get), Some(12));
        for wrong in ["", "0", "-1", "+1", " 1", "1a", "18446744073709551616", "000000000000000000001"] {
            assert_eq!(parse::<marker::UserMarker>(wrong), None, "{wrong:?}");
        }
    }

    fn shown(after: u64, until: u64) -> Vec<(String, String)> {
        spans::<marker::GuildMarker>(Id::new_checked(after), Id::new_checked(until))
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
}
