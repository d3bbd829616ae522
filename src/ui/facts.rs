//! Facts with their names, states as badges, code and what people wrote.

use maud::{Markup, Render, html};

use super::tone::Tone;

/// A list of names and values: everything known about one thing.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    all: Vec<(String, Markup)>,
}

impl Facts {
    pub fn new() -> Facts {
        Facts::default()
    }

    pub fn with(mut self, name: impl Into<String>, value: impl Render) -> Facts {
        self.all.push((name.into(), value.render()));
        self
    }
}

impl Render for Facts {
    fn render(&self) -> Markup {
        html! {
            dl .facts { @for (name, value) in &self.all { div { dt { (name) } dd { (value) } } } }
        }
    }
}

/// A state in a word or two: *open*, *healthy*, *failed*.
#[derive(Clone, Debug)]
pub struct Badge<'a> {
    pub words: &'a str,
    pub tone: Tone,
}

impl Render for Badge<'_> {
    fn render(&self) -> Markup {
        html! { span class={ "badge " (self.tone.class()) } { (self.words) } }
    }
}

/// A command, an id, a correlation id.
pub fn code(text: &str) -> Markup {
    html! { code { (text) } }
}

/// What a person wrote, with its lines as they were.
pub fn quote(text: &str) -> Markup {
    html! { blockquote .quote { (text) } }
}
