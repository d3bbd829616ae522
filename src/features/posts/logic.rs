//! What Discord's answer to a post means.

use crate::{
    base::{
        ids::GuildId,
        time::{HOUR, MINUTE, Time},
    },
    discord::rest::{RestError, code},
};

/// A post that was planned is left to the act that planned it for so long, then the tick takes it.
pub const GRACE: i64 = 2 * MINUTE;
/// After so many tries (about a day) a post is given up.
const TRIES: i64 = 10;

/// As Discord knows a post again within a few minutes, should it be sent twice: FNV-1a of what is
/// unique about it.
pub fn nonce(guild: GuildId, id: &str) -> String {
    let bytes = guild.get().to_be_bytes().into_iter().chain(id.bytes());
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// What became of a post.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    Done,
    /// Tried again then.
    Later(Time),
    /// Why, by its word.
    Failed(&'static str),
}

/// What becomes of a post that was tried `attempts` times before.
pub fn outcome(error: Option<&RestError>, attempts: i64, now: Time) -> Outcome {
    let Some(error) = error else { return Outcome::Done };
    match error.code() {
        code::MISSING_PERMISSIONS | code::MISSING_ACCESS => Outcome::Failed("not_allowed"),
        code::UNKNOWN_CHANNEL => Outcome::Failed("channel_gone"),
        _ if error.is_passing() && attempts + 1 < TRIES => {
            Outcome::Later(now.plus((MINUTE << attempts.clamp(0, 8)).min(4 * HOUR)))
        }
        _ if error.is_passing() => Outcome::Failed("unreachable"),
        _ => Outcome::Failed("refused"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_passing_trouble_is_tried_again() {
        let now = Time::from_millis(0);
        let answer = |status, code| RestError::Answer { status, code, message: String::new() };
        assert_eq!(outcome(None, 0, now), Outcome::Done);
        assert_eq!(outcome(Some(&answer(403, 50001)), 0, now), Outcome::Failed("not_allowed"));
        assert_eq!(outcome(Some(&answer(404, 10003)), 0, now), Outcome::Failed("channel_gone"));
        assert_eq!(outcome(Some(&answer(400, 50035)), 0, now), Outcome::Failed("refused"));
        assert_eq!(outcome(Some(&answer(502, 0)), 2, now), Outcome::Later(Time::from_millis(4 * MINUTE)));
        assert_eq!(outcome(Some(&answer(502, 0)), 9, now), Outcome::Failed("unreachable"));
    }

    #[test]
    fn posts_are_told_apart_by_their_nonce() {
        let of = |guild, id| nonce(GuildId::new(guild), id);
        assert_eq!(of(1, "sale:1").len(), 16);
        assert!(of(1, "sale:1") != of(1, "sale:2") && of(1, "sale:1") != of(2, "sale:1"));
    }
}
