//! What squads gained in a period, for the digest.

use crate::{app::Period, base::ids::GuildId, platform::db::Stmt};

/// The five squads that gained most members in a period: `name`, `members` now, `joined`, and
/// `all_joined` of all squads.
pub fn list_joined(guild: GuildId, period: Period) -> Stmt {
    Stmt::new(
        "WITH gained AS (SELECT s.id, s.name, s.members, count(*) AS joined FROM squads AS s CROSS JOIN squad_members AS m \
         INDEXED BY squad_members_squad ON m.guild = s.guild AND m.squad = s.id AND m.joined_at >= ?2 AND m.joined_at < ?3 \
         WHERE s.guild = ?1 AND s.state = 'active' GROUP BY s.id) \
         SELECT name, members, joined, sum(joined) OVER () AS all_joined FROM gained ORDER BY joined DESC, id LIMIT 5",
    )
    .bind(guild)
    .bind(period.start)
    .bind(period.end)
}
