//! A runtime program, Worker and control port that say just enough, and a playground on top of them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use simulator::playground::{Args, Running, start};
use tokio::sync::Notify;

use crate::world::{Reply, bytes_command, plain_client, send};

/// What the stand-in runtime has seen, and the Worker's lines.
#[derive(Default)]
pub struct Seen {
    logs: Vec<Value>,
    pub crons: Vec<u64>,
    news: Arc<Notify>,
}

pub type Shared = Arc<Mutex<Seen>>;

pub struct Play {
    pub running: Running,
    pub seen: Shared,
    pub http: reqwest::Client,
    pub state: Value,
    pub folder: PathBuf,
}

impl Drop for Play {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Play {
    pub async fn new() -> Play {
        let seen = Shared::default();
        let address = stand_in(seen.clone()).await;
        let folder = std::env::temp_dir().join(format!("simulator-playground-{}", rand::random::<u64>()));
        std::fs::create_dir_all(&folder).unwrap();
        let ready = json!({"ready": true, "worker": address, "control": address});
        // It says that it is ready and lives as long as its input, as the real one does.
        let script = format!("read -r first\necho '{ready}'\ncat > /dev/null\n");
        std::fs::write(folder.join("runtime.sh"), script).unwrap();
        std::fs::write(folder.join("commands.json"), bytes_command().to_string()).unwrap();
        std::fs::write(folder.join("index.html"), "<title>Playground</title>").unwrap();
        let words = ["--runtime", "sh runtime.sh", "--root", folder.to_str().unwrap(), "--commands"];
        let rest = [folder.join("commands.json"), "--assets".into(), folder.clone()];
        let given = words.into_iter().map(str::to_owned).chain(rest.iter().map(|path| path.display().to_string()));
        let running = start(Args::parse(given).unwrap()).await.unwrap_or_else(|reason| panic!("{reason}"));
        let mut play = Play { running, seen, http: plain_client(), state: Value::Null, folder };
        play.state = play.get("play/state").await.body;
        play
    }

    pub async fn get(&self, path: &str) -> Reply {
        send(self.http.get(format!("{}{path}", self.running.url))).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        send(self.http.post(format!("{}{path}", self.running.url)).json(&body)).await
    }

    pub fn member(&self, name: &str) -> String {
        named(&self.state["guild"]["members"], name)
    }

    pub fn channel(&self, name: &str) -> String {
        named(&self.state["guild"]["channels"], name)
    }

    pub async fn runs(&self, who: &str, text: &str) -> Reply {
        let body = json!({"as": self.member(who), "channel": self.channel("general"), "kind": "command", "text": text});
        self.post("play/interactions", body).await
    }
}

fn named(list: &Value, name: &str) -> String {
    let found = list.as_array().unwrap().iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("no {name}"))["id"].as_str().unwrap().to_owned()
}

/// Worker and control port in one: it answers every interaction and logs its end.
async fn stand_in(seen: Shared) -> String {
    let app = Router::new()
        .route("/interactions", post(interaction))
        .route("/logs", get(logs))
        .route("/scheduled", post(scheduled))
        .route("/d1", post(|| async { Json(json!({"results": []})) }))
        .with_state(seen);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

async fn interaction(
    State(seen): State<Shared>,
    Json(payload): Json<Value>,
) -> ([(&'static str, String); 1], Json<Value>) {
    let id = payload["id"].as_str().unwrap().to_owned();
    log(
        &seen,
        json!({"end": true, "correlation": id, "kind": "interaction", "trips": 2, "rows_read": 3, "outcome": "ok"}),
    );
    let flags = if payload["data"]["options"][0]["name"] == "read" { 64 } else { 0 };
    ([("x-correlation-id", id)], Json(json!({"type": 4, "data": {"content": "done", "flags": flags}})))
}

fn log(seen: &Shared, line: Value) {
    let mut seen = seen.lock().unwrap();
    let seq = seen.logs.len() + 1;
    seen.logs.push(json!({"seq": seq, "level": "log", "message": line.to_string(), "at": 0}));
    seen.news.notify_one();
}

async fn logs(State(seen): State<Shared>, Query(query): Query<Vec<(String, usize)>>) -> Json<Value> {
    let after = query.iter().find(|(name, _)| name == "after").map_or(0, |(_, value)| *value);
    let signal = seen.lock().unwrap().news.clone();
    let news = || seen.lock().unwrap().logs.get(after..).map(<[_]>::to_vec).unwrap_or_default();
    while news().is_empty() {
        // `log` stores the sign for who comes too late to wait for it.
        signal.notified().await;
    }
    let list = news();
    Json(json!({"next": after + list.len(), "logs": list}))
}

async fn scheduled(State(seen): State<Shared>, Json(body): Json<Value>) -> Json<Value> {
    seen.lock().unwrap().crons.push(body["time"].as_u64().unwrap());
    log(&seen, json!({"end": true, "kind": "cron", "command": "tick", "trips": 1}));
    Json(json!({"outcome": "ok"}))
}

/// The first events that a person's page is told.
pub async fn events(play: &Play, who: &str, count: usize) -> Vec<String> {
    let url = format!("{}play/events?as={}&after=0", play.running.url, play.member(who));
    let mut response = play.http.get(url).send().await.unwrap();
    let mut text = String::new();
    let reading = async {
        while text.matches("\n\n").count() < count {
            let chunk = response.chunk().await.unwrap().unwrap();
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
    };
    tokio::time::timeout(Duration::from_secs(10), reading).await.expect("events come");
    text.split("\n\n").filter(|event| !event.is_empty()).map(str::to_owned).collect()
}
