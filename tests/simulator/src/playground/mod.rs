//! The playground: the simulated Discord, a guild full of people, the Worker, and a page to play with them.

mod api;
mod args;
mod dashboard;
mod feed;
mod log;
mod page;
mod runtime;
mod society;
mod talk;
mod view;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::simulator::{Options, Simulator};

pub use args::Args;
use feed::Feed;
use log::Log;
use runtime::Runtime;
use society::Society;

/// What the page's routes share.
pub(crate) struct Playground {
    pub(crate) simulator: Simulator,
    pub(crate) runtime: Runtime,
    pub(crate) society: Society,
    pub(crate) feed: Arc<Feed>,
    pub(crate) log: Log,
}

/// A playground that is up.
pub struct Running {
    /// The page's address.
    pub url: String,
    /// The simulated Discord behind it.
    pub simulator: Simulator,
    playground: Arc<Playground>,
}

impl Running {
    /// Waits until the runtime program has ended, which it should not do by itself.
    pub async fn ended(&self) {
        self.playground.runtime.ended().await;
    }
}

/// Starts everything; the reason when something does not come up.
///
/// # Errors
/// When arguments name files that cannot be read, the runtime program does not come up, or Discord
/// would refuse the commands.
pub async fn start(args: Args) -> Result<Running, String> {
    let commands = read_commands(&args)?;
    let (publish, published) = tokio::sync::watch::channel(None);
    let assets = args.assets.clone();
    let options = Options { openapi: args.openapi.clone(), port: args.port, webhook_limits: true };
    let simulator = Simulator::start_with(options, |_| page::router(published, assets)).await;
    let society = simulator.state(society::found);
    register(&simulator, &commands).await?;
    let runtime = Runtime::start(&args, &simulator, society.owner).await?;
    simulator.set_worker(&runtime.worker);
    simulator.set_redirect_uris(&[&format!("{}/login/callback", runtime.worker)]);
    let endpoint = format!("{}/interactions", runtime.worker);
    simulator.state(|state| state.application.insert("interactions_endpoint_url".into(), endpoint.into()));
    let feed = Arc::new(Feed::default());
    let log = Log::new(feed.clone(), runtime.control.clone());
    let playground = Arc::new(Playground { simulator: simulator.clone(), runtime, society, feed, log });
    feed::follow(playground.clone());
    log::follow(playground.clone());
    publish.send_replace(Some(playground.clone()));
    let url = format!("{}/", simulator.origin());
    Ok(Running { url, simulator, playground })
}

fn read_commands(args: &Args) -> Result<Value, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", args.commands.display());
    let text = std::fs::read_to_string(&args.commands).map_err(|error| named(&error))?;
    let commands: Value = serde_json::from_str(&text).map_err(|error| named(&error))?;
    match commands.is_array() {
        true => Ok(commands),
        false => Err(named(&"not a JSON array of commands")),
    }
}

/// Registers the commands the way `scripts/register` does, so that what Discord would refuse shows here.
async fn register(simulator: &Simulator, commands: &Value) -> Result<(), String> {
    let url = format!("{}/applications/{}/commands", simulator.api_base(), simulator.application_id());
    let request = simulator
        .inner
        .client
        .put(url)
        .header("authorization", format!("Bot {}", simulator.bot_token()))
        .header("user-agent", "DiscordBot (https://example.org, 1)")
        .json(commands);
    let response = request.send().await.map_err(|error| error.to_string())?;
    let status = response.status();
    let answer: Value = response.json().await.unwrap_or_else(|_| json!({}));
    match status.is_success() {
        true => Ok(()),
        false => Err(format!("Discord would refuse the commands: {status} {answer}")),
    }
}
