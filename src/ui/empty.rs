//! What stands where there is nothing yet: what would be here, and how it comes to be.

use maud::{Markup, Render, html};

use super::{button::Button, icon::Icon};

#[derive(Clone, Debug)]
pub struct Empty {
    title: String,
    sentence: String,
    icon: Icon,
    act: Option<Button>,
}

impl Empty {
    pub fn new(title: impl Into<String>, sentence: impl Into<String>) -> Empty {
        Empty { title: title.into(), sentence: sentence.into(), icon: Icon::Lantern, act: None }
    }

    pub fn icon(self, icon: Icon) -> Empty {
        Empty { icon, ..self }
    }

    /// What to do about it: a [`Button`] with an address, or one that sends the form around it.
    pub fn act(self, act: Button) -> Empty {
        Empty { act: Some(act), ..self }
    }
}

impl Render for Empty {
    fn render(&self) -> Markup {
        html! {
            div .empty {
                (self.icon)
                p .empty-title { (self.title) }
                p { (self.sentence) }
                @if let Some(act) = &self.act { (act) }
            }
        }
    }
}
