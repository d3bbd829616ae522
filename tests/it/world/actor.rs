//! Somebody who does things, through the front door only.

use serde_json::Value;
use simulator::{Id, Interaction, Kind};

use super::{Said, World, runtime};

#[derive(Clone)]
pub struct Actor {
    pub world: World,
    pub id: Id,
    pub channel: Id,
    pub locale: Option<String>,
}

impl Actor {
    /// The same person with their client set to another language.
    pub fn speaking(&self, locale: &str) -> Actor {
        Actor { locale: Some(locale.to_owned()), ..self.clone() }
    }

    /// Types a command that their client lets them send.
    pub async fn runs(&self, command: &str) -> Said {
        let said = self.does(Kind::Command(command.to_owned())).await;
        assert!(said.exchange.id != 0, "the client would not send {command:?}: {:?}", said.exchange.wrong);
        said
    }

    /// Tries a command that their client refuses to send; why.
    pub async fn cannot_send(&self, command: &str) -> String {
        let said = self.interacts(Kind::Command(command.to_owned()), None).await;
        assert_eq!(said.exchange.id, 0, "the client sent {command:?}");
        said.exchange.wrong.join("; ")
    }

    /// A hostile client: any `data` of a command.
    pub async fn sends(&self, data: Value) -> Said {
        self.does(Kind::CommandData(data)).await
    }

    /// A hostile client: any component or modal.
    pub async fn sends_raw(&self, kind: u8, data: Value, message: Option<Id>) -> Said {
        self.does(Kind::Raw { kind, data, message }).await
    }

    /// The choices for the option being typed.
    pub async fn types(&self, command: &str, focused: &str) -> Vec<String> {
        let kind = Kind::Autocomplete { command: command.to_owned(), focused: focused.to_owned() };
        let said = self.does(kind).await;
        let choices = said.exchange.choices.clone().unwrap_or_else(|| panic!("no choices: {:?}", said.exchange));
        choices.iter().map(|choice| choice["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Presses the button with this label on an answer.
    pub async fn clicks(&self, on: &Said, label: &str) -> Said {
        let (message, custom_id) = on.control(label);
        self.does(Kind::Click { message, custom_id }).await
    }

    /// Chooses in the menu with this placeholder on an answer.
    pub async fn selects(&self, on: &Said, placeholder: &str, values: &[&str]) -> Said {
        let (message, custom_id) = on.control(placeholder);
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        self.does(Kind::Select { message, custom_id, values }).await
    }

    /// Fills in the form that was opened and sends it.
    pub async fn fills(&self, form: &Said, fields: &[(&str, &str)]) -> Said {
        let custom_id = form.exchange.modal.as_ref().and_then(|modal| modal["custom_id"].as_str());
        let custom_id = custom_id.unwrap_or_else(|| panic!("no form: {:?}", form.exchange.response)).to_owned();
        let values = fields.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
        self.does(Kind::Modal { custom_id, values }).await
    }

    /// Chooses a command on the menu of a person.
    pub async fn picks_on(&self, command: &str, person: Id) -> Said {
        self.does(Kind::UserCommand { name: command.to_owned(), target: person }).await
    }

    /// Presses the button with this label on a message of a channel.
    pub async fn clicks_on(&self, message: Id, label: &str) -> Said {
        let found = self.world.sim.state(|s| {
            let rows = s.messages.get(&message).map(|message| message.components.clone()).unwrap_or_default();
            let controls = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
            controls.into_iter().find(|control| control["label"] == label)
        });
        let control = found.unwrap_or_else(|| panic!("no control {label:?} on that message"));
        let custom_id = control["custom_id"].as_str().unwrap_or_default().to_owned();
        self.does(Kind::Click { message, custom_id }).await
    }

    /// Chooses a command on the menu of a message.
    pub async fn picks_on_message(&self, command: &str, message: Id) -> Said {
        self.does(Kind::MessageCommand { name: command.to_owned(), target: message }).await
    }

    /// Chooses a command on the menu of a person.
    pub async fn picks_on_user(&self, command: &str, target: Id) -> Said {
        self.does(Kind::UserCommand { name: command.to_owned(), target }).await
    }

    /// Writes a message.
    pub fn says(&self, text: &str) -> Id {
        self.world.sim.state(|s| s.say(self.channel, self.id, text))
    }

    /// What the bot wrote to them directly, oldest first, as it is now.
    pub fn dms(&self) -> Vec<String> {
        let messages: Vec<Value> = self.world.sim.state(|s| {
            let Some(dm) = s.dms.values().find(|dm| dm.user == self.id).map(|dm| dm.id) else { return Vec::new() };
            s.messages.values().filter(|message| message.channel == dm).map(|message| message.json(s)).collect()
        });
        messages.iter().map(|message| self.world.show_message(message)).collect()
    }

    pub async fn does(&self, kind: Kind) -> Said {
        let said = self.interacts(kind.clone(), None).await;
        // Discord may deliver everything twice; the second time must change nothing.
        if runtime::twice() && said.exchange.id != 0 {
            self.interacts(kind, Some(said.exchange.id)).await;
        }
        said
    }

    /// Delivers an interaction again.
    pub async fn again(&self, said: &Said, kind: Kind) -> Said {
        self.interacts(kind, Some(said.exchange.id)).await
    }

    async fn interacts(&self, kind: Kind, id: Option<Id>) -> Said {
        let interaction = Interaction {
            guild: Some(self.world.guild),
            channel: self.channel,
            user: self.id,
            locale: self.locale.clone(),
            kind,
            id,
        };
        let exchange = self.world.sim.interact(interaction).await;
        Said::of(self.world.clone(), exchange).await
    }
}
