//! Pieces of HTML that pages are made of. Pure; `maud` escapes whatever it is given.

mod pieces;
mod words;

pub use pieces::{Fact, Tone, badge, empty, facts, hidden, notice, pager, person, search};
pub use words::when;
