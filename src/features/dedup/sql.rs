//! Statements on `dedup`.

use crate::platform::db::Stmt;

pub fn insert_event(key: &str) -> Stmt {
    Stmt::new("INSERT INTO dedup (key) VALUES (?1)").bind(key)
}

pub fn delete_event(key: &str) -> Stmt {
    Stmt::new("DELETE FROM dedup WHERE key = ?1").bind(key)
}

/// How many keys are smaller, counted up to `most`.
pub fn count_before(key: &str, most: i64) -> Stmt {
    Stmt::new("SELECT count(*) AS count FROM (SELECT 1 FROM dedup WHERE key < ?1 LIMIT ?2)").bind(key).bind(most)
}

pub fn delete_before(key: &str, most: i64) -> Stmt {
    Stmt::new("DELETE FROM dedup WHERE key IN (SELECT key FROM dedup WHERE key < ?1 ORDER BY key LIMIT ?2)")
        .bind(key)
        .bind(most)
}
