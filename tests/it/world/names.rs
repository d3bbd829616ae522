//! Ids and times under stable names, so that a wrong one shows.

use super::World;

impl World {
    /// `<@123>` becomes `<@ada>`; a time stamp becomes its distance from the story's start, to the
    /// minute: `<t:+24h:R>`.
    pub fn show(&self, text: &str) -> String {
        let mut shown = String::new();
        let mut digits = String::new();
        for c in text.chars().chain(['\0']) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            if !digits.is_empty() {
                let time = shown.ends_with("<t:");
                shown.push_str(&self.name_of(&digits, time));
                digits.clear();
            }
            shown.push(c);
        }
        shown.pop();
        shown
    }

    fn name_of(&self, digits: &str, is_time: bool) -> String {
        if is_time {
            return digits.parse().map_or_else(|_| digits.to_owned(), |seconds: i64| self.distance(seconds * 1_000));
        }
        let id = digits.parse().ok().filter(|_| digits.len() >= 17);
        let known = id.and_then(|id| self.names.borrow().get(&id).cloned());
        match (id, known) {
            (_, Some(name)) => name,
            (Some(_), None) => "id".to_owned(),
            (None, None) => digits.to_owned(),
        }
    }

    fn distance(&self, at: i64) -> String {
        let minutes = (at - self.start as i64 + 30_000).div_euclid(60_000);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        match (hours, rest) {
            (0, rest) => format!("{sign}{rest}m"),
            (hours, 0) => format!("{sign}{hours}h"),
            (hours, rest) => format!("{sign}{hours}h{rest}m"),
        }
    }
}
