//! The commands that Discord knows, brought to what this release has; as `scripts/register` does it.

use serde_json::{Value, json};

use crate::{
    app::api::Call,
    base::{
        error::{Error, Missing, Result},
        json::{self as base_json},
    },
    discord::rest,
    features::audit::{self, Entry, Origin},
};

/// What Discord adds to a command of its own accord.
const ADDED: &[&str] = &["id", "application_id", "guild_id", "version", "dm_permission"];

/// Registers the commands where they differ from those of this release.
///
/// # Errors
/// What Discord refused with, or why it did not answer.
pub async fn register(call: Call) -> Result<Value> {
    let application = call.config.application.ok_or(Error::Without(Missing::Variable("DISCORD_APPLICATION_ID")))?;
    let wanted =
        base_json::value(&call.file).map_err(|fault| Error::internal("reading the list of commands", fault))?;
    let present: Value = call.discord.read(rest::get_commands_whole(application)).await?;
    let (made, changed, removed) = differences(&wanted, &present);
    if !(made.is_empty() && changed.is_empty() && removed.is_empty()) {
        let after = Some([made.as_slice(), &changed, &removed].concat().join(" "));
        let entry = Entry { action: "settings.sync", origin: Origin::Api, subject: None, before: None, after };
        // Written first, as a plan: a row of an act that Discord refused is better than an act that no row tells of.
        match call.db.batch(vec![audit::record(&call, entry)]).await {
            Err(error) if audit::is_told(&error) => {}
            written => drop(written?),
        }
        call.discord.send(rest::put_commands(application, &wanted)).await?;
    }
    let registered = list(&wanted).len();
    Ok(json!({ "registered": registered, "made": made, "changed": changed, "removed": removed }))
}

fn list(commands: &Value) -> &[Value] {
    commands.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The names of what is new, what is otherwise, and what goes.
fn differences(wanted: &Value, present: &Value) -> (Vec<String>, Vec<String>, Vec<String>) {
    let in_list = |all: &Value, one: &Value| {
        list(all).iter().find(|known| known["name"] == one["name"] && kind(known) == kind(one)).cloned()
    };
    let name = |command: &Value| command["name"].as_str().unwrap_or_default().to_owned();
    let (mut made, mut changed, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    for command in list(wanted) {
        match in_list(present, command) {
            None => made.push(name(command)),
            Some(known) if plain(&known) != plain(command) => changed.push(name(command)),
            Some(_) => {}
        }
    }
    for command in list(present) {
        if in_list(wanted, command).is_none() {
            removed.push(name(command));
        }
    }
    (made, changed, removed)
}

/// Source: Discord reference, "Application Command Types": 1 where it is left out.
fn kind(command: &Value) -> i64 {
    command["type"].as_i64().unwrap_or(1)
}

/// Without what Discord adds, and without what says nothing.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let told = members.iter().filter(|(name, _)| !ADDED.contains(&name.as_str()));
            let told = told.map(|(name, value)| (name.clone(), plain(value)));
            Value::Object(told.filter(|(_, value)| !says_nothing(value)).collect())
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_is_compared() {
        let wanted = json!([
            { "name": "a", "type": 1, "description": "x", "options": [{ "name": "o", "type": 3, "max_length": 5 }] },
            { "name": "b", "type": 1, "description": "x" },
            { "name": "b", "type": 2 },
        ]);
        let present = json!([
            { "id": "1", "version": "7", "name": "a", "description": "x", "description_localizations": null, "type": 1,
              "nsfw": false, "options": [{ "name": "o", "type": 3, "max_length": 5, "required": false }] },
            { "id": "2", "name": "b", "type": 1, "description": "y" },
            { "id": "3", "name": "old", "type": 1 },
        ]);
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(differences(&wanted, &present), (names(&["b"]), names(&["b"]), names(&["old"])));
        assert_eq!(differences(&wanted, &wanted), (Vec::new(), Vec::new(), Vec::new()));
    }
}
