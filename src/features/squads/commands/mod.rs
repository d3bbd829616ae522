//! `/squads`, `/squads-admin` and their controls.

mod admin;
mod config;
mod info;
mod join;
mod leave;
mod list;
mod sale;
mod shared;

use crate::app::{Audience, Command, Press, Shape};

use super::text;

pub const COMMANDS: &[Command] = &[
    Command {
        name: "squads",
        about: text::specs::squads,
        audience: Audience::Everyone,
        shape: Shape::Many(&[list::LIST, join::JOIN, leave::LEAVE, info::INFO, list::MEMBERS]),
    },
    Command {
        name: "squads-admin",
        about: text::specs::admin,
        audience: Audience::Admins,
        shape: Shape::Many(&[admin::CREATE, admin::EDIT, admin::ARCHIVE, sale::SALE, config::CONFIG]),
    },
];

pub const PRESSES: &[Press] =
    &[join::STEP, join::PICK, join::CANCEL, leave::LEAVE_PRESS, list::PAGE, admin::ARCHIVE_PRESS, sale::END];
