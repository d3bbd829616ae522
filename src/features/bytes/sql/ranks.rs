//! The leaderboard, by (balance, user) descending, and the export of all balances.

use crate::{
    base::ids::{GuildId, UserId},
    platform::db::Stmt,
};

/// The highest balances.
pub fn list_ranked(guild: GuildId, most: i64) -> Stmt {
    Stmt::new("SELECT user, balance FROM accounts WHERE guild = ?1 ORDER BY balance DESC, user DESC LIMIT ?2")
        .bind(guild)
        .bind(most)
}

/// Those below one row.
pub fn list_ranked_after(guild: GuildId, balance: i64, user: UserId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT user, balance FROM accounts WHERE guild = ?1 AND (balance, user) < (?2, ?3) ORDER BY balance DESC, user DESC LIMIT ?4",
    )
    .bind(guild)
    .bind(balance)
    .bind(user)
    .bind(most)
}

/// The leaderboard's rows below one of them, or from the top, each with the name that is known of its member:
/// read along, so that a page asks once.
pub fn list_board(guild: GuildId, after: Option<(i64, UserId)>, most: i64) -> Stmt {
    let (balance, user) = after.map_or((i64::MAX >> 10, String::new()), |(balance, user)| (balance, user.to_string()));
    Stmt::new(
        "SELECT a.user, a.balance, (SELECT p.name FROM people AS p WHERE p.guild = a.guild AND p.user = a.user) AS name \
         FROM accounts AS a WHERE a.guild = ?1 AND (a.balance, a.user) < (?2, ?3) ORDER BY a.balance DESC, a.user DESC LIMIT ?4",
    )
    .bind(guild)
    .bind(balance)
    .bind(user)
    .bind(most)
}

/// How many stand above a member, counted to `most` at the most; no row without an account.
pub fn find_rank(guild: GuildId, user: UserId, most: i64) -> Stmt {
    Stmt::new(
        "SELECT me.balance AS balance, (SELECT count(*) FROM (SELECT 1 FROM accounts AS above \
         WHERE above.guild = ?1 AND (above.balance, above.user) > (me.balance, me.user) LIMIT ?3)) AS above \
         FROM accounts AS me WHERE me.guild = ?1 AND me.user = ?2",
    )
    .bind(guild)
    .bind(user)
    .bind(most)
}

/// Up to `most` balances after a member's id as CSV lines, written by the database, because
/// writing thousands of lines costs a Worker more CPU than the free plan has.
pub fn export_part(guild: GuildId, after: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT group_concat(user || ',' || balance, char(10)) AS lines, count(*) AS count, max(user) AS last \
         FROM (SELECT user, balance FROM accounts WHERE guild = ?1 AND user > ?2 ORDER BY user LIMIT ?3)",
    )
    .bind(guild)
    .bind(after)
    .bind(most)
}
