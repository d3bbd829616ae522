//! A notice: what happened, or what needs somebody, in a sentence or two.

use maud::{Markup, Render, html};

use super::{chat::chat, link::Link, tone::Tone};

/// Read aloud when it appears; a warning or a danger at once.
#[derive(Clone, Debug)]
pub struct Notice {
    tone: Tone,
    title: Option<String>,
    text: String,
    link: Option<Link>,
}

impl Notice {
    fn new(tone: Tone, text: impl Into<String>) -> Notice {
        Notice { tone, title: None, text: text.into(), link: None }
    }

    pub fn info(text: impl Into<String>) -> Notice {
        Notice::new(Tone::Info, text)
    }

    pub fn good(text: impl Into<String>) -> Notice {
        Notice::new(Tone::Good, text)
    }

    pub fn warning(text: impl Into<String>) -> Notice {
        Notice::new(Tone::Warning, text)
    }

    pub fn danger(text: impl Into<String>) -> Notice {
        Notice::new(Tone::Danger, text)
    }

    pub fn titled(self, title: impl Into<String>) -> Notice {
        Notice { title: Some(title.into()), ..self }
    }

    /// The cure, one press away.
    pub fn cure(self, label: impl Into<String>, to: impl Into<String>) -> Notice {
        Notice { link: Some(Link::new(label, to)), ..self }
    }
}

impl Render for Notice {
    fn render(&self) -> Markup {
        let urgent = matches!(self.tone, Tone::Warning | Tone::Danger);
        html! {
            div class={ "notice " (self.tone.class()) } role=(if urgent { "alert" } else { "status" }) {
                (self.tone.icon())
                div {
                    @if let Some(title) = &self.title { p { strong { (title) } } }
                    p { (chat(&self.text)) }
                }
                @if let Some(link) = &self.link { (link) }
            }
        }
    }
}
