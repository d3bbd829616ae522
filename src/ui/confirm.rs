//! The question before an act that takes something away.

use maud::{Markup, Render, html};

use super::{button::Button, chat::chat, field::Field, form::Form, icon::Icon};

/// Whether the act can be undone, and how.
#[derive(Clone, Copy, Debug)]
pub enum Undo<'a> {
    /// How it is undone, in a sentence.
    Possible(&'a str),
    Never,
}

#[derive(Clone, Debug)]
pub struct Confirm<'a> {
    pub question: &'a str,
    /// What will happen, in a sentence or two, as they are written for Discord.
    pub what: &'a str,
    pub undo: Undo<'a>,
    /// The form that acts, without buttons: address, token, ids.
    pub form: Form,
    /// The act in a word or two: *Delete the squad*.
    pub act: &'a str,
    /// Where *Cancel* leads.
    pub back: &'a str,
    /// A word that has to be typed, in the field `typed`, for what touches many.
    pub typed: Option<&'a str>,
}

impl Render for Confirm<'_> {
    fn render(&self) -> Markup {
        let asked = self.typed.map(|word| format!("Type {word} to go on"));
        let form = self.form.clone().body(html! {
            @if let Some(label) = &asked { (Field::text("typed", label).required()) }
        });
        html! {
            section .confirm {
                h2 { (Icon::Alert) (self.question) }
                p { (chat(self.what)) }
                p .undo {
                    @match self.undo {
                        Undo::Possible(how) => { (Icon::Undo) strong { "Can be undone." } " " (how) }
                        Undo::Never => { (Icon::Stop) strong { "Cannot be undone." } }
                    }
                }
                (form.button(Button::new(self.act).danger()).button(Button::new("Cancel").quiet().to(self.back)))
            }
        }
    }
}
