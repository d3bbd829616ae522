//! What moved in a period, for the digest.

use crate::{app::Period, base::ids::GuildId, platform::db::Stmt};

/// The five members who were given most in a period, each with the sums of everybody: `user`,
/// `received`, `all_earned`, `all_sent`, `members`. Sums beyond what JavaScript counts exactly stay there.
///
/// It meets each account of the guild once, and the ledger only of those that changed: an index on
/// the ledger's time would cost a row a claim, and a row written costs as much as a thousand read.
pub fn list_moved(guild: GuildId, period: Period) -> Stmt {
    Stmt::new(
        "WITH moved AS (SELECT a.user AS user, sum(iif(l.kind = 'daily', l.delta, 0)) AS earned, \
         sum(iif(l.kind = 'transfer' AND l.delta < 0, -l.delta, 0)) AS sent, \
         sum(iif(l.kind = 'transfer' AND l.delta > 0, l.delta, 0)) AS received \
         FROM accounts AS a CROSS JOIN ledger AS l ON l.guild = a.guild AND l.user = a.user AND l.at >= ?2 AND l.at < ?3 \
         WHERE a.guild = ?1 AND a.changed_at >= ?2 AND l.kind IN ('daily', 'transfer') GROUP BY a.user) \
         SELECT user, min(received, 9007199254740991) AS received, min(sum(earned) OVER (), 9007199254740991) AS all_earned, \
         min(sum(sent) OVER (), 9007199254740991) AS all_sent, count(*) OVER () AS members FROM moved ORDER BY received DESC, user LIMIT 5",
    )
    .bind(guild)
    .bind(period.start)
    .bind(period.end)
}
