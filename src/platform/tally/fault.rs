//! A fault of ours, told by its cause without what differs from time to time.

use crate::{
    base::{time::Time, words},
    platform::crypto,
};

/// A fault, as often as it happened since it was last written.
#[derive(Clone, Debug)]
pub struct Fault {
    pub id: String,
    pub place: &'static str,
    pub doing: String,
    pub chain: String,
    pub guild: Option<String>,
    pub request: String,
    pub count: i64,
    pub first: Time,
    pub last: Time,
    pub correlations: Vec<String>,
}

impl Fault {
    pub(super) fn of(place: &'static str, doing: String, cause: &str, at: Time) -> Fault {
        let chain = without_numbers(cause);
        let mut id = crypto::digest(&format!("{place} {doing} {chain}"));
        id.truncate(16);
        let (guild, request, correlations) = (None, String::new(), Vec::new());
        Fault { id, place, doing, chain, guild, request, count: 1, first: at, last: at, correlations }
    }
}

/// A cause without what differs from time to time, ids of people above all.
fn without_numbers(text: &str) -> String {
    let mut plain = String::new();
    let mut digits = String::new();
    for letter in text.chars().chain(std::iter::once(' ')) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        match digits.len() {
            0..5 => plain.push_str(&digits),
            _ => plain.push('#'),
        }
        digits.clear();
        plain.push(letter);
    }
    words::shortened(plain.trim_end(), 300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_lose_their_numbers() {
        assert_eq!(without_numbers("user 200000000000000001 of 7: 404"), "user # of 7: 404");
        assert_eq!(without_numbers("12345"), "#");
    }
}
