//! Cards, tiles with one number, and how they stand beside each other.

use maud::{Markup, Render, html};

use super::{link::Link, tone::Tone};

/// A part of a page with a heading.
#[derive(Clone, Debug)]
pub struct Card(Box<CardParts>);

#[derive(Clone, Debug)]
struct CardParts {
    title: String,
    note: Option<String>,
    tools: Option<Markup>,
    body: Markup,
    tone: Tone,
}

impl Card {
    pub fn new(title: impl Into<String>, body: Markup) -> Card {
        Card(Box::new(CardParts { title: title.into(), note: None, tools: None, body, tone: Tone::Neutral }))
    }

    /// A sentence under the heading.
    pub fn note(mut self, note: impl Into<String>) -> Card {
        self.0.note = Some(note.into());
        self
    }

    /// Links or buttons beside the heading.
    pub fn tools(mut self, tools: Markup) -> Card {
        self.0.tools = Some(tools);
        self
    }

    pub fn tone(mut self, tone: Tone) -> Card {
        self.0.tone = tone;
        self
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        html! {
            section class={ "card " (self.0.tone.class()) } {
                div .card-head {
                    h2 { (self.0.title) }
                    @if let Some(tools) = &self.0.tools { div .tools { (tools) } }
                }
                @if let Some(note) = &self.0.note { p .soft { (note) } }
                (self.0.body)
            }
        }
    }
}

/// A tile: one number, what it counts, and how it changed.
#[derive(Clone, Debug)]
pub struct Stat(Box<StatParts>);

#[derive(Clone, Debug)]
struct StatParts {
    label: String,
    value: String,
    change: Option<(String, Tone)>,
    spark: Option<Markup>,
    link: Option<Link>,
}

impl Stat {
    /// `value` as it is shown: see [`crate::base::words::number`].
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Stat {
        Stat(Box::new(StatParts { label: label.into(), value: value.into(), change: None, spark: None, link: None }))
    }

    /// A few words on where it goes, such as `+12 % on last week`; the tone tells whether that is good.
    pub fn change(mut self, words: impl Into<String>, tone: Tone) -> Stat {
        self.0.change = Some((words.into(), tone));
        self
    }

    /// A [`super::chart::Sparkline`] under the number.
    pub fn spark(mut self, spark: impl Render) -> Stat {
        self.0.spark = Some(spark.render());
        self
    }

    pub fn link(mut self, label: impl Into<String>, to: impl Into<String>) -> Stat {
        self.0.link = Some(Link::new(label, to));
        self
    }
}

impl Render for Stat {
    fn render(&self) -> Markup {
        html! {
            div .stat {
                p .stat-label { (self.0.label) }
                p .stat-value { (self.0.value) }
                @if let Some((words, tone)) = &self.0.change { p class={ "stat-change " (tone.class()) } { (words) } }
                @if let Some(spark) = &self.0.spark { (spark) }
                @if let Some(link) = &self.0.link { p { (link) } }
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
