//! Statements on `squad_sales`.

use crate::{
    base::{ids::GuildId, time::Time},
    features::squads::model::Sale,
    platform::db::Stmt,
};

/// Sales that run or are to come, the soonest to end first.
pub fn list_sales(guild: GuildId, now: Time) -> Stmt {
    Stmt::new(
        "SELECT id, name, starts_at, ends_at, join_discount, switch_discount FROM squad_sales \
         WHERE guild = ?1 AND ends_at > ?2 ORDER BY ends_at LIMIT 10",
    )
    .bind(guild)
    .bind(now)
}

/// As [`list_sales`], after an end and an id.
pub fn list_sales_after(guild: GuildId, now: Time, after: (i64, &str), most: i64) -> Stmt {
    Stmt::new(
        "SELECT id, name, starts_at, ends_at, join_discount, switch_discount FROM squad_sales \
         WHERE guild = ?1 AND ends_at > ?2 AND (ends_at, id) > (?3, ?4) ORDER BY ends_at, id LIMIT ?5",
    )
    .bind(guild)
    .bind(now)
    .bind(after.0)
    .bind(after.1)
    .bind(most)
}

pub fn find_sale(guild: GuildId, id: &str) -> Stmt {
    Stmt::new(
        "SELECT id, name, starts_at, ends_at, join_discount, switch_discount FROM squad_sales WHERE guild = ?1 AND id = ?2",
    )
    .bind(guild)
    .bind(id)
}

/// Fails on NOT NULL where it would overlap another, and on the primary key the second time.
pub fn insert_sale(guild: GuildId, sale: &Sale) -> Stmt {
    Stmt::new(
        "INSERT INTO squad_sales (guild, id, name, starts_at, ends_at, join_discount, switch_discount) VALUES (?1, ?2, \
         iif(EXISTS (SELECT 1 FROM squad_sales WHERE guild = ?1 AND ends_at > ?4 AND starts_at < ?5 AND id <> ?2), NULL, ?3), ?4, ?5, ?6, ?7)",
    )
    .bind(guild)
    .bind(sale.id.as_str())
    .bind(sale.name.as_str())
    .bind(sale.starts_at)
    .bind(sale.ends_at)
    .bind(sale.join_discount)
    .bind(sale.switch_discount)
}

/// Ends a sale now; one that has not begun never does.
pub fn end_sale(guild: GuildId, id: &str, now: Time) -> Stmt {
    Stmt::new("UPDATE squad_sales SET starts_at = min(starts_at, ?3 - 1), ends_at = ?3 WHERE guild = ?1 AND id = ?2 AND ends_at > ?3")
        .bind(guild)
        .bind(id)
        .bind(now)
}
