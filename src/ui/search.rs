//! A box to search and filter with: a form that changes the address, so that what it shows can be linked.

use maud::{Markup, Render, html};

use super::{button::Button, icon::Icon, link::safe};

#[derive(Clone, Debug)]
pub struct Search<'a> {
    action: &'a str,
    label: &'a str,
    typed: &'a str,
    name: &'a str,
    hint: Option<&'a str>,
    keeps: Vec<(&'a str, &'a str)>,
    filters: Option<Markup>,
}

impl<'a> Search<'a> {
    /// Asks `action` with `?q=`; `typed` is what was asked last.
    pub fn new(action: &'a str, label: &'a str, typed: &'a str) -> Search<'a> {
        Search { action, label, typed, name: "q", hint: None, keeps: Vec::new(), filters: None }
    }

    /// Asks by another name than `q`.
    pub fn named(self, name: &'a str) -> Search<'a> {
        Search { name, ..self }
    }

    /// An example of what can be typed.
    pub fn hint(self, hint: &'a str) -> Search<'a> {
        Search { hint: Some(hint), ..self }
    }

    /// A parameter of the address that stays as it is, such as the order.
    pub fn keeps(mut self, name: &'a str, value: &'a str) -> Search<'a> {
        self.keeps.push((name, value));
        self
    }

    /// Fields ([`super::Field`]) that stand beside the box.
    pub fn filters(self, filters: Markup) -> Search<'a> {
        Search { filters: Some(filters), ..self }
    }
}

impl Render for Search<'_> {
    fn render(&self) -> Markup {
        html! {
            form .search role="search" method="get" action=(safe(self.action)) {
                @for (name, value) in &self.keeps { input type="hidden" name=(name) value=(value); }
                label .search-box {
                    span .unseen { (self.label) }
                    (Icon::Search)
                    input type="search" name=(self.name) value=(self.typed) placeholder=(self.hint.unwrap_or(self.label));
                }
                @if let Some(filters) = &self.filters { (filters) }
                (Button::new("Search").quiet())
            }
        }
    }
}
