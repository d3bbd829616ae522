//! A guild with a cast, a stand-in Worker that answers as told, and REST calls with the bot's token.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};
use simulator::{Exchange, Id, Interaction, Kind, Options, Simulator, permission};

type Answer = Box<dyn Fn(&Value) -> Value + Send>;

pub struct World {
    pub sim: Simulator,
    pub guild: Id,
    pub general: Id,
    pub mods: Id,
    pub bot_role: Id,
    pub owner: Id,
    pub ada: Id,
    pub ben: Id,
    answer: Arc<Mutex<Answer>>,
    credulous: Arc<AtomicBool>,
    http: reqwest::Client,
}

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    pub fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or(u64::MAX)
    }
}

pub fn document() -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/discord/openapi.json");
    path.exists().then_some(path)
}

impl World {
    pub async fn new() -> World {
        World::with(Options::default()).await
    }

    pub async fn with(options: Options) -> World {
        let sim = Simulator::start(options).await;
        let answer: Arc<Mutex<Answer>> = Arc::new(Mutex::new(Box::new(|_| say("ok"))));
        let credulous = Arc::new(AtomicBool::new(false));
        sim.set_worker(&worker(sim.public_key(), answer.clone(), credulous.clone()).await);
        let (guild, general, mods, bot_role, owner, ada, ben) = sim.state(|state| {
            let (owner, ada, ben) = (state.add_user("olive"), state.add_user("ada"), state.add_user("ben"));
            let guild = state.add_guild("The Lantern Society", owner);
            state.add_member(guild, ada);
            state.add_member(guild, ben);
            let general = state.add_channel(guild, "general");
            let mods = state.add_private_channel(guild, "mods", &[]);
            let rights = permission::MANAGE_ROLES | permission::MODERATE_MEMBERS | permission::MANAGE_CHANNELS;
            let bot_role = state.add_bot_to(guild, rights);
            (guild, general, mods, bot_role, owner, ada, ben)
        });
        let http =
            reqwest::Client::builder().no_proxy().user_agent("DiscordBot (https://example.org, 1)").build().unwrap();
        World { sim, guild, general, mods, bot_role, owner, ada, ben, answer, credulous, http }
    }

    /// What the stand-in Worker answers from now on.
    pub fn answers(&self, answer: impl Fn(&Value) -> Value + Send + 'static) {
        *self.answer.lock().unwrap() = Box::new(answer);
    }

    /// The stand-in Worker takes every signature for good.
    pub fn believes_everybody(&self) {
        self.credulous.store(true, Ordering::Relaxed);
    }

    pub async fn does(&self, user: Id, kind: Kind) -> Exchange {
        let place = (Some(self.guild), self.general);
        let (guild, channel) = place;
        self.sim.interact(Interaction { guild, channel, user, locale: None, kind, id: None }).await
    }

    pub async fn runs(&self, user: Id, text: &str) -> Exchange {
        self.does(user, Kind::Command(text.into())).await
    }

    pub async fn call(&self, method: &str, path: &str, body: Value) -> Reply {
        let token = format!("Bot {}", self.sim.bot_token());
        let request = self.request(method, path).header("authorization", token);
        send(if body.is_null() { request } else { request.json(&body) }).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, Value::Null).await
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        self.http.request(method, format!("{}{path}", self.sim.api_base()))
    }

    pub async fn register(&self, commands: Value) -> Reply {
        let path = format!("/applications/{}/commands", self.sim.application_id());
        self.call("PUT", &path, commands).await
    }

    /// The webhook path of an interaction.
    pub fn webhook(&self, exchange: &Exchange) -> String {
        let token = self.sim.state(|state| state.interactions[&exchange.id].token.clone());
        format!("/webhooks/{}/{token}", self.sim.application_id())
    }

    pub fn content(&self, message: Id) -> String {
        self.sim.state(|state| state.messages[&message].content.clone())
    }

    /// No rule was broken.
    pub fn all_well(&self) {
        assert_eq!(self.sim.problems(), []);
    }
}

/// A client that goes straight to loopback addresses and says nothing of itself.
pub fn plain_client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

pub async fn send(request: reqwest::RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or(Value::Null);
    Reply { status, headers, body }
}

pub fn say(content: &str) -> Value {
    json!({"type": 4, "data": {"content": content}})
}

pub fn whisper(content: &str) -> Value {
    json!({"type": 4, "data": {"content": content, "flags": 64}})
}

pub fn bytes_command() -> Value {
    json!([{"name": "bytes", "description": "Bytes", "options": [
        {"type": 1, "name": "read", "description": "Read"},
        {"type": 1, "name": "send", "description": "Send", "options": [
            {"type": 6, "name": "user", "description": "Whom", "required": true},
            {"type": 4, "name": "amount", "description": "How many", "required": true, "min_value": 1},
            {"type": 3, "name": "reason", "description": "Why", "max_length": 20},
        ]},
    ]}, {"name": "Report", "type": 3}, {"name": "History", "type": 2}])
}

/// A Worker that checks signatures and answers as told: with JSON, with an empty body and a status
/// (`{"status": 204}`), or never (`{"late": true}`).
async fn worker(public_key: String, answer: Arc<Mutex<Answer>>, credulous: Arc<AtomicBool>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let handler = move |headers: HeaderMap, body: Bytes| async move {
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let key: [u8; 32] = hex::decode(&public_key).unwrap().try_into().unwrap();
        let signature: [u8; 64] = hex::decode(header("x-signature-ed25519")).unwrap().try_into().unwrap();
        let message = [header("x-signature-timestamp").as_bytes(), &body].concat();
        let key = VerifyingKey::from_bytes(&key).unwrap();
        let forged = key.verify_strict(&message, &Signature::from_bytes(&signature)).is_err();
        if forged && !credulous.load(Ordering::Relaxed) {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let payload: Value = serde_json::from_slice(&body).unwrap();
        let text = (answer.lock().unwrap())(&payload);
        let id = payload["id"].as_str().unwrap_or("none").to_owned();
        if let Some(status) = text["status"].as_u64() {
            let status = StatusCode::from_u16(status as u16).unwrap();
            return (status, [(header::CONTENT_TYPE, "application/json")]).into_response();
        }
        match text["late"].is_null() {
            true => (
                [(header::CONTENT_TYPE.as_str(), "application/json".to_owned()), ("x-correlation-id", id)],
                text.to_string(),
            )
                .into_response(),
            false => std::future::pending().await,
        }
    };
    let app = Router::new().fallback(handler);
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}
