//! Bytes in the dashboard: the economy, rewards, the leaderboard, the ledger, files and the audit.

mod audit;
mod files;
mod heap;
mod ledger;
mod rewards;
mod settings;

use maud::{Markup, html};

pub use settings::FORM;

use crate::{
    app::{Form, Level, NavGroup, Page, Visit},
    ui::{self, Icon, Link},
};

pub const PAGES: &[Page] = &[
    Page {
        show: |visit| Box::pin(settings::show(visit)),
        nav: Some(NavGroup::Community),
        title: "Bytes",
        forms: &[
            Form { name: "save", level: Level::Admin, act: |visit| Box::pin(settings::save(visit)) },
            Form { name: "preview", level: Level::Admin, act: |visit| Box::pin(settings::preview(visit)) },
        ],
        ..below("/bytes")
    },
    Page {
        title: "Rewards",
        show: |visit| Box::pin(rewards::show(visit)),
        forms: &[
            Form { name: "set", level: Level::Admin, act: |visit| Box::pin(rewards::set(visit)) },
            Form { name: "remove", level: Level::Admin, act: |visit| Box::pin(rewards::remove(visit)) },
        ],
        ..below("/bytes/rewards")
    },
    Page {
        title: "Leaderboard",
        level: Level::Member,
        nav: Some(NavGroup::Community),
        icon: Icon::Chart,
        show: |visit| Box::pin(heap::show(visit)),
        ..below("/bytes/leaderboard")
    },
    Page { title: "Ledger", show: |visit| Box::pin(ledger::show(visit)), ..below("/bytes/ledger") },
    Page {
        title: "Import and export",
        show: |visit| Box::pin(files::show(visit)),
        forms: &[
            Form { name: "preview", level: Level::Admin, act: |visit| Box::pin(files::preview(visit)) },
            Form { name: "start", level: Level::Admin, act: |visit| Box::pin(files::start(visit)) },
            Form { name: "export", level: Level::Admin, act: |visit| Box::pin(files::export(visit)) },
        ],
        ..below("/bytes/import")
    },
    Page {
        title: "Audit of the ledger",
        show: |visit| Box::pin(audit::show(visit)),
        forms: &[Form { name: "run", level: Level::Admin, act: |visit| Box::pin(audit::run(visit)) }],
        ..below("/bytes/audit")
    },
];

/// What these pages have in common.
const fn below(path: &'static str) -> Page {
    Page {
        path,
        title: "Bytes",
        level: Level::Admin,
        nav: None,
        icon: Icon::Bytes,
        show: |visit| Box::pin(settings::show(visit)),
        forms: &[],
    }
}

const TABS: [(&str, &str); 6] = [
    ("Settings", "/bytes"),
    ("Rewards", "/bytes/rewards"),
    ("Leaderboard", "/bytes/leaderboard"),
    ("Ledger", "/bytes/ledger"),
    ("Import and export", "/bytes/import"),
    ("Audit", "/bytes/audit"),
];

/// The way between them, for whoever may go it.
fn tabs(visit: &Visit, current: &str) -> Markup {
    let links = TABS.map(|(label, path)| Link::new(label, visit.path(path)));
    html! { @if visit.level >= Level::Admin { (ui::tabs("Bytes", &links, current)) } }
}
