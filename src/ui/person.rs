//! A person as a line: face and name.

use maud::{Markup, Render, html};

use crate::base::ids::UserId;

/// Initials in a colour of their own, and the name. Pictures are left out: each would be a request more, to
/// Discord, from whoever looks at a list.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    pub id: UserId,
    /// Empty where only the id is known.
    pub name: &'a str,
    /// A second, quiet line: handle, role, "left 3 days ago".
    pub note: Option<&'a str>,
}

impl<'a> Person<'a> {
    pub fn new(id: UserId, name: &'a str) -> Person<'a> {
        Person { id, name, note: None }
    }

    pub(super) fn face(&self) -> Markup {
        face(self.id.get(), self.name)
    }
}

impl Render for Person<'_> {
    fn render(&self) -> Markup {
        html! {
            span .person title=(self.id) {
                (self.face())
                span .person-words {
                    span .person-name { @if self.name.is_empty() { (self.id) } @else { (self.name) } }
                    @if let Some(note) = self.note { span .soft { (note) } }
                }
            }
        }
    }
}

/// The sign of a person or a guild; the name stands beside it, so it says nothing.
pub(super) fn face(id: u64, name: &str) -> Markup {
    html! {
        // The lower bits of a snowflake count machines and repeat; the time above them spreads.
        span class={ "face face-" ((id >> 22) % 6) } aria-hidden="true" { (initials(name)) }
    }
}

/// The first letters of the first and the last word, capital.
fn initials(name: &str) -> String {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    let first = words.next().unwrap_or('?');
    let letters = [Some(first), words.next_back()];
    letters.into_iter().flatten().flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_any_name() {
        for (name, letters) in [("ada", "A"), ("Ben van Dijk", "BD"), ("***", "?"), ("", "?"), ("ño ß", "ÑSS")] {
            assert_eq!(initials(name), letters);
        }
    }
}
