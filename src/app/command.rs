//! A command or button as one value: its specification, its budget and its handler.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::{Audience, Ctx, Work};
use crate::discord::{
    command::{Opt, Text, described},
    reply::Reply,
};

/// A top-level command: typed after a slash, or chosen from the menu of a person or a message.
pub struct Command {
    pub name: &'static str,
    pub about: Text,
    pub audience: Audience,
    pub shape: Shape,
}

pub enum Shape {
    One(Action),
    Many(&'static [Sub]),
    /// In the menu of a person; no options, [`super::args::Args::on_user`] is whom.
    OnUser(Action),
    /// In the menu of a message; no options, [`super::args::Args::on_message`] is which.
    OnMessage(Action),
}

impl Shape {
    /// Discord's command type.
    pub const fn type_number(&self) -> u8 {
        match self {
            Shape::One(_) | Shape::Many(_) => 1,
            Shape::OnUser(_) => 2,
            Shape::OnMessage(_) => 3,
        }
    }
}

/// A subcommand, perhaps in a group.
pub struct Sub {
    pub group: Option<&'static Group>,
    pub name: &'static str,
    pub about: Text,
    pub action: Action,
}

pub struct Group {
    pub name: &'static str,
    pub about: Text,
}

/// Suggests values for an option that is being typed: what is shown and what is sent.
pub type Complete = fn(Ctx) -> Work<Vec<(String, String)>>;

/// What happens, how it is answered and what it may cost.
pub struct Action {
    pub options: &'static [Opt],
    pub answer: Answer,
    pub budget: Budget,
    pub run: fn(Ctx) -> Work<Done>,
    /// Choices for the option being typed; gets the text so far as [`Ctx::typed`].
    pub complete: Option<Complete>,
}

/// How an interaction is answered when its work takes long, and whether it always does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answer {
    /// For the one who asked.
    Ephemeral,
    /// For everyone.
    Public,
    /// Talks to Discord or others before it answers, so it is deferred at once: ephemeral.
    Slow,
    /// A press that changes the message it stands on.
    Update,
    /// As [`Answer::Update`], but deferred at once.
    SlowUpdate,
    /// A press that opens a modal, which cannot be deferred.
    Modal,
}

/// What one run may use at most, in all rounds together; the tests fail what goes beyond.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Budget {
    /// D1 statements.
    pub statements: u32,
    /// Calls of Discord and others.
    pub subrequests: u32,
    /// D1 rows written.
    pub rows_written: u64,
}

impl Budget {
    /// Costs nothing but CPU.
    pub const FREE: Budget = Budget { statements: 0, subrequests: 0, rows_written: 0 };

    pub const fn new(statements: u32, subrequests: u32, rows_written: u64) -> Budget {
        Budget { statements, subrequests, rows_written }
    }
}

/// A button, select menu or modal of a feature: `v1:<feature>:<action>:…`.
pub struct Press {
    pub action: &'static str,
    pub audience: Audience,
    pub answer: Answer,
    pub budget: Budget,
    pub run: fn(Ctx) -> Work<Done>,
}

/// A handled interaction: what is said, and what is done once it was said.
pub struct Done {
    pub reply: Reply,
    /// Acts on Discord whose outcome the answer does not wait for. The minute tick finishes what
    /// this does not.
    pub after: Option<After>,
}

/// What is done after an answer, and what it makes necessary to say.
pub type After = Work<Option<Afterword>>;

/// A sentence that corrects an answer which has been given, because Discord did not do what it tells of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Afterword {
    /// Below the answer.
    Besides(String),
    /// In place of its text.
    Instead(String),
}

/// Work after which there is nothing to correct.
pub fn silently(work: Work<()>) -> After {
    Box::pin(async move { work.await.map(|()| None) })
}

impl Done {
    pub fn and_then(mut self, after: Option<After>) -> Done {
        self.after = after;
        self
    }
}

impl From<Reply> for Done {
    fn from(reply: Reply) -> Done {
        Done { reply, after: None }
    }
}

impl Command {
    /// The entry of Discord's bulk PUT for this command.
    pub fn registration(&self) -> Value {
        let mut command = described(self.name, self.about);
        if self.shape.type_number() != 1 {
            // Menus show the name only; Discord refuses a description there.
            command.remove("description");
            command.remove("description_localizations");
        }
        command.insert("type".into(), json!(self.shape.type_number()));
        // Guild context only, and only where the application was added to the guild.
        command.insert("contexts".into(), json!([0]));
        command.insert("integration_types".into(), json!([0]));
        if let Some(permissions) = self.default_permissions() {
            command.insert("default_member_permissions".into(), json!(permissions.bits().to_string()));
        }
        let options = match &self.shape {
            Shape::One(action) => action.options.iter().map(Opt::registration).collect(),
            Shape::Many(subs) => subcommands(subs),
            Shape::OnUser(_) | Shape::OnMessage(_) => Vec::new(),
        };
        if !options.is_empty() {
            command.insert("options".into(), Value::Array(options));
        }
        Value::Object(command)
    }

    /// Who sees the command, unless the guild's administrators change it in Discord.
    pub fn default_permissions(&self) -> Option<Permissions> {
        match self.audience {
            Audience::Everyone => None,
            Audience::Moderators(act) => Some(act),
            Audience::Admins | Audience::Operators => Some(Permissions::MANAGE_GUILD),
        }
    }

    /// How people know an action of this command by its full name: `/bytes send`, or the entry of a
    /// menu as it stands there.
    pub fn shown(&self, name: &str) -> String {
        match self.shape {
            Shape::One(_) | Shape::Many(_) => format!("/{name}"),
            Shape::OnUser(_) | Shape::OnMessage(_) => name.to_owned(),
        }
    }

    /// Every action with its full name, such as `bytes-admin reward add`.
    pub fn actions(&self) -> Vec<(String, &Action, Text)> {
        match &self.shape {
            Shape::One(action) | Shape::OnUser(action) | Shape::OnMessage(action) => {
                vec![(self.name.to_owned(), action, self.about)]
            }
            Shape::Many(subs) => {
                let name = |sub: &Sub| match sub.group {
                    Some(group) => format!("{} {} {}", self.name, group.name, sub.name),
                    None => format!("{} {}", self.name, sub.name),
                };
                subs.iter().map(|sub| (name(sub), &sub.action, sub.about)).collect()
            }
        }
    }
}

fn subcommands(subs: &[Sub]) -> Vec<Value> {
    let mut options: Vec<Value> = Vec::new();
    for sub in subs {
        let mut object = described(sub.name, sub.about);
        object.insert("type".into(), json!(1));
        object.insert("options".into(), sub.action.options.iter().map(Opt::registration).collect());
        let Some(group) = sub.group else {
            options.push(Value::Object(object));
            continue;
        };
        let known = options.iter_mut().find(|option| option["name"] == group.name);
        match known.and_then(|option| option["options"].as_array_mut()) {
            Some(members) => members.push(Value::Object(object)),
            None => {
                let mut outer = described(group.name, group.about);
                outer.insert("type".into(), json!(2));
                outer.insert("options".into(), json!([object]));
                options.push(Value::Object(outer));
            }
        }
    }
    options
}
