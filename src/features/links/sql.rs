//! Statements on `links`.

use super::logic::Wanted;
use crate::{
    base::{ids::UserId, time::Time},
    platform::db::Stmt,
};

pub fn find_link(slug: &str) -> Stmt {
    Stmt::new("SELECT slug, url AS target, about, expires_at, made_by, made_at FROM links WHERE slug = ?1").bind(slug)
}

/// Links after a slug.
pub fn list_links_after(after: &str, most: i64) -> Stmt {
    Stmt::new(
        "SELECT slug, url AS target, about, expires_at, made_by, made_at FROM links WHERE slug > ?1 ORDER BY slug LIMIT ?2",
    )
    .bind(after)
    .bind(most)
}

/// Fails on UNIQUE where the slug is taken.
pub fn insert_link(link: &Wanted, by: UserId, now: Time) -> Stmt {
    Stmt::new(
        "INSERT INTO links (slug, url, about, expires_at, made_by, made_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )
    .bind(link.slug.as_str())
    .bind(link.target.as_str())
    .bind(link.about.as_str())
    .bind(link.expires_at)
    .bind(by)
    .bind(now)
}

pub fn set_link(link: &Wanted, now: Time) -> Stmt {
    Stmt::new("UPDATE links SET url = ?2, about = ?3, expires_at = ?4, changed_at = ?5 WHERE slug = ?1")
        .bind(link.slug.as_str())
        .bind(link.target.as_str())
        .bind(link.about.as_str())
        .bind(link.expires_at)
        .bind(now)
}

pub fn delete_link(slug: &str) -> Stmt {
    Stmt::new("DELETE FROM links WHERE slug = ?1").bind(slug)
}
