//! How one feature takes part in another's act on a member, without being known to it.
//!
//! A ban by command ends an open verification as a ban by the verification's own button does. The
//! feature that acts knows nothing of the others: it asks the one list what each adds.

use super::{Means, Work};
use crate::{
    base::{
        ids::{GuildId, UserId},
        time::Time,
    },
    platform::db::Stmt,
};

/// What was done to a member, as others may care for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Deed {
    Banned,
    Unbanned,
    Kicked,
    /// Shut out of everything but the verification channel.
    Restricted,
    /// No longer so.
    Lifted,
}

/// An act on a member that Discord has carried out.
#[derive(Clone, Debug)]
pub struct MemberAct {
    pub guild: GuildId,
    pub user: UserId,
    pub deed: Deed,
    /// Who decided it; `None` when nobody did, as when a term ends.
    pub actor: Option<UserId>,
    /// Number of the case.
    pub case: i64,
    /// The identity of the event, unique for the act.
    pub cause: String,
    pub now: Time,
}

/// A feature's part in it.
pub struct Follow {
    /// Statements for the batch that writes the act's outcome. They must not fail where the feature
    /// has nothing to do with the member.
    pub write: fn(&MemberAct) -> Vec<Stmt>,
    /// Brings about on Discord what `write` planned; the minute tick does it otherwise.
    pub then: fn(Means, MemberAct) -> Work<()>,
}
