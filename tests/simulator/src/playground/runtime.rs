//! The runtime program as a child: started with its configuration, ended by the end of its input.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::Mutex;

use crate::Id;
use crate::playground::Args;
use crate::simulator::Simulator;

/// How long the Worker may take to come up.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Runtime {
    pub(crate) worker: String,
    pub(crate) control: Control,
    child: Mutex<Child>,
    /// Held open: its end is the child's sign to go.
    _stdin: ChildStdin,
}

impl Runtime {
    pub(super) async fn start(args: &Args, simulator: &Simulator, operator: Id) -> Result<Runtime, String> {
        let (program, rest) = args.runtime.split_first().ok_or("no runtime program is named")?;
        let mut child = Command::new(program)
            .args(rest)
            .current_dir(&args.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{program}: {error}"))?;
        let mut stdin = child.stdin.take().ok_or("the runtime program has no input")?;
        let stdout = child.stdout.take().ok_or("the runtime program has no output")?;
        let first = format!("{}\n", configuration(args, simulator, operator));
        // A program that has ended already is told apart below, by its missing line.
        let _ = stdin.write_all(first.as_bytes()).await;
        let mut lines = BufReader::new(stdout).lines();
        let line = match tokio::time::timeout(PATIENCE, lines.next_line()).await {
            Ok(Ok(Some(line))) => line,
            Ok(_) => return Err(format!("{program} ended before it was ready")),
            Err(_) => return Err(format!("{program} was not ready within {} s", PATIENCE.as_secs())),
        };
        let ready: Value = serde_json::from_str(&line).map_err(|_| format!("{program} said: {line}"))?;
        let address = |name: &str| ready[name].as_str().map(str::to_owned);
        match (address("worker"), address("control")) {
            (Some(worker), Some(control)) if ready["ready"] == true => Ok(Runtime {
                worker,
                control: Control { base: control, client: simulator.inner.client.clone() },
                child: Mutex::new(child),
                _stdin: stdin,
            }),
            _ => Err(ready["error"].as_str().map_or(line.clone(), str::to_owned)),
        }
    }

    pub(super) async fn ended(&self) {
        // An error here means that there is no child to wait for any more.
        let _ = self.child.lock().await.wait().await;
    }
}

fn configuration(args: &Args, simulator: &Simulator, operator: Id) -> Value {
    json!({
        "root": args.root, "migrate": true,
        "vars": {
            "DISCORD_PUBLIC_KEY": simulator.public_key(),
            "DISCORD_APPLICATION_ID": simulator.application_id().to_string(),
            "DISCORD_API_BASE": simulator.api_base(), "GUILDS": "",
            "OPERATOR_IDS": operator.to_string(), "LOG_LEVEL": "info",
            // Makes it a local run, in which the dashboard may be told what time it is.
            "ALLOWED_TEST_HOSTS": simulator.origin().trim_start_matches("http://"),
        },
        "secrets": {
            "DISCORD_TOKEN": simulator.bot_token(),
            "DISCORD_CLIENT_SECRET": simulator.client_secret(),
            "ENCRYPTION_KEY": hex::encode(rand::random::<[u8; 32]>()),
        },
    })
}

/// The runtime program's control port.
#[derive(Clone)]
pub(crate) struct Control {
    base: String,
    client: reqwest::Client,
}

impl Control {
    /// Runs the Worker's cron handler to its end.
    pub(crate) async fn scheduled(&self, at: u64) -> Result<Value, String> {
        self.post("/scheduled", &json!({"cron": "* * * * *", "time": at})).await
    }

    /// What the Worker printed after a line, waiting a while for something new.
    pub(crate) async fn logs(&self, after: u64, wait: Duration) -> Result<Value, String> {
        let url = format!("{}/logs?after={after}&wait={}", self.base, wait.as_millis());
        let response = self.client.get(url).send().await.map_err(|error| error.to_string())?;
        response.json().await.map_err(|error| error.to_string())
    }

    /// Rows of a statement on the Worker's database.
    pub(crate) async fn rows(&self, sql: &str, params: Value) -> Result<Vec<Value>, String> {
        let answer = self.post("/d1", &json!({"sql": sql, "params": params})).await?;
        Ok(answer["results"].as_array().cloned().unwrap_or_default())
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let request = self.client.post(format!("{}{path}", self.base)).json(body);
        let response = request.send().await.map_err(|error| error.to_string())?;
        let status = response.status();
        let answer: Value = response.json().await.map_err(|error| error.to_string())?;
        match status.is_success() {
            true => Ok(answer),
            false => Err(answer["error"].as_str().unwrap_or("the control port refused").to_owned()),
        }
    }
}
