//! Members in the dashboard: the list, one with everything known, and oneself. Owns no table.

mod acts;
mod list;
mod profile;

use crate::{
    app::{Feature, Form, Level, NavGroup, Page},
    ui::Icon,
};

pub const FEATURE: Feature = Feature { pages: PAGES, ..Feature::named("members") };

const PAGES: &[Page] = &[
    Page {
        path: "/me",
        title: "You",
        level: Level::Member,
        nav: Some(NavGroup::Guild),
        icon: Icon::Lantern,
        show: |visit| Box::pin(profile::own(visit)),
        forms: &[],
    },
    Page {
        path: "/members",
        title: "Members",
        level: Level::Moderator,
        nav: Some(NavGroup::Community),
        icon: Icon::People,
        show: |visit| Box::pin(list::list(visit)),
        forms: &[],
    },
    Page {
        path: "/members/{user}",
        title: "Member",
        level: Level::Moderator,
        nav: None,
        icon: Icon::People,
        show: |visit| Box::pin(profile::member(visit)),
        forms: &[
            Form { name: "act", level: Level::Moderator, act: |visit| Box::pin(acts::act(visit)) },
            Form { name: "bytes", level: Level::Admin, act: |visit| Box::pin(acts::bytes(visit)) },
        ],
    },
];
