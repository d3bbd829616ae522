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

/// The identity of a form that this session was shown within the last day.
pub fn cause(secret: &str, mark: &str, now: Time) -> Option<InteractionId> {
    let (id, shown) = mark.split_once('.')?;
    let id: InteractionId = ids::parse(id)?;
    let age = now.millis() - ids::time_of(id).millis();
    (crypto::same(&proof(secret, id.get()), shown) && age < LIFE).then_some(id)
}

/// An identity for looking, which writes nothing under it.
pub fn passing(now: Time) -> InteractionId {
    InteractionId::new(((now.millis() - DISCORD_EPOCH).max(1) as u64) << 22)
}
