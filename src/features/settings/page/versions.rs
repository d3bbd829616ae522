//! Earlier versions of the settings in the dashboard, each with *Put back*.

use maud::{Render, html};

use super::tabs;
use crate::{
    app::{Acted, Settings, View, Visit},
    base::{
        error::{Error, Result},
        json::{self, Value},
        list,
        money::MAX,
        time::Time,
    },
    features::{
        audit::Origin,
        settings::{model::Version, sql, store},
    },
    platform::db,
    ui::{self, Badge, Button, Card, Column, Confirm, Empty, Icon, Pager, Row, Table, Tone, Undo, When},
};

/// Versions of a page.
const LISTED: i64 = 25;
const PATH: &str = "/settings/versions";

pub async fn versions(visit: Visit) -> Result<View> {
    let number = |name: &str| visit.asked(name).and_then(|text| text.parse::<i64>().ok());
    if let Some(one) = number("version") {
        return look(&visit, one).await;
    }
    let before = number("before");
    let rows = visit.read(vec![sql::list_versions_before(visit.guild, before.unwrap_or(MAX), LISTED + 1)]).await?;
    let mut versions: Vec<Version> = db::all(&rows, 0)?;
    let more = list::cut(&mut versions, LISTED);
    let base = visit.path(PATH);
    let older = versions.last().filter(|_| more).map(|last| format!("{base}?before={}", last.version));
    let nothing =
        Empty::new("Nothing was set yet", "Type /setup in your server: recommended settings are one press away.");
    let columns = [Column::number("Version")].into_iter().chain(["What", "By", "When"].map(Column::new));
    let table = Table::new("Versions, the newest first", columns)
        .rows(versions.iter().map(|version| line(&visit, version)))
        .empty(nothing.icon(Icon::Settings))
        .pager(Pager { newest: before.map(|_| base), older, shown: String::new() });
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
        let to = visit.path(&format!("{PATH}?version={}", version.version));
        Button::new("Look").quiet().of(format!("at version {}", version.version)).to(to).render()
    };
    let when = When { at: Time::from_millis(version.changed_at), now: visit.now };
    let cells = [
        html! { (version.version) },
        html! { (version.what) },
        ui::Person::new(version.changed_by, version.changed_by_name.as_deref().unwrap_or_default()).render(),
        when.render(),
    ];
    Row::new(cells).acts(act)
}

/// One version: what differs from now, what it holds, and *Put back*.
async fn look(visit: &Visit, number: i64) -> Result<View> {
    let rows = visit.read(vec![sql::find_version(visit.guild, number)]).await?;
    let version: Option<Version> = db::first(&rows, 0)?;
    let version = version.ok_or_else(gone)?;
    let then = members(&store::restored(visit, &visit.settings, &version));
    let now = members(&visit.settings);
    let mut places: Vec<&(String, String)> = then.iter().chain(&now).map(|(place, _)| place).collect();
    list::sort(&mut places);
    places.dedup();
    let value = |all: &[((String, String), String)], place: &(String, String)| {
        all.iter().find(|(known, _)| known == place).map(|(_, value)| value.clone())
    };
    let shown = |value: Option<String>| html! { @match value { Some(text) => (ui::code(&text)), None => span .soft { "as it comes" } } };
    let differs = places.iter().filter(|place| value(&then, place) != value(&now, place)).map(|place| {
        let name = label(visit, &place.0, &place.1);
        Row::new([html! { (name) }, shown(value(&now, place)), shown(value(&then, place))])
    });
    let same = Empty::new("Nothing differs", "This version says what is in force now.");
    let table = Table::new("What it changes", ["Setting", "Now", "Then"].map(Column::new)).rows(differs).empty(same);
    let whole =
        then.iter().map(|(place, value)| Row::new([html! { (label(visit, &place.0, &place.1)) }, ui::code(value)]));
    let whole = Table::new("What it holds", ["Setting", "Value"].map(Column::new))
        .rows(whole)
        .empty(Empty::new("Nothing is set", "Everything is as it comes."));
    let back = visit.path(PATH);
    let asks = Confirm {
        question: &format!("Put version {number} back?"),
        what: "What differs below is changed at once, for everybody.",
        undo: Undo::Possible("It becomes a version of its own; the one in force now can be put back."),
        form: visit.form("/settings/versions/back").keeps("version", number.to_string()),
        act: "Put back",
        back: &back,
        typed: None,
    };
    Ok(html! {
        (tabs(visit, "Versions"))
        (asks)
        (Card::new("What it changes", table.render()))
        (Card::new("What it holds", whole.render()))
    }
    .into())
}

/// Every member of every section, by section and name.
fn members(settings: &Settings) -> Vec<((String, String), String)> {
    let Ok(Value::Object(sections)) = json::value(&settings.json()) else { return Vec::new() };
    let mut all = Vec::new();
    for (section, members) in sections {
        for (name, value) in members.as_object().into_iter().flatten() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            all.push(((section.clone(), name.clone()), value));
        }
    }
    all
}

/// A setting's name as its form has it, with the form's title.
fn label(visit: &Visit, section: &str, name: &str) -> String {
    let form = visit.features.iter().filter_map(|feature| feature.settings).find(|form| form.name == section);
    let item = form.and_then(|form| form.items.iter().find(|item| item.name == name));
    format!("{}: {}", form.map_or(section, |form| form.title), item.map_or(name, |item| item.label))
}

fn gone() -> Error {
    Error::Refused(store::GONE.to_owned())
}

pub async fn put_back(visit: Visit) -> Result<Acted> {
    let number: i64 = visit.field("version").parse().map_err(|_| gone())?;
    store::put_back(&visit.ctx, Origin::Dashboard, number).await?;
    Ok(Acted::Done { to: "/settings/versions".to_owned(), said: format!("Version {number} is in force again.") })
}
