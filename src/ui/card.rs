//! Cards, tiles with one number, and how they stand beside each other.

use maud::{Markup, Render, html};

use super::{link::Link, tone::Tone};

/// A part of a page with a heading.
#[derive(Clone, Debug)]
pub struct Card {
    title: String,
    note: Option<String>,
    tools: Option<Markup>,
    body: Markup,
    tone: Tone,
}

impl Card {
    pub fn new(title: impl Into<String>, body: Markup) -> Card {
        Card { title: title.into(), note: None, tools: None, body, tone: Tone::Neutral }
    }

    /// A sentence under the heading.
    pub fn note(self, note: impl Into<String>) -> Card {
        Card { note: Some(note.into()), ..self }
    }

    /// Links or buttons beside the heading.
    pub fn tools(self, tools: Markup) -> Card {
        Card { tools: Some(tools), ..self }
    }

    pub fn tone(self, tone: Tone) -> Card {
        Card { tone, ..self }
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        html! {
            section class={ "card " (self.tone.class()) } {
                div .card-head {
                    h2 { (self.title) }
                    @if let Some(tools) = &self.tools { div .tools { (tools) } }
                }
                @if let Some(note) = &self.note { p .soft { (note) } }
                (self.body)
            }
        }
    }
}

/// A tile: one number, what it counts, and how it changed.
#[derive(Clone, Debug)]
pub struct Stat {
    label: String,
    value: String,
    change: Option<(String, Tone)>,
    spark: Option<Markup>,
    link: Option<Link>,
}

impl Stat {
    /// `value` as it is shown: see [`crate::base::words::number`].
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Stat {
        Stat { label: label.into(), value: value.into(), change: None, spark: None, link: None }
    }

    /// A few words on where it goes, such as `+12 % on last week`; the tone tells whether that is good.
    pub fn change(self, words: impl Into<String>, tone: Tone) -> Stat {
        Stat { change: Some((words.into(), tone)), ..self }
    }

    /// A [`super::chart::Sparkline`] under the number.
    pub fn spark(self, spark: impl Render) -> Stat {
        Stat { spark: Some(spark.render()), ..self }
    }

    pub fn link(self, label: impl Into<String>, to: impl Into<String>) -> Stat {
        Stat { link: Some(Link::new(label, to)), ..self }
    }
}

impl Render for Stat {
    fn render(&self) -> Markup {
        html! {
            div .stat {
                p .stat-label { (self.label) }
                p .stat-value { (self.value) }
                @if let Some((words, tone)) = &self.change { p class={ "stat-change " (tone.class()) } { (words) } }
                @if let Some(spark) = &self.spark { (spark) }
                @if let Some(link) = &self.link { p { (link) } }
            }
        }
    }
}

/// Tiles beside each other, as many as fit.
pub fn tiles<T: Render>(all: impl IntoIterator<Item = T>) -> Markup {
    html! { div .tiles { @for one in all { (one) } } }
}

/// Cards beside each other, two when there is room.
pub fn columns<T: Render>(all: impl IntoIterator<Item = T>) -> Markup {
    html! { div .columns { @for one in all { (one) } } }
}
