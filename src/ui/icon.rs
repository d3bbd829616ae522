//! Drawings of 20 pixels, as lines in the colour of the text beside them.
//!
//! They stand in the page itself, not in a sprite: browsers disagree on which rule of the Content Security
//! Policy lets `<use>` reach into another file.

use maud::{Markup, Render, html};

/// A drawing without a meaning of its own: words stand beside it, so readers of the screen skip it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Icon {
    Alert,
    Book,
    Bytes,
    Chart,
    Check,
    Clock,
    Close,
    Digest,
    Door,
    Down,
    File,
    Hall,
    Inbox,
    Info,
    Key,
    Lantern,
    Left,
    Link,
    Menu,
    Out,
    People,
    Right,
    Search,
    Settings,
    Shield,
    Squad,
    Stop,
    Undo,
    Up,
    Verify,
}

impl Icon {
    #[cfg(test)]
    pub(super) const ALL: [Icon; 30] = [
        Icon::Alert,
        Icon::Book,
        Icon::Bytes,
        Icon::Chart,
        Icon::Check,
        Icon::Clock,
        Icon::Close,
        Icon::Digest,
        Icon::Door,
        Icon::Down,
        Icon::File,
        Icon::Hall,
        Icon::Inbox,
        Icon::Info,
        Icon::Key,
        Icon::Lantern,
        Icon::Left,
        Icon::Link,
        Icon::Menu,
        Icon::Out,
        Icon::People,
        Icon::Right,
        Icon::Search,
        Icon::Settings,
        Icon::Shield,
        Icon::Squad,
        Icon::Stop,
        Icon::Undo,
        Icon::Up,
        Icon::Verify,
    ];

    /// The path's data in a field of 20 by 20.
    fn lines(self) -> &'static str {
        match self {
            Icon::Alert => "M10 3 2 17h16zM10 8v4M10 14.4v.1",
            Icon::Book => {
                "M10 5.5C8 4 5.5 3.7 3 4v11.5c2.5-.3 5 0 7 1.5 2-1.5 4.5-1.8 7-1.5V4c-2.5-.3-5 0-7 1.5zM10 5.5V17"
            }
            Icon::Bytes => {
                "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM8.3 6.8v6.4M8.3 6.8h2.3a1.5 1.5 0 0 1 0 3H8.3M8.3 9.8h2.8a1.7 1.7 0 0 1 0 3.4H8.3"
            }
            Icon::Chart => "M3 3v14h14M7 13.5V10M10.5 13.5V6M14 13.5V8.5",
            Icon::Check => "m4 10.5 4 4 8-9",
            Icon::Clock => "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.3l2.8 1.7",
            Icon::Close => "m5 5 10 10M15 5 5 15",
            Icon::Digest => "M4 3h9l3 3v11H4zM7 8h6M7 11h6M7 14h3.5",
            Icon::Door => "M11 3h5v14h-5M3 10h9M8.5 6.5 12 10l-3.5 3.5",
            Icon::Down => "m5 8 5 5 5-5",
            Icon::File => "M5 3h7l3 3v11H5zM12 3v3h3",
            Icon::Hall => "M2.5 17h15M4 17V9.5M16 17V9.5M8 17V9.5M12 17V9.5M3 9.5h14L10 3.5z",
            Icon::Inbox => "M3 11.5 5 4h10l2 7.5V16H3zM3 11.5h4l1 2h4l1-2h4",
            Icon::Info => "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.5v4M10 6.6v.1",
            Icon::Key => "M7 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM9.5 10.5 16.5 3.5M13 7l2.5 2.5",
            Icon::Lantern => {
                "M8 4a2 2 0 0 1 4 0M6.8 6h6.4l.8 2.5v6l-.8 2.5H6.8L6 14.5v-6zM10 9c1.2 1.3 1.5 2 1.5 2.8a1.5 1.5 0 0 1-3 0C8.5 11 8.8 10.3 10 9z"
            }
            Icon::Left => "m12 5-5 5 5 5",
            Icon::Link => {
                "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1"
            }
            Icon::Menu => "M3 5.5h14M3 10h14M3 14.5h9",
            Icon::Out => "M8 4.5H4.5v11h11V12M11 3.5h5.5V9M16.5 3.5 9.5 10.5",
            Icon::People => {
                "M7.5 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2 17c.4-3.3 2.5-5 5.5-5s5.1 1.7 5.5 5M13 4.3a3 3 0 0 1 0 5.4M15.3 12.5c1.5.7 2.4 2.2 2.7 4.5"
            }
            Icon::Right => "m8 5 5 5-5 5",
            Icon::Search => "M8.8 3.5a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.6zM12.8 12.8 17 17",
            Icon::Settings => {
                "M3 5.5h7M14 5.5h3M12 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM3 14.5h3M10 14.5h7M8 12.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
            }
            Icon::Shield => "M10 2.8c2 1.5 4 2 6 2 .2 6-1.8 10-6 12.4C5.8 14.8 3.8 10.8 4 4.8c2 0 4-.5 6-2z",
            Icon::Squad => "M5 17V3M5 4c3.5-1.5 6.5 1.5 10.5 0v7.5c-4 1.5-7-1.5-10.5 0",
            Icon::Stop => "M7 3h6l4 4v6l-4 4H7l-4-4V7zM7.5 7.5l5 5M12.5 7.5l-5 5",
            Icon::Undo => "M4 8.5h8a4 4 0 0 1 0 8H8M7.5 5 4 8.5 7.5 12",
            Icon::Up => "m5 12 5-5 5 5",
            Icon::Verify => {
                "M10 2.8 12.2 4.7l2.9-.2.5 2.8 2.3 1.8-1.3 2.6.4 2.9-2.8.7-1.7 2.3-2.5-1.3-2.5 1.3-1.7-2.3-2.8-.7.4-2.9L2.1 9.1l2.3-1.8.5-2.8 2.9.2zM7 10.3l2.2 2.2L13 8.3"
            }
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg .icon viewBox="0 0 20 20" aria-hidden="true" { path d=(self.lines()) {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_drawings_are_the_same() {
        for (place, icon) in Icon::ALL.iter().enumerate() {
            assert!(icon.lines().starts_with(['M', 'm']), "{icon:?}");
            assert!(Icon::ALL[..place].iter().all(|other| other.lines() != icon.lines()), "{icon:?}");
        }
    }
}
