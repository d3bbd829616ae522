//! Short addresses of the deployment, `/go/<slug>`, with their clicks counted by where they came from. Owns `links`;
//! clicks are counters of the scope `link/<slug>`.

mod api;
mod holdings;
mod logic;
pub mod model;
mod page;
mod sql;

pub use logic::{referrer, scope};

use crate::{
    app::Feature,
    base::error::Result,
    platform::db::{Db, Rows},
};
use model::Link;

pub const FEATURE: Feature =
    Feature { pages: page::PAGES, routes: api::ROUTES, holdings: holdings::HOLDINGS, ..Feature::named("links") };

/// The series of counters that clicks are.
pub const CLICKS: &str = "click";

/// The link of a slug, also one that has expired.
///
/// # Errors
/// When the database does not serve.
pub async fn find(db: &Db, slug: &str) -> Result<Option<Link>> {
    if !logic::is_slug(slug) {
        return Ok(None);
    }
    let rows = db.batch(vec![sql::find_link(slug)]).await?;
    rows.first().map(Rows::first).transpose().map(Option::flatten)
}
