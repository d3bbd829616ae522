//! A feature: one constant that is its table of contents.

use twilight_model::guild::Permissions;

use super::{
    Action, Change, Check, Command, DigestSection, Follow, Holding, Job, Page, Press, Settings, SettingsForm,
    SetupStep, Waits, api::Route,
};
use crate::{
    base::{
        ids::{ChannelId, GuildId, RoleId, UserId},
        lang::Lang,
        time::Time,
    },
    platform::db::Stmt,
};

/// What a feature adds where a member earns for the first time.
pub type FirstEarning = fn(&Settings, GuildId, UserId, Time) -> Vec<Stmt>;

/// What is told of a job: its cursor, when it last ran, and when it is asked.
pub type Tells = fn(Lang, &str, Time, Time) -> Option<String>;

pub struct Feature {
    /// Also the name of its folder, its settings section and its `custom_id`s.
    pub name: &'static str,
    pub commands: &'static [Command],
    pub presses: &'static [Press],
    pub jobs: &'static [Job],
    /// What it shows in the dashboard.
    pub pages: &'static [Page],
    /// Its tables: what it keeps of people and of guilds.
    pub holdings: &'static [Holding],
    /// What it offers by HTTP.
    pub routes: &'static [Route],
    /// Its card on the page of all settings.
    pub settings: Option<&'static SettingsForm>,
    /// What it needs of the bot's own role in the guild.
    pub permissions: Permissions,
    /// What the check-up looks at for it.
    pub checks: &'static [Check],
    /// Its own step of `/setup`.
    pub setup: Option<SetupStep>,
    /// Its sections of the digest.
    pub digest: &'static [DigestSection],
    /// Its part in other features' acts on members.
    pub follow: Option<Follow>,
    /// What of it waits for a moderator's decision.
    pub waits: Option<Waits>,
    /// What it adds to the batch that opens a member's account: they earn for the first time. The
    /// statements must not fail where it has nothing to do.
    pub first_earning: Option<FirstEarning>,
    /// What it keeps beside the settings, in the batch that changes them; whoever changes them, also
    /// when an earlier version is put back.
    pub resettle: fn(&Change<'_>) -> Vec<Stmt>,
    /// What becomes of an earlier version of its settings that is put back: of those in force and the earlier ones.
    pub put_back: fn(&Settings, Settings, Time) -> Settings,
    /// The roles that its settings have the bot give, each with a number that decides when: who changes them must be
    /// one who may give what is new among them.
    pub gives: fn(&Settings) -> Vec<(RoleId, i64)>,
    /// Its own page of `/setup`, where its step needs more than a line: the action of a press of its
    /// own, which answers with [`super::Answer::Update`].
    pub page: Option<&'static str>,
    /// A line of its own for `/status`, from the cursor of one of its jobs and when it last ran.
    pub tells: Option<(&'static str, Tells)>,
    /// Whether newcomers get in through what it offers them at the gate.
    pub lets_in: Option<fn(&Settings) -> bool>,
    /// What it does with a channel, if anything, for `/status channel:…`.
    pub watches: fn(Lang, &Settings, ChannelId) -> Option<String>,
}

impl Feature {
    /// A feature that offers nothing yet; the rest is filled in by the struct update syntax.
    pub const fn named(name: &'static str) -> Feature {
        Feature {
            name,
            commands: &[],
            presses: &[],
            jobs: &[],
            pages: &[],
            holdings: &[],
            routes: &[],
            settings: None,
            permissions: Permissions::empty(),
            checks: &[],
            setup: None,
            digest: &[],
            follow: None,
            waits: None,
            first_earning: None,
            resettle: |_| Vec::new(),
            put_back: |_, earlier, _| earlier,
            gives: |_| Vec::new(),
            page: None,
            tells: None,
            lets_in: None,
            watches: |_, _, _| None,
        }
    }
}

/// A command and the action of it that has this full name, such as `bytes-admin reward add`.
pub fn command_named(features: &[&Feature], name: &str) -> Option<(&'static Command, &'static Action)> {
    let commands = features.iter().flat_map(|feature| feature.commands);
    commands
        .filter(|command| name.starts_with(command.name))
        .find_map(|command| Some((command, command.actions().into_iter().find(|(known, ..)| known == name)?.1)))
}
