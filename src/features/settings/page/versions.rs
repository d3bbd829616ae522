//! Earlier versions of the settings in the dashboard, each with *Put back*.

use maud::{Render, html};

use super::tabs;
use crate::{
    app::{Acted, View, Visit},
    base::{
        error::{Error, Result},
        time::Time,
    },
    features::{
        audit::Origin,
        settings::{model::Version, sql, store},
    },
    platform::db,
    ui::{self, Badge, Button, Column, Empty, Icon, Row, Table, Tone, When},
};

/// Versions that are listed.
const LISTED: i64 = 50;

pub async fn versions(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::list_versions(visit.guild, LISTED)]).await?;
    let versions: Vec<Version> = db::all(&rows, 0)?;
    let nothing =
        Empty::new("Nothing was set yet", "Type /setup in your server: recommended settings are one press away.");
    let columns = [Column::number("Version")].into_iter().chain(["What", "By", "When"].map(Column::new));
    let table = Table::new("Versions, the newest first", columns)
        .rows(versions.iter().map(|version| line(&visit, version)))
        .empty(nothing.icon(Icon::Settings));
    Ok(html! {
        (tabs(&visit, "Versions"))
        p { "Each change of the settings, here or in the server, is a version and can be put back; "
            "that is a version too, so nothing is lost by trying." }
        (table)
    }
    .into())
}

fn line(visit: &Visit, version: &Version) -> Row {
    let act = if version.version == visit.settings.version {
        Badge { words: "in force", tone: Tone::Good }.render()
    } else {
        let back = Button::new("Put back").quiet().of(format!("version {}", version.version));
        visit
            .form("/settings/versions/back")
            .keeps("version", version.version.to_string())
            .inline()
            .button(back)
            .render()
    };
    let when = When { at: Time::from_millis(version.changed_at), now: visit.now };
    let cells = [
        html! { (version.version) },
        html! { (version.what) },
        ui::code(&version.changed_by.to_string()),
        when.render(),
    ];
    Row::new(cells).acts(act)
}

pub async fn put_back(visit: Visit) -> Result<Acted> {
    let gone = || Error::Refused("This version is not kept any more.".to_owned());
    let number: i64 = visit.field("version").parse().map_err(|_| gone())?;
    store::put_back(&visit.ctx, Origin::Dashboard, number).await?;
    Ok(Acted::Done { to: "/settings/versions".to_owned(), said: format!("Version {number} is in force again.") })
}
