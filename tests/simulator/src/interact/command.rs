//! Commands: from typed text, or a user or message picked, to the `data` that Discord sends.

use serde_json::{Value, json};

use crate::Id;
use crate::interact::assign::assign;
use crate::interact::resolve::Resolved;
use crate::interact::text::word;
use crate::interact::{Interaction, options, prepare};
use crate::state::State;
use crate::state::command::{CHAT_INPUT, USER, option};

/// `bytes send` from the `data` of a command.
pub(super) fn full_name(data: &Value) -> String {
    let mut name = data["name"].as_str().unwrap_or("?").to_owned();
    let mut level = data;
    while let Some(inner) = nested(level) {
        name = format!("{name} {}", inner["name"].as_str().unwrap_or("?"));
        level = inner;
    }
    name
}

fn nested(level: &Value) -> Option<&Value> {
    level["options"].as_array()?.iter().find(|one| is_nesting(one))
}

fn is_nesting(value: &Value) -> bool {
    matches!(value["type"].as_u64(), Some(option::SUBCOMMAND | option::GROUP))
}

/// A command line found among the registered commands: the path to its leaf, and the text behind.
struct Found {
    command: Value,
    /// Group and subcommand, outermost first.
    path: Vec<Value>,
    rest: String,
}

impl Found {
    fn leaf(&self) -> &Value {
        self.path.last().unwrap_or(&self.command)
    }

    fn specs(&self) -> Vec<Value> {
        self.leaf()["options"].as_array().cloned().unwrap_or_default()
    }

    /// The `data` around the leaf's options.
    fn data(&self, options: Vec<Value>, resolved: Resolved) -> Value {
        let mut inner = options;
        for level in self.path.iter().rev() {
            inner = vec![json!({"name": level["name"], "type": level["type"], "options": inner})];
        }
        let mut data = json!({"id": self.command["id"], "name": self.command["name"], "type": CHAT_INPUT});
        if !inner.is_empty() {
            data["options"] = json!(inner);
        }
        finish(&self.command, data, resolved)
    }
}

fn finish(command: &Value, mut data: Value, resolved: Resolved) -> Value {
    if let Some(resolved) = resolved.into_json() {
        data["resolved"] = resolved;
    }
    if let Some(guild) = command.get("guild_id") {
        data["guild_id"] = guild.clone();
    }
    data
}

fn find(state: &State, interaction: &Interaction, text: &str) -> Result<Found, String> {
    let text = text.trim();
    let (name, mut rest) = word(text.strip_prefix('/').unwrap_or(text));
    let command = state.commands.find(interaction.guild, CHAT_INPUT, name).cloned();
    let command = command.ok_or_else(|| format!("no such command is registered: /{name}"))?;
    prepare::usable(state, interaction, &command)?;
    let mut path: Vec<Value> = Vec::new();
    loop {
        let level = path.last().unwrap_or(&command);
        let inner: Vec<&Value> =
            level["options"].as_array().into_iter().flatten().filter(|one| is_nesting(one)).collect();
        if inner.is_empty() {
            return Ok(Found { command, path, rest: rest.to_owned() });
        }
        let (name, after) = word(rest);
        let found = inner.into_iter().find(|one| one["name"] == name).cloned();
        let missing = || match name {
            "" => format!("{text} wants a subcommand"),
            name => format!("{text}: there is no subcommand {name}"),
        };
        path.push(found.ok_or_else(missing)?);
        rest = after;
    }
}

/// The `data` of a complete command, or everything the client would complain about.
pub(super) fn parse(state: &mut State, interaction: &Interaction, text: &str) -> Result<Value, Vec<String>> {
    let found = find(state, interaction, text).map_err(|wrong| vec![wrong])?;
    let specs = found.specs();
    let given = assign(state, interaction, &specs, &found.rest).map_err(|wrong| vec![wrong])?;
    let (mut out, mut wrong, mut resolved) = (Vec::new(), Vec::new(), Resolved::default());
    for (index, text) in &given {
        let Some(spec) = specs.get(*index) else { continue };
        match options::value(state, interaction, spec, text, &mut resolved) {
            Ok(value) => out.push(json!({"name": spec["name"], "type": spec["type"], "value": value})),
            Err(reason) => wrong.push(reason),
        }
    }
    for (index, spec) in specs.iter().enumerate() {
        if spec["required"] == true && !given.iter().any(|(given, _)| *given == index) {
            wrong.push(format!("option {} is required", spec["name"].as_str().unwrap_or_default()));
        }
    }
    match wrong.is_empty() {
        true => Ok(found.data(out, resolved)),
        false => Err(wrong),
    }
}

/// The `data` of an autocomplete: what is typed so far, the focused option raw.
pub(super) fn parse_partial(
    state: &mut State,
    interaction: &Interaction,
    text: &str,
    focused: &str,
) -> Result<Value, Vec<String>> {
    let one = |wrong: String| vec![wrong];
    let found = find(state, interaction, text).map_err(one)?;
    let specs = found.specs();
    let spec = specs.iter().find(|spec| spec["name"] == focused);
    let spec = spec.ok_or_else(|| one(format!("there is no option {focused}")))?;
    if spec["autocomplete"] != true {
        return Err(one(format!("option {focused} has no autocomplete")));
    }
    let given = assign(state, interaction, &specs, &found.rest).map_err(one)?;
    let (mut out, mut resolved) = (Vec::new(), Resolved::default());
    let mut typed = false;
    for (index, text) in &given {
        let Some(spec) = specs.get(*index) else { continue };
        if spec["name"] == focused {
            typed = true;
            out.push(json!({"name": focused, "type": spec["type"], "value": text, "focused": true}));
        } else if let Ok(value) = options::value(state, interaction, spec, text, &mut resolved) {
            out.push(json!({"name": spec["name"], "type": spec["type"], "value": value}));
        }
    }
    if !typed {
        out.push(json!({"name": focused, "type": spec["type"], "value": "", "focused": true}));
    }
    Ok(found.data(out, Resolved::default()))
}

/// The `data` of a command on a user or a message.
pub(super) fn on_target(
    state: &State,
    interaction: &Interaction,
    command: &Value,
    kind: u64,
    target: Id,
) -> Result<Value, String> {
    let mut resolved = Resolved::default();
    if kind == USER {
        if !state.users.contains_key(&target) {
            return Err(format!("there is no user {target}"));
        }
        resolved.user(state, interaction, target);
    } else {
        let seen = state.messages.get(&target).is_some_and(|message| {
            message.channel == interaction.channel && message.only_for.is_none_or(|only| only == interaction.user)
        });
        if !seen {
            return Err(format!("there is no message {target} to be seen here"));
        }
        resolved.message(state, target);
    }
    let data = json!({
        "id": command["id"], "name": command["name"], "type": kind, "target_id": target.to_string(),
    });
    Ok(finish(command, data, resolved))
}
