//! Earlier versions of the settings in the dashboard, each with *Put back*.

use maud::{Markup, html};

use super::{model::Version, sql, store};
use crate::{
    app::{Acted, Form, Level, NavGroup, Page, Settings, View, Visit},
    base::{
        error::{Error, Result},
        time::Time,
    },
    features::audit::Origin,
    platform::db::Rows,
    ui::{self, Tone},
};

/// Versions that are listed.
const LISTED: i64 = 50;

pub const PAGES: &[Page] = &[Page {
    path: "/settings",
    title: "Settings",
    level: Level::Admin,
    nav: Some(NavGroup::SetUp),
    show: |visit| Box::pin(versions(visit)),
    forms: &[Form { name: "back", level: Level::Admin, act: |visit| Box::pin(put_back(visit)) }],
}];

async fn versions(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::list_versions(visit.guild, LISTED)]).await?;
    let versions: Vec<Version> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    Ok(html! {
        p { "Settings are chosen with /setup in the server. Each change is a version here, and can be put back; "
            "that is a version too, so nothing is lost by trying." }
        @if versions.is_empty() {
            (ui::empty("Nothing was set yet", "Type /setup in your server: recommended settings are one press away."))
        } @else {
            table {
                caption { "The newest first" }
                thead { tr { @for head in ["Version", "What", "By", "When", "Put back"] { th scope="col" { (head) } } } }
                tbody { @for version in &versions { (line(&visit, version)) } }
            }
        }
    }
    .into())
}

fn line(visit: &Visit, version: &Version) -> Markup {
    html! {
        tr {
            th scope="row" { (version.version) }
            td data-label="What" { (version.what) }
            td data-label="By" { code { (version.changed_by) } }
            td data-label="When" { (ui::when(Time::from_millis(version.changed_at), visit.now)) }
            td data-label="Put back" {
                @if version.version == visit.settings.version { (ui::badge(Tone::Good, "in force")) }
                @else {
                    form method="post" action=(visit.path("/settings/back")) {
                        (visit.mark())
                        input type="hidden" name="version" value=(version.version);
                        button aria-label={ "Put version " (version.version) " back" } { "Put back" }
                    }
                }
            }
        }
    }
}

async fn put_back(visit: Visit) -> Result<Acted> {
    let gone = || Error::Refused("This version is not kept any more.".to_owned());
    let number: i64 = visit.field("version").parse().map_err(|_| gone())?;
    let rows = visit.read(vec![sql::find_version(visit.guild, number)]).await?;
    let version: Option<Version> = rows.first().map(Rows::first).transpose()?.flatten();
    let version = version.ok_or_else(gone)?;
    let what = format!("version {number}");
    store::update(&visit.ctx, Origin::Dashboard, &what, |before| Ok(Settings::stored(before.version, &version.json)))
        .await?;
    Ok(Acted::Done { to: "/settings".to_owned(), said: format!("Version {number} is in force again.") })
}
