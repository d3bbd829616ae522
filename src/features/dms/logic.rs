//! What Discord's answers to a direct message mean.

use super::model::Told;
use crate::discord::rest::{RestError, code};

/// Discord tells the bot that it opens too many, or has put it into quarantine.
pub fn is_complaint(error: &RestError) -> bool {
    matches!(error.code(), code::DMS_TOO_FAST | code::QUARANTINED)
}

pub fn told(error: &RestError) -> Told {
    match error {
        error if is_complaint(error) => Told::Stopped,
        error if error.is_passing() => Told::Unreachable,
        _ => Told::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_door_is_told_from_a_complaint() {
        let answer = |status, code| RestError::Answer { status, code, message: String::new() };
        assert_eq!(told(&answer(403, 50007)), Told::Closed);
        assert_eq!(told(&answer(403, 50278)), Told::Closed);
        assert_eq!(told(&answer(403, 40003)), Told::Stopped);
        assert_eq!(told(&answer(403, 20026)), Told::Stopped);
        assert_eq!(told(&answer(502, 0)), Told::Unreachable);
        assert_eq!(told(&RestError::RateLimited { retry_after: 5_000 }), Told::Unreachable);
    }
}
