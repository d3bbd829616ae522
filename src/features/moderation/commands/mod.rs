//! The moderators' commands and their controls.

mod acts;
mod case;
mod forms;
pub mod undo;

pub use undo::take_back;

use crate::app::{Command, Press};

pub const COMMANDS: &[Command] = &[
    acts::WARN,
    acts::TIMEOUT,
    acts::UNTIMEOUT,
    acts::KICK,
    acts::BAN,
    acts::UNBAN,
    acts::RESTRICT,
    acts::NOTE,
    case::CASE,
    forms::WARN_AUTHOR,
];

pub const PRESSES: &[Press] = &[case::PAGE, undo::UNDO, forms::INSTEAD, forms::INSTEAD_ANSWER, forms::WARN_ANSWER];
