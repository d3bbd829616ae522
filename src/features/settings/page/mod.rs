//! Every setting of the guild in the dashboard, and the versions that there were.

mod all;
mod permissions;
mod versions;

use maud::Markup;

use crate::{
    app::{Form, Level, NavGroup, Page, Visit},
    ui::{self, Icon, Link},
};

pub const PAGES: &[Page] = &[
    Page {
        path: "/settings",
        title: "Settings",
        level: Level::Admin,
        nav: Some(NavGroup::SetUp),
        icon: Icon::Settings,
        show: |visit| Box::pin(all::show(visit)),
        forms: &[Form { name: "save", level: Level::Admin, act: |visit| Box::pin(all::keep(visit)) }],
    },
    Page {
        path: "/settings/versions",
        title: "Versions",
        level: Level::Admin,
        nav: None,
        icon: Icon::Settings,
        show: |visit| Box::pin(versions::versions(visit)),
        forms: &[Form { name: "back", level: Level::Admin, act: |visit| Box::pin(versions::put_back(visit)) }],
    },
    Page {
        path: "/permissions",
        title: "Permissions",
        level: Level::Admin,
        nav: Some(NavGroup::SetUp),
        icon: Icon::Key,
        show: |visit| Box::pin(permissions::show(visit)),
        forms: &[],
    },
];

fn tabs(visit: &Visit, current: &str) -> Markup {
    let links = [("Settings", "/settings"), ("Versions", "/settings/versions")];
    ui::tabs("Settings", &links.map(|(label, path)| Link::new(label, visit.path(path))), current)
}
