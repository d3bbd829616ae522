//! Which call an act is, how Discord shows that it was done, and what its refusals mean.

use crate::{
    base::{
        ids::{GuildId, UserId},
        time::{HOUR, MINUTE, Time},
    },
    discord::rest::{self, Call, RestError, code},
    features::moderation::model::{Failure, Kind},
};

/// An act is left to the event that planned it for so long, then the minute tick finishes it.
pub const GRACE: i64 = 2 * MINUTE;
/// After so many tries (about a day) an act is given up.
const TRIES: i64 = 12;

/// The call that carries an act out; `None` for those that are none.
pub fn call(kind: Kind, guild: GuildId, target: UserId, expires: Option<Time>, delete_seconds: i64) -> Option<Call> {
    Some(match kind {
        Kind::Timeout => rest::set_timeout(guild, target, expires),
        Kind::Untimeout => rest::set_timeout(guild, target, None),
        Kind::Kick => rest::kick(guild, target),
        Kind::Ban => rest::ban(guild, target, delete_seconds),
        Kind::Unban => rest::unban(guild, target),
        Kind::Note | Kind::Warn | Kind::Restrict | Kind::Lift => return None,
    })
}

/// What a look at Discord shows of an act whose outcome is not known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Look {
    Done,
    NotDone,
}

/// Why an act failed.
pub fn failure(error: &RestError) -> Failure {
    match error.code() {
        code::MISSING_PERMISSIONS | code::MISSING_ACCESS => Failure::NotAllowed,
        code::UNKNOWN_MEMBER | code::UNKNOWN_USER | code::UNKNOWN_BAN => Failure::Gone,
        _ if error.is_passing() => Failure::Unreachable,
        _ => Failure::Refused,
    }
}

/// When an act that could not reach Discord is tried again; `None` when it is given up.
pub fn next_try(attempts: i64, now: Time) -> Option<Time> {
    (attempts + 1 < TRIES).then(|| now.plus((MINUTE << attempts.clamp(0, 10)).min(6 * HOUR)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_of_discords_are_told_apart() {
        let answer = |status, code| failure(&RestError::Answer { status, code, message: String::new() });
        assert_eq!(answer(403, 50013), Failure::NotAllowed);
        assert_eq!(answer(404, 10007), Failure::Gone);
        assert_eq!(answer(404, 10026), Failure::Gone);
        assert_eq!(answer(500, 0), Failure::Unreachable);
        assert_eq!(answer(400, 50035), Failure::Refused);
    }

    #[test]
    fn tries_come_ever_more_seldom_and_end() {
        let now = Time::from_millis(0);
        let pauses: Vec<i64> = (0..TRIES).filter_map(|tries| next_try(tries, now)).map(Time::millis).collect();
        assert_eq!(pauses.len() as i64, TRIES - 1);
        assert!(pauses.is_sorted() && pauses[0] == MINUTE);
    }
}
