//! Whether a newcomer passes, and when what stands on Discord is tried again.

use super::model::{Mode, VerificationSettings};
use crate::base::{
    error::{Error, Missing},
    ids::{self, UserId},
    time::{DAY, HOUR, MINUTE, Time},
};

/// Why a newcomer does not pass by themselves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Doubt {
    /// The account is younger than the settings ask for, in milliseconds.
    Young {
        age: i64,
    },
    NoAvatar,
}

/// What a press of *Verify me* comes to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Entry {
    Passes,
    Asks,
    Doubtful(Vec<Doubt>),
}

pub fn entry(settings: &VerificationSettings, user: UserId, has_avatar: bool, now: Time) -> Entry {
    if settings.mode == Mode::Questions && !settings.questions.is_empty() {
        return Entry::Asks;
    }
    let doubts = doubts(settings, user, has_avatar, now);
    if doubts.is_empty() { Entry::Passes } else { Entry::Doubtful(doubts) }
}

pub fn doubts(settings: &VerificationSettings, user: UserId, has_avatar: bool, now: Time) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let age = now.millis() - ids::time_of(user).millis();
    if age < settings.minimum_age {
        doubts.push(Doubt::Young { age });
    }
    if settings.avatar_required && !has_avatar {
        doubts.push(Doubt::NoAvatar);
    }
    doubts
}

/// What is open longer stands out, in milliseconds.
pub const LATE: i64 = 12 * HOUR;

/// An alert is left to the act that planned it for so long, then the tick takes it.
pub const GRACE: i64 = 2 * MINUTE;

/// When an alert or thread that could not be brought about is tried again.
pub fn next_try(attempts: i64, now: Time) -> Option<Time> {
    (attempts < 20).then(|| now.plus((MINUTE << attempts.clamp(0, 8)).min(4 * HOUR)))
}

/// When a row that a job could not work on comes again, so that it holds up none behind it; and the error,
/// unless the guild is only not served any more.
pub fn passed_over(error: Error, now: Time) -> (Time, Option<Error>) {
    match error {
        Error::Without(Missing::Guild) => (now.plus(DAY), None),
        error => (now.plus(15 * MINUTE), Some(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(age: i64, now: Time) -> UserId {
        UserId::new((((now.millis() - age - ids::DISCORD_EPOCH) as u64) << 22) | 1)
    }

    #[test]
    fn the_young_and_the_faceless_are_doubtful() {
        let now = Time::from_millis(1_790_000_000_000);
        let settings = VerificationSettings {
            mode: Mode::Button,
            minimum_age: 7 * DAY,
            avatar_required: true,
            ..Default::default()
        };
        assert_eq!(entry(&settings, user(8 * DAY, now), true, now), Entry::Passes);
        let young = user(DAY, now);
        assert_eq!(
            entry(&settings, young, false, now),
            Entry::Doubtful(vec![Doubt::Young { age: DAY }, Doubt::NoAvatar])
        );
        let open = VerificationSettings { mode: Mode::Button, ..Default::default() };
        assert_eq!(entry(&open, young, false, now), Entry::Passes);
    }

    #[test]
    fn questions_are_asked_of_everybody() {
        let now = Time::from_millis(1_790_000_000_000);
        let asks = VerificationSettings { mode: Mode::Questions, questions: vec!["Why?".into()], ..Default::default() };
        assert_eq!(entry(&asks, user(DAY, now), true, now), Entry::Asks);
        let none = VerificationSettings { questions: Vec::new(), ..asks };
        assert_eq!(entry(&none, user(DAY, now), true, now), Entry::Passes);
    }

    #[test]
    fn tries_end() {
        let now = Time::from_millis(0);
        assert_eq!(next_try(0, now), Some(Time::from_millis(MINUTE)));
        assert_eq!(next_try(20, now), None);
    }
}
