//! The commands and buttons of bytes.

mod admin;
mod awards;
mod config;
mod export;
mod heap;
mod history;
mod import;
mod read;
mod rewards;
mod send;
mod shared;

pub use shared::with_claim;

use crate::app::{Audience, Command, Press, Shape};

use super::text::specs as text;

pub const COMMANDS: &[Command] = &[
    Command {
        name: "bytes",
        about: text::bytes,
        audience: Audience::Everyone,
        shape: Shape::Many(&[read::READ, send::SEND, read::DAILY, heap::HEAP, history::HISTORY, awards::AWARDS]),
    },
    Command {
        name: "bytes-admin",
        about: text::bytes_admin,
        audience: Audience::Admins,
        shape: Shape::Many(&[
            admin::GRANT,
            admin::REVOKE,
            config::CONFIG,
            rewards::ADD,
            rewards::REMOVE,
            rewards::LIST,
            import::IMPORT,
            export::EXPORT,
            admin::AUDIT,
        ]),
    },
];

pub const PRESSES: &[Press] = &[
    read::SHOW,
    heap::PAGE,
    heap::SHOW,
    history::PAGE,
    history::SHOW,
    admin::UNDO,
    admin::TAKE,
    admin::KEEP,
    import::START,
    import::CANCEL,
];
