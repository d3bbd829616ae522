//! Squads in the dashboard: the list, one with its members, sales, and what holds for all.

mod list;
mod one;
mod sales;
mod settings;

use maud::{Markup, html};

pub use settings::FORM;

use super::model::Squad;
use crate::{
    app::{Form, Level, NavGroup, Page, Visit},
    ui::{self, Icon, Link},
};

pub const PAGES: &[Page] = &[
    Page { nav: Some(NavGroup::Community), show: |visit| Box::pin(list::show(visit)), ..below("/squads") },
    Page {
        title: "New squad",
        show: |visit| Box::pin(one::new(visit)),
        forms: &[Form { name: "create", level: Level::Admin, act: |visit| Box::pin(one::create(visit)) }],
        ..below("/squads/new")
    },
    Page {
        title: "Sales",
        show: |visit| Box::pin(sales::show(visit)),
        forms: &[
            Form { name: "start", level: Level::Admin, act: |visit| Box::pin(sales::start(visit)) },
            Form { name: "end", level: Level::Admin, act: |visit| Box::pin(sales::end(visit)) },
        ],
        ..below("/squads/sales")
    },
    Page {
        title: "Settings of squads",
        show: |visit| Box::pin(settings::show(visit)),
        forms: &[Form { name: "save", level: Level::Admin, act: |visit| Box::pin(settings::save(visit)) }],
        ..below("/squads/settings")
    },
    Page {
        title: "Squad",
        show: |visit| Box::pin(one::show(visit)),
        forms: &[
            Form { name: "edit", level: Level::Admin, act: |visit| Box::pin(one::edit(visit)) },
            Form { name: "archive", level: Level::Admin, act: |visit| Box::pin(one::archive(visit)) },
        ],
        ..below("/squads/{squad}")
    },
];

/// What these pages have in common.
const fn below(path: &'static str) -> Page {
    Page {
        path,
        title: "Squads",
        level: Level::Admin,
        nav: None,
        icon: Icon::Squad,
        show: |visit| Box::pin(list::show(visit)),
        forms: &[],
    }
}

fn tabs(visit: &Visit, current: &str) -> Markup {
    let all = [("Squads", "/squads"), ("Sales", "/squads/sales"), ("Settings", "/squads/settings")];
    ui::tabs("Squads", &all.map(|(label, path)| Link::new(label, visit.path(path))), current)
}

/// Emoji and name. An emoji of the server's own is left out: its picture would be asked of Discord.
fn titled(squad: &Squad) -> Markup {
    let emoji = squad.emoji.as_deref().filter(|emoji| !emoji.starts_with('<'));
    html! { @if let Some(emoji) = emoji { (emoji) " " } (squad.name) }
}
