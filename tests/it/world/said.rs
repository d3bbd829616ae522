//! What came of an interaction, once everything it caused is done.

use expect_test::Expect;
use serde_json::Value;
use simulator::{Exchange, Id};

use super::{End, World};

pub struct Said {
    pub world: World,
    pub exchange: Exchange,
    pub end: End,
    /// What was to be seen when everything was done, before anything else happened.
    shown: Option<String>,
}

impl Said {
    /// Waits for the `end` line, so that deferred answers and acts are there.
    pub async fn of(world: World, exchange: Exchange) -> Said {
        if exchange.id == 0 {
            return Said { world, exchange, end: End::default(), shown: None };
        }
        assert!(
            exchange.wrong.is_empty(),
            "Discord would not take this answer: {:?}\n{:?}",
            exchange.wrong,
            exchange.response
        );
        let correlation = exchange.id.to_string();
        let count = {
            let mut awaited = world.awaited.borrow_mut();
            awaited.push((correlation.clone(), 0));
            awaited.iter().filter(|(known, _)| *known == correlation).count()
        };
        let end = world.ended(&correlation, count).await;
        let mut said = Said { world, exchange, end, shown: None };
        said.shown = said.seen();
        said
    }

    fn message_id(&self) -> Option<Id> {
        // After a deferred update it is the message on which the control stands.
        let pressed = self.exchange.request["message"]["id"].as_str().and_then(|id| id.parse().ok());
        self.exchange.message.or(pressed)
    }

    /// The message as everybody, or the one who asked, sees it now.
    pub fn message(&self) -> Value {
        let id = self.message_id().unwrap_or_else(|| panic!("no message: {:?}", self.exchange.response));
        self.world.sim.state(|s| {
            let message = s.messages.get(&id).unwrap_or_else(|| panic!("the message is gone"));
            message.json(s)
        })
    }

    /// As text, with ids and times under stable names.
    pub fn text(&self) -> String {
        self.shown.clone().unwrap_or_else(|| panic!("nothing was to be seen: {:?}", self.exchange.response))
    }

    fn seen(&self) -> Option<String> {
        if let Some(modal) = &self.exchange.modal {
            return Some(self.world.show(&format!("modal {modal}")));
        }
        let refused = self.end.outcome != "ok";
        if refused && self.end.deferred {
            return Some(self.world.last_message_of(self.exchange.id));
        }
        let message = self.message_id()?;
        self.world
            .sim
            .state(|s| s.messages.get(&message).map(|message| message.json(s)))
            .map(|json| self.world.show_message(&json))
    }

    pub fn replied(&self, expected: Expect) -> &Said {
        expected.assert_eq(&self.text());
        self
    }

    /// A refusal: the sentence is for the one who asked only.
    pub fn was_refused(&self, expected: Expect) -> &Said {
        let text = self.refusal();
        expected.assert_eq(&text);
        self
    }

    fn refusal(&self) -> String {
        assert!(
            matches!(self.end.outcome.as_str(), "refused" | "without"),
            "not refused: {} {}",
            self.end.outcome,
            self.text()
        );
        let text = self.text();
        text.strip_prefix("(ephemeral) ").unwrap_or_else(|| panic!("others can read the refusal: {text}")).to_owned()
    }

    /// D1 round trips, all of them and those before the answer.
    pub fn trips(&self) -> (u64, u64) {
        (self.end.trips, self.end.trips_to_answer)
    }

    /// The control whose label or placeholder starts with this text: its message and `custom_id`.
    pub fn control(&self, label: &str) -> (Id, String) {
        let message = self.message();
        let rows = message["components"].as_array().into_iter().flatten();
        let mut controls = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let fits = |control: &&Value| {
            ["label", "placeholder"]
                .iter()
                .any(|key| control[*key].as_str().is_some_and(|text| text.starts_with(label)))
        };
        let control = controls.find(fits).unwrap_or_else(|| panic!("no control {label:?} on {}", self.text()));
        let id = message["id"].as_str().and_then(|id| id.parse().ok()).expect("a message has an id");
        (id, control["custom_id"].as_str().unwrap_or_default().to_owned())
    }
}
