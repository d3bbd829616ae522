//! Charts as SVG, with the same numbers as a table for whoever cannot see them or wants them exactly.
//!
//! Across they are drawn in per cent and down in pixels, so that bars stretch with the page while letters keep
//! their size. Colours come from the style sheet's classes.

mod bars;
mod lines;
mod scale;
mod share;
mod spark;

use maud::{Markup, Render, html};

pub use bars::Bars;
pub use lines::{Line, Lines, Spaced};
pub use scale::short;
pub use share::{Part, Share, largest};
pub use spark::Sparkline;

use crate::base::{
    lang::Lang,
    time::{self, Day, Time},
    words,
};

use self::scale::Scale;
use super::when;

/// The height of the field in which values are drawn, and of the line of labels below it, in pixels.
const FIELD: i64 = 160;
const FOOT: i64 = 24;
/// Room above the field, so that the topmost label is not cut.
const HEAD: i64 = 8;
/// Bars and points beyond this are too thin to tell apart; the newest are kept.
const MOST: usize = 90;

/// The start of a day, whose label an axis shows.
fn day_label(day: Day) -> String {
    when::day(Time::from_millis(day.saturating_mul(time::DAY)))
}

fn exact(value: i64) -> String {
    words::number(Lang::En, value)
}

/// A share of 0 to 1 as per cent with two places, as an attribute takes it.
fn percent(share: f64) -> String {
    words::decimal(share * 100.0, 2) + "%"
}

/// How far down, in pixels, a value stands.
fn down(scale: &Scale, value: i64) -> String {
    words::decimal(HEAD as f64 + FIELD as f64 * (1.0 - scale.share(value)), 1)
}

/// The frame around a chart by days: heading, numbers at the left, days at the foot, the table below.
struct Plot<'a> {
    title: &'a str,
    desc: &'a str,
    unit: &'a str,
    scale: &'a Scale,
    days: &'a [Day],
    /// The columns of the table: a name and a value for each day.
    table: &'a [(&'a str, &'a [i64])],
    legend: Markup,
    marks: Markup,
}

impl Plot<'_> {
    /// Four days at most, at the middle of their place; the outer ones are kept within the field.
    fn foot(&self) -> Markup {
        let last = self.days.len().saturating_sub(1);
        let shown = match last {
            0 => vec![0],
            1..3 => vec![0, last],
            _ => vec![0, last / 3, last - last / 3, last],
        };
        html! {
            @for place in shown {
                @let (at, anchor) = match place {
                    0 => (0.0, "start"),
                    place if place == last => (1.0, "end"),
                    place => ((place as f64 + 0.5) / self.days.len() as f64, "middle"),
                };
                @if let Some(day) = self.days.get(place) {
                    text x=(percent(at)) y=(HEAD + FIELD + 17) text-anchor=(anchor) { (day_label(*day)) }
                }
            }
        }
    }
}

impl Render for Plot<'_> {
    fn render(&self) -> Markup {
        let height = HEAD + FIELD + FOOT;
        html! {
            figure .chart {
                figcaption { h3 { (self.title) } span .soft { (self.unit) } (self.legend) }
                div .plot {
                    svg .axis width="44" height=(height) aria-hidden="true" {
                        @for tick in self.scale.ticks() {
                            text x="38" y=(down(self.scale, tick)) dy=".32em" text-anchor="end" { (short(tick)) }
                        }
                    }
                    svg .canvas width="100%" height=(height) role="img" aria-label={ (self.title) ". " (self.desc) } {
                        @for tick in self.scale.ticks() {
                            @let y = down(self.scale, tick);
                            line .grid .base[tick == 0] x1="0" x2="100%" y1=(y) y2=(y) {}
                        }
                        (self.marks)
                        (self.foot())
                    }
                }
                details .numbers {
                    summary { "The numbers" span .unseen { " of " (self.title) } }
                    table {
                        caption .unseen { (self.title) }
                        thead { tr { th scope="col" { "Day" } @for (name, _) in self.table { th scope="col" .number { (name) } } } }
                        tbody {
                            @for (place, day) in self.days.iter().enumerate().rev() {
                                tr {
                                    th scope="row" { (day_label(*day)) }
                                    @for (name, values) in self.table {
                                        td .number data-label=(name) { (values.get(place).map_or("–".to_owned(), |value| exact(*value))) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
