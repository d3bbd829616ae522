//! What scopes allow.

use super::model::{ADMIN, CALLS_A_MINUTE};

/// The scope of a key's counters.
pub fn scope(key: &str) -> String {
    format!("key/{key}")
}

/// Under which name a call of a key is limited. The limiter counts to [`CALLS_A_MINUTE`] for every name, so a key
/// that may call more often has several, of which chance chooses.
pub fn limited_as(key: &str, most: i64, chance: f64) -> String {
    let names = most / CALLS_A_MINUTE;
    if names < 2 { key.to_owned() } else { format!("{key}#{}", (chance * names as f64) as i64) }
}

/// Whether one of a key's scopes covers the one that a route needs.
pub fn covers(scopes: &[String], needed: &str) -> bool {
    let area = needed.split(':').next().unwrap_or_default();
    let covers = |scope: &String| scope == ADMIN || scope == needed || scope.strip_suffix(":*") == Some(area);
    scopes.iter().any(covers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_call_more_often_has_more_names() {
        assert_eq!(limited_as("k", 60, 0.9), "k");
        assert_eq!([0.0, 0.5, 0.99].map(|chance| limited_as("k", 120, chance)), ["k#0", "k#1", "k#1"]);
    }

    #[test]
    fn scopes_cover_their_area() {
        let may = |scopes: &[&str], needed| {
            covers(&scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>(), needed)
        };
        assert!(may(&["bytes:read"], "bytes:read") && may(&["bytes:*"], "bytes:write") && may(&["admin"], "x:write"));
        for scopes in [&["bytes:read"][..], &["byte:*"], &["squads:*", "bytes"], &["*"], &[":*"], &[]] {
            assert!(!may(scopes, "bytes:write"), "{scopes:?}");
        }
    }
}
