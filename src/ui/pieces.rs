//! Notices, facts, badges, people, pagers.

use maud::{Markup, html};

/// How something stands, in a colour and in words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tone {
    Plain,
    Good,
    Warning,
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Bad => "bad",
        }
    }
}

/// A sentence that stands out. What is bad is read out at once.
pub fn notice(tone: Tone, sentence: &str) -> Markup {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    html! { p class={ "notice " (tone.class()) } role=(role) { (sentence) } }
}

/// A word on how something stands.
pub fn badge(tone: Tone, word: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (word) } }
}

/// A name and what stands for it.
pub struct Fact(pub &'static str, pub Markup);

pub fn facts(list: &[Fact]) -> Markup {
    html! { dl class="facts" { @for Fact(name, value) in list { div { dt { (name) } dd { (value) } } } } }
}

/// Where there is nothing yet: what to do about it.
pub fn empty(title: &str, sentence: &str) -> Markup {
    html! { div class="empty" { h2 { (title) } p { (sentence) } } }
}

/// Somebody by name, with their id for who needs it.
pub fn person(name: &str, id: &str, href: Option<&str>) -> Markup {
    let shown = if name.is_empty() { id } else { name };
    html! {
        @match href {
            Some(href) => a href=(href) title=(id) { (shown) },
            None => span title=(id) { (shown) },
        }
    }
}

/// Pages by key: back to the newest, and on to the older.
pub fn pager(newest: Option<&str>, older: Option<&str>) -> Markup {
    html! {
        @if newest.is_some() || older.is_some() {
            nav class="pager" aria-label="Pages of this list" {
                @if let Some(href) = newest { a href=(href) { "← Newest" } }
                @if let Some(href) = older { a href=(href) rel="next" { "Older →" } }
            }
        }
    }
}

/// A search that the server answers.
pub fn search(action: &str, name: &str, label: &str, value: &str) -> Markup {
    html! {
        form class="search" action=(action) role="search" {
            label for={ "search-" (name) } { (label) }
            input id={ "search-" (name) } type="search" name=(name) value=(value);
            button { "Search" }
        }
    }
}

/// The mark that makes a form its session's own.
pub fn hidden(mark: &str) -> Markup {
    html! { input type="hidden" name="mark" value=(mark); }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_never_markup() {
        let wrong = "<script>alert(1)</script>\"'&";
        for made in [
            notice(Tone::Bad, wrong),
            badge(Tone::Plain, wrong),
            person(wrong, wrong, Some(wrong)),
            pager(Some(wrong), None),
            search(wrong, "q", wrong, wrong),
            empty(wrong, wrong),
            hidden(wrong),
        ] {
            let made = made.into_string();
            assert!(!made.contains("<script>") && !made.contains("\"'&"), "{made}");
        }
    }
}
