//! Bytes: what members earn, give and hold. Owns `accounts`, `ledger`, `pairs`, `bytes_imports`
//! and `bytes_audits`.

mod act;
mod api;
mod commands;
mod digest;
mod holdings;
mod jobs;
mod logic;
mod manage;
pub mod model;
mod page;
mod setup;
mod sql;
pub mod text;

pub use act::{Facts, claim_alone, claim_with_roles, commit, facts, visit};
pub use commands::with_claim;

use crate::{
    app::{Feature, Settings},
    base::{
        error::Result,
        ids::{GuildId, UserId},
        money::Amount,
        time::Time,
    },
    platform::db::{Rows, Stmt},
};
use model::{Account, BytesSettings};

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    presses: commands::PRESSES,
    jobs: jobs::JOBS,
    routes: api::ROUTES,
    pages: page::PAGES,
    settings: Some(&page::FORM),
    checks: setup::CHECKS,
    setup: Some(setup::STEP),
    digest: &[digest::SECTION],
    holdings: holdings::HOLDINGS,
    // The day goes on from where it stands: a boundary that jumped would take streaks away.
    put_back: |current, earlier, now| {
        let (current, bytes): (BytesSettings, BytesSettings) = (current.section(), earlier.section());
        let boundary = logic::boundary_moved(&current.boundary, bytes.boundary.zone.clone(), now);
        if boundary == bytes.boundary { earlier } else { earlier.with(&BytesSettings { boundary, ..bytes }) }
    },
    gives: |settings| {
        let bytes: BytesSettings = settings.section();
        bytes.rewards.iter().map(|reward| (reward.role, reward.threshold.get())).collect()
    },
    ..Feature::named("bytes")
};

/// Takes a fee from an account that is open: the entry that carries the cause, then the balance,
/// which fails on `enough_bytes`.
pub fn fee(guild: GuildId, user: UserId, amount: Amount, cause: &str, reason: &str, at: Time) -> [Stmt; 2] {
    [
        sql::insert_entry(guild, user, at, cause, -amount.get(), "squad_fee", Some(reason)),
        sql::revoke(guild, user, amount, at),
    ]
}

/// Asks for a check of the whole ledger; nothing where one runs.
pub fn ask_audit(guild: GuildId, by: UserId, now: Time) -> Stmt {
    sql::insert_audit(guild, by, now)
}

/// The last check of the whole ledger: a row of [`model::FullAudit`] or none.
pub fn find_audit(guild: GuildId) -> Stmt {
    sql::find_audit(guild)
}

/// A member's account: a row with `balance` and `streak`, or none.
pub fn find_account(guild: GuildId, user: UserId) -> Stmt {
    sql::find_accounts(guild, user, user)
}

/// A member's entries in the ledger before a time and cause, the newest first: rows of [`model::Entry`].
pub fn list_ledger(guild: GuildId, user: UserId, before: Option<(i64, &str)>, most: i64) -> Stmt {
    let (at, cause) = before.unwrap_or((i64::MAX >> 11, ""));
    sql::list_of_member(guild, user, &sql::Wanted { kind: None, sign: 0, before: (at, String::new(), cause), most })
}

/// The balances of these members together, a JSON array of ids: one row `sum`.
pub fn sum_of(guild: GuildId, users: &str) -> Stmt {
    sql::sum_of(guild, users)
}

/// When a member may claim the next day's bytes; `None` when that is now. The row is that of [`find_account`].
///
/// # Errors
/// When the row is none of an account's.
pub fn next_daily(settings: &Settings, account: &Rows, now: Time) -> Result<Option<Time>> {
    let (settings, account): (BytesSettings, Option<Account>) = (settings.section(), account.first()?);
    let claimed = logic::claim(&settings, account.as_ref(), now).is_none();
    Ok(claimed.then(|| logic::next_day(&settings.boundary, now)))
}
