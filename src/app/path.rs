//! Paths with parameters, as pages and routes name them.

use super::Fields;

/// What stands for the `{name}`s of a path, where the segments fit it.
pub fn matching(path: &str, segments: &[&str]) -> Option<Fields> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.len() != segments.len() {
        return None;
    }
    let mut params = Fields::new();
    for (part, given) in parts.into_iter().zip(segments) {
        match parameter(part) {
            Some(name) => params.push((name.to_owned(), (*given).to_owned())),
            None if part == *given => {}
            None => return None,
        }
    }
    Some(params)
}

/// The name in a segment `{name}`.
pub fn parameter(part: &str) -> Option<&str> {
    part.strip_prefix('{').and_then(|part| part.strip_suffix('}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_match_segment_by_segment() {
        let found = |path: &str, asked: &str| matching(path, &asked.split('/').collect::<Vec<_>>());
        assert_eq!(found("/a/{b}", "a/7"), Some(vec![("b".to_owned(), "7".to_owned())]));
        assert_eq!(found("/a/b", "a/b"), Some(Vec::new()));
        for (path, asked) in [("/a/{b}", "a"), ("/a/{b}", "a/7/8"), ("/a/b", "a/c"), ("/{a}/b", "a/c")] {
            assert_eq!(found(path, asked), None, "{path} {asked}");
        }
    }
}
