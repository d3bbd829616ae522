//! `/setup` and `/status` with their controls.

pub mod setup;
mod status;
mod versions;

use crate::app::{Command, Press};

pub const COMMANDS: &[Command] = &[setup::SETUP, status::STATUS];

pub const PRESSES: &[Press] =
    &[setup::CHOOSE, setup::ANSWER, setup::RECOMMENDED, setup::AGAIN, setup::STEPS, versions::LIST, versions::PUT_BACK];
