//! What a piece wants to say by its colour; never by colour alone, so each has a drawing too.

use super::icon::Icon;

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Good,
    Warning,
    Danger,
}

impl Tone {
    /// The class that sets the piece's `--tone` and `--tone-tint`.
    pub(super) fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
        }
    }

    pub(super) fn icon(self) -> Icon {
        match self {
            Tone::Neutral | Tone::Info => Icon::Info,
            Tone::Good => Icon::Check,
            Tone::Warning => Icon::Alert,
            Tone::Danger => Icon::Stop,
        }
    }
}
