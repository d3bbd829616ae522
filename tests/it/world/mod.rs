//! The world of a story: one guild, its channels and roles, and a cast.
//!
//! `story(async |world| …)` takes a runtime (workerd with its own database, and a simulated
//! Discord) from a pool, makes a fresh guild in it, runs the story, and at the end proves silence.

mod actor;
mod apart;
mod browser;
mod control;
mod events;
mod http;
mod names;
mod runtime;
mod said;
mod show;
mod silence;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, time::Duration};

use guildhall::{app::invite, features::FEATURES};
use serde_json::Value;
use simulator::{Event, EventKind, Id, Simulator, permission};

pub use actor::Actor;
pub use apart::story_with;
pub use browser::{Browser, Shown};
pub use control::End;
pub use http::Answer;
pub use runtime::Runtime;
pub use said::Said;

/// Runs a story in a fresh guild; the end proves silence.
pub fn story(run: impl AsyncFnOnce(World)) {
    let runtime = Runtime::take();
    let pool = runtime::tokio();
    pool.block_on(async {
        let world = World::new(runtime).await;
        run(world.clone()).await;
        world.silence().await;
        world.into_runtime().give_back().await;
    });
}

/// A guild and everything in it. Clones are the same world.
#[derive(Clone)]
pub struct World(Rc<Parts>);

pub struct Parts {
    runtime: RefCell<Option<Runtime>>,
    pub sim: Simulator,
    pub guild: Id,
    pub general: Id,
    pub mods: Id,
    /// The bot's own role; roles made later stand above it.
    pub bot_role: Id,
    cast: BTreeMap<&'static str, Id>,
    names: RefCell<BTreeMap<Id, String>>,
    /// Simulated time at the start of the story: a noon, UTC.
    start: u64,
    /// Events of this guild are read up to here.
    read: RefCell<u64>,
    /// Correlation ids whose `end` line must come.
    awaited: RefCell<Vec<(String, usize)>>,
    ends: RefCell<Vec<End>>,
    errors: RefCell<Vec<String>>,
    expected_errors: RefCell<usize>,
    over_budget: RefCell<Vec<End>>,
}

impl std::ops::Deref for World {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl World {
    async fn new(runtime: Runtime) -> World {
        let sim = runtime.sim.clone();
        // Every story starts at a noon, so that none meets a midnight by chance.
        let day = 86_400_000;
        let now = sim.clock().now();
        let noon = now - now % day + day + day / 2;
        sim.clock().advance(Duration::from_millis(noon - now));
        let (parts, read) = sim.state(|s| {
            // Accounts of exactly two years, so that texts about their age are the same in every run.
            let age = 730 * day;
            let owner = s.add_user_of_age("olive", age);
            let guild = s.add_guild("Lantern", owner);
            let mut cast = BTreeMap::from([("olive", owner)]);
            for name in ["max", "ada", "ben", "cleo", "stranger"] {
                let user = s.add_user_of_age(name, age);
                cast.insert(name, user);
                if name != "stranger" {
                    s.add_member(guild, user);
                }
            }
            // What the invite link asks for, and nothing else: it must be enough for every story.
            let bot_role = s.add_bot_to(guild, invite::permissions(FEATURES).bits());
            let moderators = s.add_role(guild, "Moderators", permission::MODERATE_MEMBERS | permission::BAN_MEMBERS);
            s.give_role(guild, cast["max"], moderators);
            let general = s.add_channel(guild, "general");
            let mods = s.add_channel(guild, "mods");
            let mut names: BTreeMap<Id, String> = cast.iter().map(|(name, id)| (*id, (*name).to_owned())).collect();
            names.extend([(guild, "guild".to_owned()), (general, "#general".to_owned()), (mods, "#mods".to_owned())]);
            ((guild, general, mods, bot_role, cast, names), 0)
        });
        let (guild, general, mods, bot_role, cast, names) = parts;
        let read: u64 = sim.last_event().max(read);
        World(Rc::new(Parts {
            runtime: RefCell::new(Some(runtime)),
            guild,
            general,
            mods,
            bot_role,
            cast,
            names: RefCell::new(names),
            start: noon,
            read: RefCell::new(read),
            awaited: RefCell::default(),
            ends: RefCell::default(),
            errors: RefCell::default(),
            expected_errors: RefCell::default(),
            over_budget: RefCell::default(),
            sim,
        }))
    }

    fn into_runtime(self) -> Runtime {
        self.runtime.borrow_mut().take().expect("the world still has its runtime")
    }

    fn with_runtime<R>(&self, f: impl FnOnce(&Runtime) -> R) -> R {
        f(self.runtime.borrow().as_ref().expect("the world still has its runtime"))
    }

    /// Somebody of the cast: olive (owner), max (moderator), ada, ben, cleo (members) or stranger.
    pub fn actor(&self, name: &'static str) -> Actor {
        Actor { world: self.clone(), id: self.cast[name], channel: self.general, locale: None }
    }

    pub fn id(&self, name: &str) -> Id {
        self.cast[name]
    }

    /// A new member who joined just now.
    pub fn newcomer(&self, name: &'static str) -> Actor {
        let (id, guild) = (self.sim.state(|s| s.add_user(name)), self.guild);
        self.sim.state(|s| s.add_member(guild, id));
        self.name(id, name);
        Actor { world: self.clone(), id, channel: self.general, locale: None }
    }

    /// A new member whose account is so old, with or without a picture.
    pub fn newcomer_of(&self, name: &'static str, age: Duration, avatar: bool) -> Actor {
        let guild = self.guild;
        let id = self.sim.state(|s| {
            let id = s.add_user_of_age(name, age.as_millis() as u64);
            if let Some(user) = s.users.get_mut(&id) {
                user.avatar = avatar.then(|| "0123456789abcdef0123456789abcdef".to_owned());
            }
            s.add_member(guild, id);
            id
        });
        self.name(id, name);
        Actor { world: self.clone(), id, channel: self.general, locale: None }
    }

    /// Names that a story gives to what the bot has made.
    pub fn call(&self, id: Id, name: &str) {
        self.name(id, name);
    }

    /// A role without permissions that the bot can give.
    pub fn role(&self, name: &str) -> Id {
        let (guild, bot_role) = (self.guild, self.bot_role);
        let role = self.sim.state(|s| {
            let role = s.add_role(guild, name, 0);
            // New roles are made on top; the bot's own is lifted above again.
            let above = s.role_mut(guild, role).map(|r| r.position + 1).unwrap_or(1);
            if let Some(bot) = s.role_mut(guild, bot_role) {
                bot.position = above;
            }
            role
        });
        self.name(role, &format!("@{name}"));
        role
    }

    /// A role that stands above the bot's own.
    pub fn role_above(&self, name: &str) -> Id {
        let guild = self.guild;
        let role = self.sim.state(|s| s.add_role(guild, name, 0));
        self.name(role, &format!("@{name}"));
        role
    }

    /// Moves a role to a place in the hierarchy.
    pub fn place_role(&self, role: Id, position: i64) {
        let guild = self.guild;
        self.sim.state(|s| {
            if let Some(role) = s.role_mut(guild, role) {
                role.position = position;
            }
        });
    }

    /// What Discord has of somebody: `member`, `banned` or `gone`, and until when they are timed out.
    pub fn standing(&self, user: &str) -> String {
        let (guild, id) = (self.guild, self.cast[user]);
        let (known, until) = self.sim.state(|s| {
            let now = s.now();
            let member = s.member(guild, id);
            let until = member.and_then(|member| member.timeout_until).filter(|until| *until > now);
            let known = match (member.is_some(), s.guilds[&guild].bans.contains_key(&id)) {
                (_, true) => "banned",
                (true, _) => "member",
                (false, false) => "gone",
            };
            (known, until)
        });
        match until {
            Some(until) => self.show(&format!("{known} until <t:{}:f>", until / 1_000)),
            None => known.to_owned(),
        }
    }

    pub fn has_role(&self, user: &str, role: Id) -> bool {
        let (guild, id) = (self.guild, self.cast[user]);
        self.sim.state(|s| s.member(guild, id).is_some_and(|member| member.roles.contains(&role)))
    }

    fn name(&self, id: Id, name: &str) {
        self.names.borrow_mut().insert(id, name.to_owned());
    }

    /// Pushes time on.
    pub fn later(&self, by: Duration) {
        self.sim.clock().advance(by);
    }

    /// Pushes time on to so long after the story's start, for texts that do not hang on how many ticks
    /// came before.
    pub fn at(&self, since_start: Duration) {
        let (now, wanted) = (self.sim.clock().now(), self.start + since_start.as_millis() as u64);
        assert!(wanted >= now, "that moment is over");
        self.later(Duration::from_millis(wanted - now));
    }

    pub fn days_later(&self, days: u64) {
        self.later(Duration::from_secs(days * 86_400));
    }

    /// How often everything is delivered: twice with `TWICE=1`.
    pub fn deliveries(&self) -> usize {
        if runtime::twice() { 2 } else { 1 }
    }

    /// One minute tick at the simulated time; with `TWICE=1` it comes twice.
    pub async fn tick(&self) -> End {
        let at = self.sim.clock().now();
        let times = if runtime::twice() { 2 } else { 1 };
        let mut first = None;
        for _ in 0..times {
            let end = self.run_cron(at).await;
            first.get_or_insert(end);
        }
        first.expect("a tick ran")
    }

    /// Ticks, a minute apart, until one has nothing to do.
    pub async fn ticks_until_idle(&self) -> usize {
        for count in 0..200 {
            let end = self.tick().await;
            if end.rows_written == 0 {
                return count;
            }
            self.later(Duration::from_secs(60));
        }
        panic!("the ticks never came to an end");
    }

    /// The next message of the bot in a channel that is no answer to an interaction.
    pub fn next_message(&self, channel: Id) -> String {
        let events = self.unread();
        let event = events.iter().find(|event| is_own_message(event) && event.channel == Some(channel));
        let event = event.unwrap_or_else(|| panic!("no unread message in {}", self.show(&channel.to_string())));
        *self.read.borrow_mut() = event.seq;
        self.show_message(event.message.as_ref().unwrap_or(&Value::Null))
    }

    /// Everything that was written until now is read.
    pub fn read_all(&self) {
        *self.read.borrow_mut() = self.sim.last_event();
    }

    fn unread(&self) -> Vec<Event> {
        let after = *self.read.borrow();
        self.sim.events(after).into_iter().filter(|event| event.guild == Some(self.guild)).collect()
    }
}

fn is_own_message(event: &Event) -> bool {
    let by_bot = event.message.as_ref().is_some_and(|message| message["author"]["bot"] == true);
    event.kind == EventKind::MessageCreated && event.interaction.is_none() && by_bot
}
