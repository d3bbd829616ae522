//! What stands where there is nothing yet: what would be here, and how it comes to be.

use maud::{Markup, Render, html};

use super::{button::Button, icon::Icon};

#[derive(Clone, Debug)]
pub struct Empty(Box<EmptyParts>);

#[derive(Clone, Debug)]
struct EmptyParts {
    title: String,
    sentence: String,
    icon: Icon,
    act: Option<Button>,
}

impl Empty {
    pub fn new(title: impl Into<String>, sentence: impl Into<String>) -> Empty {
        Empty(Box::new(EmptyParts { title: title.into(), sentence: sentence.into(), icon: Icon::Lantern, act: None }))
    }

    pub fn icon(mut self, icon: Icon) -> Empty {
        self.0.icon = icon;
        self
    }

    /// What to do about it: a [`Button`] with an address, or one that sends the form around it.
    pub fn act(mut self, act: Button) -> Empty {
        self.0.act = Some(act);
        self
    }
}

impl Render for Empty {
    fn render(&self) -> Markup {
        html! {
            div .empty {
                (self.0.icon)
                p .empty-title { (self.0.title) }
                p { (self.0.sentence) }
                @if let Some(act) = &self.0.act { (act) }
            }
        }
    }
}
