//! How far the looks at restricted members have come, kept as a job's cursor.

use crate::base::time::Time;

/// A round goes over everybody who is restricted, by key.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Round {
    /// Guild and member after whom it goes on; empty at the start.
    pub guild: String,
    pub user: String,
    /// When it began.
    pub begun: Option<Time>,
    /// When the one before it began: nobody was looked at longer ago.
    pub before: Option<Time>,
}

impl Round {
    /// `guild:user:begun:before`; what is missing is not known.
    pub fn read(cursor: &str) -> Round {
        let mut parts = cursor.split(':');
        let mut text = || parts.next().unwrap_or_default().to_owned();
        let (guild, user, begun, before) = (text(), text(), text(), text());
        let time = |text: String| text.parse().ok().map(Time::from_millis);
        Round { guild, user, begun: time(begun), before: time(before) }
    }

    pub fn write(&self) -> String {
        let time = |time: Option<Time>| time.map(|time| time.millis().to_string()).unwrap_or_default();
        format!("{}:{}:{}:{}", self.guild, self.user, time(self.begun), time(self.before))
    }

    pub fn is_at_start(&self) -> bool {
        self.guild.is_empty()
    }

    /// Gone on to a member.
    pub fn at(&self, guild: String, user: String, now: Time) -> Round {
        let begun = self.begun.filter(|_| !self.is_at_start()).or(Some(now));
        Round { guild, user, begun, before: self.before }
    }

    /// Everybody was looked at; the next look begins anew.
    pub fn over(&self, now: Time) -> Round {
        Round { before: self.begun.filter(|_| !self.is_at_start()).or(Some(now)), ..Round::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_look_is_of_the_round_before() {
        let time = Time::from_millis;
        let first = Round::read("").at("1".into(), "5".into(), time(10));
        assert_eq!(first.write(), "1:5:10:");
        let second = Round::read(&first.write()).at("1".into(), "9".into(), time(20));
        let over = second.over(time(30));
        assert_eq!((over.write().as_str(), over.is_at_start()), (":::10", true));
        let next = over.at("1".into(), "5".into(), time(40));
        assert_eq!((next.begun, next.before), (Some(time(40)), Some(time(10))));
        assert_eq!(Round::read("").over(time(7)).before, Some(time(7)), "one look for all");
    }

    #[test]
    fn a_cursor_of_before_is_read() {
        let old = Round::read("1:5");
        assert_eq!((old.guild.as_str(), old.user.as_str(), old.begun, old.before), ("1", "5", None, None));
    }
}
