//! Events that were seen: for what has no cause of its own and would do no harm after a week.
//! Owns `dedup`.

mod jobs;
mod sql;

use crate::{
    app::Feature,
    base::time::Time,
    platform::db::{DbError, Stmt, Violated},
};

pub const FEATURE: Feature = Feature { jobs: jobs::JOBS, ..Feature::named("dedup") };

/// The statement that notes an event in the batch of its act: it fails, and the batch with it, when
/// the event was here before ([`was_seen`]). `identity` is unique among the events of one moment,
/// such as `greeting:<guild>`.
pub fn first(at: Time, identity: &str) -> Stmt {
    sql::insert_event(&key(at, identity))
}

/// Forgets an event that came to nothing, so that it may come again.
pub fn forget(at: Time, identity: &str) -> Stmt {
    sql::delete_event(&key(at, identity))
}

/// Whether a batch was stopped because its event was here before.
pub fn was_seen(error: &DbError) -> bool {
    matches!(error.violated(), Some(Violated::Unique(columns)) if columns.starts_with("dedup."))
}

/// The time in 13 digits comes first, so that old events are one range of keys.
fn key(at: Time, identity: &str) -> String {
    format!("{:013}:{identity}", at.millis().max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_by_time() {
        let of = |millis, identity| key(Time::from_millis(millis), identity);
        assert_eq!(of(1_790_000_000_000, "greeting:1"), "1790000000000:greeting:1");
        assert!(of(999, "z") < of(1_000, "a"));
        assert_eq!(of(-5, "a"), "0000000000000:a");
    }

    #[test]
    fn a_repeat_is_told_from_other_refusals() {
        let violated = |columns: &str| DbError::Violated(Violated::Unique(columns.to_owned()));
        assert!(was_seen(&violated("dedup.key")));
        assert!(!was_seen(&violated("cases.guild, cases.cause")));
        assert!(!was_seen(&DbError::Quota));
    }
}
