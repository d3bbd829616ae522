//! Log channels as they are chosen in the dashboard: one for each kind of acts.

use super::model::{Kind, Logs};
use crate::{
    app::{
        Item, Settings, SettingsForm,
        form::{self, Wrong},
    },
    base::{
        ids,
        json::{Object, Value},
        time::Time,
    },
};

pub const FORM: SettingsForm = SettingsForm {
    whole,
    kept,
    ..SettingsForm::of::<Logs>("Logs", "Acts are told in these channels, a kind in each or all in one.", ITEMS)
};

const fn item(name: &'static str, label: &'static str) -> Item {
    Item { name, label, help: "", kind: form::Kind::Channel("not told") }
}

const ITEMS: &[Item] = &[
    item("all", "Everything"),
    item("moderation", "Moderation"),
    item("verification", "Verification"),
    item("bytes", "Bytes"),
    item("squads", "Squads"),
    item("settings", "Settings"),
];

fn whole(settings: &Settings) -> Object {
    let logs: Logs = settings.section();
    let channels = logs.channels.iter().map(|(kind, channel)| (kind.word().to_owned(), channel.to_string().into()));
    channels.collect()
}

fn kept(settings: &Settings, members: Object, _: Time) -> Result<Settings, Wrong> {
    let chosen = |kind: &Kind| members.get(kind.word()).and_then(Value::as_str).and_then(ids::parse);
    let logs = Kind::ALL.iter().fold(Logs::default(), |logs, kind| logs.with(*kind, chosen(kind)));
    Ok(form::changed(settings, &logs))
}
