//! Plain HTTP to the Worker, signed as Discord signs or not at all.

use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

use super::World;

/// What the Worker answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON, `null` when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl World {
    /// The time stamp that Discord would send now.
    pub fn timestamp(&self) -> String {
        (self.sim.clock().now() / 1_000).to_string()
    }

    /// Sends a body to `/interactions` with a signature that holds.
    pub async fn post_signed(&self, body: &[u8]) -> Answer {
        let timestamp = self.timestamp();
        let signature = self.sim.sign(&timestamp, body);
        self.post(&[("x-signature-ed25519", &signature), ("x-signature-timestamp", &timestamp)], body).await
    }

    /// Sends a body to `/interactions` with these headers.
    pub async fn post(&self, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.fetch(Method::POST, "/interactions", headers, body.to_vec()).await
    }

    /// Any request.
    pub async fn fetch(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let request = self.with_runtime(|runtime| runtime.http.request(method, format!("{}{path}", runtime.worker)));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let answer = request.body(body).send().await.expect("the Worker answers");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.bytes().await.expect("the answer is whole");
        Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// A call of Discord with the bot's token, as `scripts/deploy` makes it.
    pub async fn calls_discord(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request =
            self.with_runtime(|runtime| runtime.http.request(method, format!("{}{path}", runtime.sim.api_base())));
        let request = request.header("authorization", format!("Bot {}", self.sim.bot_token()));
        let answer = request.header("user-agent", "DiscordBot (tests, 1)").json(body).send().await;
        let answer = answer.expect("the simulator answers");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Answer { status, headers, body: answer.text().await.expect("the answer is whole") }
    }

    /// Everything that the Worker of this runtime has logged so far.
    pub async fn log_lines(&self) -> Vec<String> {
        let request = self.with_runtime(|runtime| runtime.http.get(format!("{}/logs?after=0", runtime.control)));
        let answer: Value = request.send().await.expect("the control port answers").json().await.expect("JSON");
        let lines = answer["logs"].as_array().into_iter().flatten();
        lines.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Waits until so many error lines of this story were logged.
    pub async fn wait_for_errors(&self, count: usize) {
        for _ in 0..20 {
            self.read_logs(0).await;
            if self.errors.borrow().len() >= count {
                return;
            }
            self.read_logs(500).await;
        }
        panic!("{count} error lines never came: {:?}", self.errors.borrow());
    }

    /// How many `end` lines of interactions this story has seen.
    pub async fn interaction_ends(&self) -> usize {
        self.read_logs(0).await;
        self.ends.borrow().iter().filter(|end| end.kind == "interaction").count()
    }
}
