//! `/`: the first page.

use maud::html;

use crate::{
    app::{Level, NavGroup, Page, View, Visit},
    base::error::Result,
};

pub const PAGES: &[Page] = &[Page {
    path: "/",
    title: "Overview",
    level: Level::Member,
    nav: Some(NavGroup::Guild),
    show: |visit| Box::pin(overview(visit)),
    forms: &[],
}];

async fn overview(visit: Visit) -> Result<View> {
    Ok(html! { p { "Welcome, " (visit.actor.name) "." } }.into())
}
