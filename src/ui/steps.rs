//! Ways about: the trail that leads to a page, and tabs between pages that belong together.

use maud::{Markup, html};

use super::link::Link;

/// The pages above this one, from the outermost; this one's name is the heading below.
pub fn breadcrumb(above: &[Link]) -> Markup {
    html! {
        nav .trail aria-label="Where you are" { ol { @for link in above { li { (link) } } } }
    }
}

/// Pages that belong together; `current` is the label of the one that is shown.
pub fn tabs(label: &str, all: &[Link], current: &str) -> Markup {
    html! {
        nav .tabs aria-label=(label) {
            ul {
                @for link in all {
                    li class=[(link.label() == current).then_some("current")] { (link.marked("", link.label() == current)) }
                }
            }
        }
    }
}
