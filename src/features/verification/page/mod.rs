//! The inbox in the dashboard: what waits and what was decided, one alert and one raid with their acts.

mod inbox;
mod one;
mod raid;

use crate::{
    app::{Form, Level, NavGroup, Page, Visit, Work},
    ui::Icon,
};

/// Rows of a page, and so many boxes at once.
const PAGE_SIZE: i64 = 25;

const fn form(name: &'static str, act: fn(Visit) -> Work<crate::app::Acted>) -> Form {
    Form { name, level: Level::Moderator, act }
}

pub const PAGES: &[Page] = &[
    Page {
        path: "/inbox",
        title: "Inbox",
        level: Level::Moderator,
        nav: Some(NavGroup::Moderation),
        icon: Icon::Inbox,
        show: |visit| Box::pin(inbox::list(visit)),
        forms: &[form("picked", |visit| Box::pin(inbox::picked(visit)))],
    },
    Page {
        path: "/inbox/{alert}",
        title: "Alert",
        level: Level::Moderator,
        nav: None,
        icon: Icon::Inbox,
        show: |visit| Box::pin(one::show(visit)),
        forms: &[
            form("verify", |visit| Box::pin(one::press(visit, "verify"))),
            form("false", |visit| Box::pin(one::press(visit, "false"))),
            form("restrict", |visit| Box::pin(one::press(visit, "restrict"))),
            form("thread", |visit| Box::pin(one::press(visit, "thread"))),
            form("mine", |visit| Box::pin(one::press(visit, "mine"))),
            form("reopen", |visit| Box::pin(one::press(visit, "reopen"))),
            form("ban", |visit| Box::pin(one::ban(visit))),
        ],
    },
    Page {
        path: "/inbox/raids/{raid}",
        title: "Raid",
        level: Level::Moderator,
        nav: None,
        icon: Icon::Inbox,
        show: |visit| Box::pin(raid::show(visit)),
        forms: &[
            form("ask", |visit| Box::pin(raid::ask(visit))),
            form("go", |visit| Box::pin(raid::go(visit))),
            form("undo", |visit| Box::pin(raid::undo(visit))),
        ],
    },
];
