//! Messages as text that a person can read in a test.

use serde_json::Value;
use simulator::Id;

use super::World;

/// `EPHEMERAL` of Discord's message flags.
const EPHEMERAL: u64 = 64;

impl World {
    /// A message as text: content, embeds, components, files.
    pub fn show_message(&self, message: &Value) -> String {
        let mut lines = Vec::new();
        let content = message["content"].as_str().unwrap_or_default();
        if !content.is_empty() {
            lines.push(content.to_owned());
        }
        for embed in array(&message["embeds"]) {
            lines.push(format!("# {}", text(&embed["title"])));
            lines.extend(embed["description"].as_str().map(str::to_owned));
            for field in array(&embed["fields"]) {
                lines.push(format!("{}: {}", text(&field["name"]), text(&field["value"])));
            }
            lines.extend(embed["footer"]["text"].as_str().map(|footer| format!("({footer})")));
        }
        for file in array(&message["attachments"]) {
            lines.push(format!("file {}", text(&file["filename"])));
        }
        for row in array(&message["components"]) {
            let controls: Vec<String> = array(&row["components"]).map(control).collect();
            lines.push(controls.join(" "));
        }
        let flags = message["flags"].as_u64().unwrap_or_default();
        let mark = if flags & EPHEMERAL != 0 { "(ephemeral) " } else { "" };
        self.show(&format!("{mark}{}", lines.join("\n")))
    }

    /// The last message that an interaction made, its answer or a follow-up.
    pub fn last_message_of(&self, interaction: Id) -> String {
        let events = self.sim.events(0);
        let made = events.iter().rev().filter(|event| event.interaction == Some(interaction));
        let message = made
            .filter_map(|event| event.message_id)
            .find_map(|id| self.sim.state(|s| s.messages.get(&id).map(|message| message.json(s))));
        self.show_message(&message.unwrap_or_else(|| panic!("the interaction made no message")))
    }
}

fn control(control: &Value) -> String {
    let off = if control["disabled"] == true { " off" } else { "" };
    match control["label"].as_str() {
        Some(label) => format!("[{label}{off}]"),
        None => format!("[{} ▾{off}]", text(&control["placeholder"])),
    }
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
