//! The handle that tests and the playground hold: starts the server, gives access to the state and the records.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::Id;
use crate::clock::Clock;
use crate::faults::{Fault, Faults};
use crate::interact::{self, Exchange, Interaction};
use crate::keys::Keys;
use crate::openapi::OpenApi;
use crate::record::{Problem, Recorded};
use crate::rest;
use crate::state::State;
use crate::webhook_events::Delivery;
use crate::worker::{Worker, client};

/// How a simulator is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Discord's OpenAPI document; without it requests are checked by our own limits only.
    pub openapi: Option<PathBuf>,
    /// 0 takes a free one.
    pub port: u16,
    /// Whether webhooks of channels are limited (5 in 2 s, 30 in 60 s).
    pub webhook_limits: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { openapi: None, port: 0, webhook_limits: true }
    }
}

/// A running simulated Discord. Clones are handles on the same one; it ends with the runtime it was started in.
#[derive(Clone)]
pub struct Simulator {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) origin: String,
    pub(crate) keys: Keys,
    pub(crate) token: String,
    /// The client secret of OAuth2.
    pub(crate) secret: String,
    pub(crate) clock: Clock,
    pub(crate) state: Mutex<State>,
    pub(crate) records: Mutex<Records>,
    pub(crate) openapi: Option<Arc<OpenApi>>,
    pub(crate) webhook_limits: bool,
    pub(crate) client: reqwest::Client,
    /// Rises whenever an answer has been judged; requests on its token wait for it.
    pub(crate) judged: watch::Sender<u64>,
    /// How many REST calls have been written down.
    pub(crate) called: watch::Sender<usize>,
    /// How many webhook events have been sent.
    pub(crate) delivered: watch::Sender<usize>,
    twice: AtomicBool,
    worker: Mutex<Worker>,
}

#[derive(Default)]
pub(crate) struct Records {
    pub(crate) requests: Vec<Recorded>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) faults: Faults,
    pub(crate) limits: rest::limit::Limits,
}

impl Simulator {
    /// Starts serving on 127.0.0.1.
    ///
    /// # Panics
    /// When the port cannot be taken.
    pub async fn start(options: Options) -> Simulator {
        Simulator::start_with(options, |_| Router::new()).await
    }

    /// Starts with further routes beside Discord's, on the same port.
    ///
    /// # Panics
    /// When the port cannot be taken.
    pub async fn start_with(options: Options, more: impl FnOnce(&Simulator) -> Router) -> Simulator {
        let listener = TcpListener::bind(("127.0.0.1", options.port))
            .await
            .unwrap_or_else(|error| panic!("port {} cannot be taken: {error}", options.port));
        let address = listener.local_addr().expect("a bound listener has an address");
        let origin = format!("http://{address}");
        let clock = Clock::start();
        let keys = Keys::make();
        let state = State::new(clock.clone(), origin.clone(), keys.public_hex());
        let inner = Inner {
            token: format!("{}.simulated.{}", state.bot_id, hex::encode(rand::random::<[u8; 16]>())),
            secret: hex::encode(rand::random::<[u8; 16]>()),
            origin,
            keys,
            clock,
            state: Mutex::new(state),
            records: Mutex::default(),
            openapi: options.openapi.as_deref().and_then(OpenApi::load),
            webhook_limits: options.webhook_limits,
            client: client(),
            judged: watch::Sender::new(0),
            called: watch::Sender::new(0),
            delivered: watch::Sender::new(0),
            twice: AtomicBool::new(false),
            worker: Mutex::new(Worker { url: String::new(), client: client() }),
        };
        let simulator = Simulator { inner: Arc::new(inner) };
        let app = more(&simulator).merge(rest::server::router(simulator.clone()));
        tokio::spawn(async move { axum::serve(listener, app).await });
        simulator
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        self.inner.origin.clone()
    }

    /// What `DISCORD_API_BASE` is set to.
    pub fn api_base(&self) -> String {
        format!("{}/api/v10", self.inner.origin)
    }

    /// The application's public key in hex.
    pub fn public_key(&self) -> String {
        self.inner.keys.public_hex()
    }

    /// The signature (hex) over a timestamp and a body.
    pub fn sign(&self, timestamp: &str, body: &[u8]) -> String {
        self.inner.keys.sign(timestamp, body)
    }

    /// The application's id.
    pub fn application_id(&self) -> Id {
        self.state(|state| state.application_id)
    }

    /// The bot user's id, a different one.
    pub fn bot_id(&self) -> Id {
        self.state(|state| state.bot_id)
    }

    /// The bot's token.
    pub fn bot_token(&self) -> String {
        self.inner.token.clone()
    }

    /// Where interactions are sent: the Worker's address without a path. Connections to the one before are dropped.
    pub fn set_worker(&self, url: &str) {
        let worker = Worker { url: url.trim_end_matches('/').to_owned(), client: client() };
        *self.inner.worker.lock().unwrap_or_else(PoisonError::into_inner) = worker;
    }

    pub(crate) fn worker(&self) -> Worker {
        self.inner.worker.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The simulator's time.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// A fresh snowflake.
    pub fn new_id(&self) -> Id {
        self.inner.clock.new_id()
    }

    /// Looks at or changes the model. The lock is held meanwhile: call nothing else of the simulator inside.
    pub fn state<R>(&self, f: impl FnOnce(&mut State) -> R) -> R {
        let (done, caused) = {
            let mut state = self.inner.state.lock().unwrap_or_else(PoisonError::into_inner);
            let done = f(&mut state);
            (done, std::mem::take(&mut state.outgoing))
        };
        self.send_out(caused);
        done
    }

    /// From now on every webhook event is sent twice, as Discord may do.
    pub fn send_webhook_events_twice(&self) {
        self.inner.twice.store(true, Ordering::Relaxed);
    }

    pub(crate) fn webhook_sendings(&self) -> usize {
        1 + usize::from(self.inner.twice.load(Ordering::Relaxed))
    }

    pub(crate) fn records<R>(&self, f: impl FnOnce(&mut Records) -> R) -> R {
        f(&mut self.inner.records.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does what a person does in a client: sends the signed interaction, judges and applies the answer.
    pub async fn interact(&self, interaction: Interaction) -> Exchange {
        let simulator = self.clone();
        // In a task of its own: Discord goes on with an interaction also when nobody watches any more.
        let exchange = tokio::spawn(async move { interact::run(&simulator, interaction).await });
        exchange.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
    }

    /// The rules that the application broke.
    pub fn problems(&self) -> Vec<Problem> {
        self.records(|records| records.problems.clone())
    }

    /// Forgets the problems.
    pub fn clear_problems(&self) {
        self.records(|records| records.problems.clear());
    }

    /// Forgets everything that happened: guilds, people, messages, calls, problems, faults. What an
    /// application has by itself stays: its ids and keys, its registered commands, the time.
    pub fn forget(&self) {
        self.state(State::forget);
        self.records(|records| *records = Records::default());
        self.inner.called.send_replace(0);
        self.inner.delivered.send_replace(0);
    }

    /// Writes a call down.
    pub(crate) fn called(&self, call: Recorded) {
        let count = self.records(|records| {
            records.requests.push(call);
            records.requests.len()
        });
        self.inner.called.send_replace(count);
    }

    pub(crate) fn problem(&self, place: impl Into<String>, what: impl Into<String>, guild: Option<Id>) {
        let problem = Problem { place: place.into(), what: what.into(), guild, at: self.inner.clock.now() };
        self.records(|records| records.problems.push(problem));
    }

    /// The REST calls received so far, in the order in which they were answered.
    pub fn requests(&self) -> Vec<Recorded> {
        self.records(|records| records.requests.clone())
    }

    /// Forgets the REST calls received so far.
    pub fn clear_requests(&self) {
        self.records(|records| records.requests.clear());
    }

    /// Makes the next `times` calls with this method (`*` for any) and a path containing this text fail.
    pub fn fail_next(&self, method: &str, path_contains: &str, fault: Fault, times: u32) {
        self.records(|records| records.faults.arm(method, path_contains, fault, times));
    }

    /// The call after the next `passing` ones goes wrong, whatever it is; an interaction's own answers do
    /// not count.
    pub fn fail_after(&self, passing: usize, fault: Fault) {
        self.records(|records| records.faults.arm_nth(passing, fault));
    }

    /// Takes back faults that were not used up.
    pub fn clear_faults(&self) {
        self.records(|records| records.faults.clear());
    }
}
