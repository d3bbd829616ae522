//! Accounts, and what is kept for each pair of them.
//!
//! Every UPDATE restates what its decision relied on, under the named CHECKs of the table:
//! `closed_period` refuses an entry that is older than what the audit has already summed up.

use crate::{
    base::{
        ids::{GuildId, UserId},
        money::Amount,
        time::Time,
    },
    features::bytes::model::Claim,
    platform::db::Stmt,
};

/// The accounts of one or two members.
pub fn find_accounts(guild: GuildId, user: UserId, other: UserId) -> Stmt {
    Stmt::new(
        "SELECT user, balance, highest, sent, received, received_net, last_day, streak, next_transfer_at \
         FROM accounts WHERE guild = ?1 AND user IN (?2, ?3)",
    )
    .bind(guild)
    .bind(user)
    .bind(other)
}

/// Fails on the primary key when the account was opened meanwhile.
pub fn open_account(guild: GuildId, user: UserId, starting: Amount, at: Time) -> Stmt {
    Stmt::new("INSERT INTO accounts (guild, user, balance, highest, changed_at) VALUES (?1, ?2, ?3, ?3, ?4)")
        .bind(guild)
        .bind(user)
        .bind(starting)
        .bind(at)
}

/// `claimed_today` when the day, or a later one, was claimed meanwhile.
pub fn claim_day(guild: GuildId, user: UserId, claim: &Claim, at: Time) -> Stmt {
    Stmt::new(
        "UPDATE accounts SET balance = balance + ?3, highest = max(highest, balance + ?3), streak = ?6, \
         last_day = iif(last_day = ?4 AND last_day < ?5, ?5, -1), \
         changed_at = max(changed_at, ?7), audited_at = iif(audited_at < ?7, audited_at, -1) WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(user)
    .bind(claim.amount)
    .bind(claim.seen_last_day)
    .bind(claim.day)
    .bind(claim.streak)
    .bind(at)
}

/// The sender's side: `enough_bytes`, `cooldown`. After [`set_pair`].
pub fn give(guild: GuildId, from: UserId, to: UserId, amount: Amount, cooldown: i64, at: Time) -> Stmt {
    Stmt::new(
        "UPDATE accounts SET balance = balance - ?4, sent = sent + ?4, \
         next_transfer_at = iif(?5 = 0 OR next_transfer_at <= ?6, max(next_transfer_at, ?6 + ?5), -1), \
         received_net = received_net + (SELECT max(0, -net * ?9) - max(0, ?4 - net * ?9) FROM pairs WHERE guild = ?1 AND low = ?7 AND high = ?8), \
         changed_at = max(changed_at, ?6), audited_at = iif(audited_at < ?6, audited_at, -1) WHERE guild = ?1 AND user = ?2 AND user <> ?3",
    )
    .bind(guild)
    .bind(from)
    .bind(to)
    .bind(amount)
    .bind(cooldown)
    .bind(at)
    .bind(from.min(to))
    .bind(from.max(to))
    .bind(direction(from, to))
}

/// The receiver's side: `too_many_bytes`. After [`set_pair`].
pub fn receive(guild: GuildId, from: UserId, to: UserId, amount: Amount, at: Time) -> Stmt {
    Stmt::new(
        "UPDATE accounts SET balance = balance + ?3, highest = max(highest, balance + ?3), received = received + ?3, \
         received_net = received_net + (SELECT max(0, net * ?7) - max(0, net * ?7 - ?3) FROM pairs WHERE guild = ?1 AND low = ?5 AND high = ?6), \
         changed_at = max(changed_at, ?4), audited_at = iif(audited_at < ?4, audited_at, -1) WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(to)
    .bind(amount)
    .bind(at)
    .bind(from.min(to))
    .bind(from.max(to))
    .bind(direction(from, to))
}

/// Counts a transfer into what the lower of the two ids gave the higher one.
pub fn set_pair(guild: GuildId, from: UserId, to: UserId, amount: Amount) -> Stmt {
    Stmt::new(
        "INSERT INTO pairs (guild, low, high, net) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (guild, low, high) DO UPDATE SET net = net + excluded.net",
    )
    .bind(guild)
    .bind(from.min(to))
    .bind(from.max(to))
    .bind(direction(from, to) * amount.get())
}

/// What `from` gave `to` so far minus what came back.
pub fn find_net(guild: GuildId, from: UserId, to: UserId) -> Stmt {
    Stmt::new("SELECT net * ?4 AS net FROM pairs WHERE guild = ?1 AND low = ?2 AND high = ?3")
        .bind(guild)
        .bind(from.min(to))
        .bind(from.max(to))
        .bind(direction(from, to))
}

/// An administrator gives: `too_many_bytes`.
pub fn grant(guild: GuildId, user: UserId, amount: Amount, at: Time) -> Stmt {
    Stmt::new(
        "UPDATE accounts SET balance = balance + ?3, highest = max(highest, balance + ?3), \
         changed_at = max(changed_at, ?4), audited_at = iif(audited_at < ?4, audited_at, -1) WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(user)
    .bind(amount)
    .bind(at)
}

/// An administrator takes: `enough_bytes`.
pub fn revoke(guild: GuildId, user: UserId, amount: Amount, at: Time) -> Stmt {
    Stmt::new(
        "UPDATE accounts SET balance = balance - ?3, \
         changed_at = max(changed_at, ?4), audited_at = iif(audited_at < ?4, audited_at, -1) WHERE guild = ?1 AND user = ?2",
    )
    .bind(guild)
    .bind(user)
    .bind(amount)
    .bind(at)
}

/// 1 when `from` is the lower id of the pair, else −1.
fn direction(from: UserId, to: UserId) -> i64 {
    if from < to { 1 } else { -1 }
}

/// Accounts after an id, as an API page has them.
pub fn list_accounts(guild: GuildId, after: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT user, balance, highest, sent, received, received_net, streak, next_transfer_at \
         FROM accounts WHERE guild = ?1 AND user > ?2 ORDER BY user LIMIT ?3",
    )
    .bind(guild)
    .bind(after)
    .bind(most)
}

/// The balances of these members together, a JSON array of ids.
pub fn sum_of(guild: GuildId, users: &str) -> Stmt {
    Stmt::new(
        "SELECT coalesce(sum(balance), 0) AS sum FROM accounts WHERE guild = ?1 AND user IN (SELECT value FROM json_each(?2))",
    )
    .bind(guild)
    .bind(users)
}

/// What all accounts of a guild come to; no sum is larger than JavaScript counts exactly.
pub fn sums(guild: GuildId) -> Stmt {
    Stmt::new(
        "SELECT count(*) AS accounts, CAST(min(total(balance), 9007199254740991) AS INTEGER) AS balance, \
         CAST(min(total(sent), 9007199254740991) AS INTEGER) AS sent, coalesce(max(highest), 0) AS highest FROM accounts WHERE guild = ?1",
    )
    .bind(guild)
}
