//! Forms: they post, carry their mark, and keep what was typed.

use maud::{Markup, Render, html};

use super::{button::Button, link::safe, notice::Notice};

/// The name of the hidden field that makes a form its session's own, against cross-site request forgery, and
/// lets it act once.
pub const MARK: &str = "mark";

/// A form that acts. Its fields come from [`super::Field`]; what a refused try had typed is given back to them.
#[derive(Clone, Debug)]
pub struct Form(Box<FormParts>);

#[derive(Clone, Debug)]
struct FormParts {
    action: String,
    mark: String,
    keeps: Vec<(&'static str, String)>,
    body: Markup,
    buttons: Vec<Button>,
    refused: Option<Notice>,
    upload: bool,
    inline: bool,
}

impl Form {
    pub fn new(action: impl Into<String>, mark: impl Into<String>) -> Form {
        Form(Box::new(FormParts {
            action: action.into(),
            mark: mark.into(),
            keeps: Vec::new(),
            body: Markup::default(),
            buttons: Vec::new(),
            refused: None,
            upload: false,
            inline: false,
        }))
    }

    /// A value that goes with the form unseen: an id, a version that was read.
    pub fn keeps(mut self, name: &'static str, value: impl Into<String>) -> Form {
        self.0.keeps.push((name, value.into()));
        self
    }

    pub fn body(mut self, body: Markup) -> Form {
        self.0.body = body;
        self
    }

    pub fn button(mut self, button: Button) -> Form {
        self.0.buttons.push(button);
        self
    }

    /// Why the last try was refused, above the fields; each field says its own error.
    pub fn refused(mut self, why: Option<&str>) -> Form {
        self.0.refused = why.map(Notice::danger);
        self
    }

    /// Carries files.
    pub fn upload(mut self) -> Form {
        self.0.upload = true;
        self
    }

    /// Stands in a line with its neighbours, as a button in a table's row does.
    pub fn inline(mut self) -> Form {
        self.0.inline = true;
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        html! {
            form class=(if self.0.inline { "inline" } else { "form" }) method="post" action=(safe(&self.0.action))
                enctype=[self.0.upload.then_some("multipart/form-data")] {
                input type="hidden" name=(MARK) value=(self.0.mark);
                @for (name, value) in &self.0.keeps { input type="hidden" name=(name) value=(value); }
                @if let Some(refused) = &self.0.refused { (refused) }
                (self.0.body)
                @if self.0.inline {
                    @for button in &self.0.buttons { (button) }
                } @else if !self.0.buttons.is_empty() {
                    div .buttons { @for button in &self.0.buttons { (button) } }
                }
            }
        }
    }
}
