//! Which call brings a wish about, and what its answer means.

use super::model::{Outcome, Reason, Wish};
use crate::{
    base::{
        ids::GuildId,
        time::{HOUR, MINUTE, Time},
    },
    discord::rest::{self, Call, RestError, code},
};

/// A wish that was planned is left to the act that planned it for so long, then the tick takes it.
pub const GRACE: i64 = 2 * MINUTE;
/// The longest pause between two tries.
const LONGEST_PAUSE: i64 = 6 * HOUR;
/// After so many tries (about two days) a wish is given up.
const TRIES: i64 = 16;

pub fn call(guild: GuildId, wish: &Wish) -> Call {
    let call = match wish.wanted {
        true => rest::add_member_role(guild, wish.user, wish.role),
        false => rest::remove_member_role(guild, wish.user, wish.role),
    };
    call.because("Guildhall keeps this role as its records say")
}

/// What Discord's answer means for a wish that was tried `attempts` times before.
pub fn outcome(error: Option<&RestError>, attempts: i64, now: Time) -> Outcome {
    let Some(error) = error else { return Outcome::Done };
    let reason = match error.code() {
        code::MISSING_PERMISSIONS | code::MISSING_ACCESS => Reason::NotAllowed,
        code::UNKNOWN_ROLE => Reason::RoleGone,
        code::UNKNOWN_MEMBER | code::UNKNOWN_USER => Reason::MemberGone,
        _ if error.is_passing() => Reason::Unreachable,
        _ => Reason::Refused,
    };
    if reason != Reason::Unreachable || attempts + 1 >= TRIES {
        return Outcome::Failed { reason };
    }
    let pause = (MINUTE << attempts.clamp(0, 12)).min(LONGEST_PAUSE);
    let asked = if let RestError::RateLimited { retry_after } = error { *retry_after } else { 0 };
    Outcome::Later { reason, due: now.plus(pause.max(asked)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, code: u32) -> RestError {
        RestError::Answer { status, code, message: String::new() }
    }

    #[test]
    fn what_waiting_cannot_cure_is_not_tried_again() {
        let now = Time::from_millis(0);
        for (error, reason) in [
            (answer(403, 50013), Reason::NotAllowed),
            (answer(404, 10011), Reason::RoleGone),
            (answer(404, 10007), Reason::MemberGone),
            (answer(400, 0), Reason::Refused),
        ] {
            assert_eq!(outcome(Some(&error), 0, now), Outcome::Failed { reason });
        }
    }

    #[test]
    fn passing_trouble_is_tried_again_ever_more_seldom() {
        let now = Time::from_millis(0);
        let due = |error: &RestError, attempts| match outcome(Some(error), attempts, now) {
            Outcome::Later { due, .. } => Some(due.millis()),
            _ => None,
        };
        let down = answer(500, 0);
        assert_eq!(due(&down, 0), Some(MINUTE));
        assert_eq!(due(&down, 3), Some(8 * MINUTE));
        assert_eq!(due(&down, 14), Some(LONGEST_PAUSE));
        assert_eq!(due(&down, 15), None, "given up");
        assert_eq!(due(&RestError::RateLimited { retry_after: 90_000 }, 0), Some(90_000));
    }
}
