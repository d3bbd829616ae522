//! The hidden field of a form: that it is this session's, and acts once.

use crate::{
    base::{
        ids::{self, DISCORD_EPOCH, InteractionId},
        time::{DAY, Time},
    },
    platform::crypto,
};

/// How long a form that was opened may be sent.
const LIFE: i64 = DAY;

/// A form's identity, made as Discord makes ids, so that it is the `cause` of what the form does, and
/// its proof. Sent twice, it acts once.
pub fn mark(secret: &str, now: Time) -> String {
    let chance = (js_sys::Math::random() * f64::from(1_u32 << 22)) as u64;
    let id = (((now.millis() - DISCORD_EPOCH).max(1) as u64) << 22) | chance;
    format!("{id}.{}", proof(secret, id))
}

fn proof(secret: &str, id: u64) -> String {
    crypto::digest(&format!("{secret} {id}"))
}

/// What a form's mark is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Worth {
    /// Shown to this session within the last day: the form's identity.
    Good(InteractionId),
    /// Shown to this session, but too long ago.
    Old,
    /// Of elsewhere.
    None,
}

pub fn worth(secret: &str, mark: &str, now: Time) -> Worth {
    let known = mark.split_once('.').and_then(|(id, shown)| Some((ids::parse(id)?, shown)));
    let Some((id, shown)): Option<(InteractionId, &str)> = known else { return Worth::None };
    if !crypto::same(&proof(secret, id.get()), shown) {
        return Worth::None;
    }
    if now.millis() - ids::time_of(id).millis() < LIFE { Worth::Good(id) } else { Worth::Old }
}

/// The identity of a form that this session was shown within the last day.
pub fn cause(secret: &str, mark: &str, now: Time) -> Option<InteractionId> {
    match worth(secret, mark, now) {
        Worth::Good(id) => Some(id),
        _ => None,
    }
}

/// An identity for looking, which writes nothing under it.
pub fn passing(now: Time) -> InteractionId {
    InteractionId::new(((now.millis() - DISCORD_EPOCH).max(1) as u64) << 22)
}
