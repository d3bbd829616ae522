//! What scopes allow.

use super::model::ADMIN;

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
