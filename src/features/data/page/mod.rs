//! People's data in the dashboard: one's own, and for administrators the server's.

mod acts;
mod own;
mod parts;
mod server;
mod told;

pub use told::told;

use crate::{
    app::{Acted, Form, Level, NavGroup, Page, Visit},
    base::error::{Error, Result},
    ui::Icon,
};

pub const PAGES: &[Page] = &[
    Page {
        path: "/me/data",
        title: "Your data",
        level: Level::Member,
        nav: None,
        icon: Icon::File,
        show: |visit| Box::pin(own::show(visit)),
        forms: &[
            Form { name: "export", level: Level::Member, act: |visit| Box::pin(own::export(visit)) },
            Form { name: "delete", level: Level::Member, act: |visit| Box::pin(own::delete(visit)) },
        ],
    },
    Page {
        path: "/data",
        title: "Data",
        level: Level::Admin,
        nav: Some(NavGroup::SetUp),
        icon: Icon::File,
        show: |visit| Box::pin(server::show(visit)),
        forms: &[
            Form { name: "check", level: Level::Admin, act: |visit| Box::pin(server::check(visit)) },
            Form { name: "export", level: Level::Admin, act: |visit| Box::pin(server::export(visit)) },
            Form { name: "delete", level: Level::Admin, act: |visit| Box::pin(server::delete(visit)) },
            Form { name: "acts", level: Level::Admin, act: |visit| Box::pin(acts::file(visit)) },
            Form { name: "whole", level: Level::Admin, act: |visit| Box::pin(server::whole(visit)) },
        ],
    },
    Page {
        path: "/data/parts",
        title: "Everything of this server",
        level: Level::Admin,
        nav: None,
        icon: Icon::File,
        show: |visit| Box::pin(parts::show(visit)),
        forms: &[Form { name: "file", level: Level::Admin, act: |visit| Box::pin(parts::file(visit)) }],
    },
];

/// What has to be typed before anything is deleted.
const WORD: &str = "delete";

fn file(name: String, body: String) -> Acted {
    Acted::File { name, media_type: "application/json; charset=utf-8", body }
}

/// # Errors
/// Refused unless this was typed.
fn require_typed(visit: &Visit, wanted: &str) -> Result<()> {
    match visit.field("typed").trim() == wanted {
        true => Ok(()),
        false => Err(Error::Refused(format!("Nothing was deleted: type \"{wanted}\" into the field to go on."))),
    }
}
