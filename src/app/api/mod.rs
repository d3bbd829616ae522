//! What a feature offers by HTTP: routes, and the shapes of what goes in and comes out.
//!
//! A shape is data. By it a body is checked, an answer is made of rows, and the OpenAPI document is written, so that
//! none of the three can differ from the others. What a command does a route runs by the command's name: its options
//! are the members of the body.

pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod docs;
#[cfg(not(target_arch = "wasm32"))]
pub mod document;
mod render;
#[cfg(not(target_arch = "wasm32"))]
pub mod sample;

use std::ops::Deref;

use serde_json::{Map, Value};
use twilight_model::id::Id;

use super::{Audience, Ctx, Fields, Level, Settings, Work};
use crate::{
    base::{
        error::{Error, Missing, Result},
        ids,
        money::MAX,
    },
    discord::command::Choice,
    platform::db::Stmt,
};

pub use render::{Cursor, body, cursor_of};

/// What only the document needs: it is not part of the Worker.
#[macro_export]
macro_rules! doc {
    ($text:literal) => {
        if cfg!(target_arch = "wasm32") { "" } else { $text }
    };
}

/// Areas whose pages moderators see.
pub const FOR_MODERATORS: &[&str] = &["members", "moderation", "verification", "audit"];

/// Members of a page: without `limit`, and at most.
pub const PAGE: i64 = 50;
pub const LARGEST_PAGE: i64 = 100;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// One method of one path.
pub struct Route {
    pub method: Method,
    /// Below `/api/v1`, with `{name}` for what differs.
    pub path: &'static str,
    /// What a scope names: `bytes` of `bytes:read`. Empty where every key may.
    pub area: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// Beside `limit` and `cursor`, which every page takes.
    pub query: &'static [Member],
    /// Of a body that is no command's options.
    pub body: &'static [Member],
    pub does: Does,
    pub answer: Answer,
    /// What must not have changed since it was read: its `ETag` is asked for in `If-Match`.
    pub guard: Option<fn(&Settings) -> Value>,
    /// Finds what the last parameter of the path names, for a route that does not read it anyway: 404 without it.
    pub under: Option<fn(ids::GuildId, &str) -> Stmt>,
    /// A file of the deployment that it works with.
    pub file: Option<&'static str>,
}

pub enum Does {
    /// One statement, whose rows are the answer.
    Reads(fn(&Call) -> Result<Stmt>),
    /// A command by its full name; the statement reads what came of it, none where it came to nothing.
    Runs(&'static str, Option<fn(&Call) -> Result<Stmt>>),
    /// A button by its feature and action: the parameters that are its arguments, `actor` for who asks.
    Presses(&'static str, &'static str, &'static [&'static str], Option<fn(&Call) -> Result<Stmt>>),
    /// Saves what is given of a settings form, by its name, as the dashboard does.
    Saves(&'static str),
    /// What reads no rows of its own, or more than one statement.
    Works(Audience, fn(Call) -> Work<Value>),
}

/// What comes back.
pub enum Answer {
    One(&'static Shape),
    /// Something new: 201.
    Made(&'static Shape),
    /// A page, in the order of these columns of its rows, from which the cursor is made; the shape need not have them.
    Page(&'static Shape, &'static [&'static str]),
}

impl Answer {
    pub const fn shape(&self) -> &'static Shape {
        match self {
            Answer::One(shape) | Answer::Made(shape) | Answer::Page(shape, _) => shape,
        }
    }

    pub const fn status(&self) -> u16 {
        if matches!(self, Answer::Made(_)) { 201 } else { 200 }
    }
}

/// An object of JSON.
pub struct Shape {
    /// Unique; the document's name for it.
    pub name: &'static str,
    pub members: &'static [Member],
}

/// A member of an object, or a parameter.
#[derive(Clone, Copy)]
pub struct Member {
    pub name: &'static str,
    pub kind: Kind,
    /// Whether it may be `null` in an answer, or be left out of what is asked.
    pub optional: bool,
    /// Whether `null` takes it away where it is asked for.
    pub clears: bool,
    pub about: &'static str,
}

#[derive(Clone, Copy)]
pub enum Kind {
    /// One of Discord's ids: a text of digits.
    Id,
    /// At most so many characters.
    Text(u16),
    Word(&'static [&'static str]),
    /// One of a command's words.
    Choice(&'static [Choice]),
    /// One of a form's words, each with what it means.
    Labelled(&'static [(&'static str, &'static str)]),
    /// From, to.
    Integer(i64, i64),
    Boolean,
    /// RFC 3339 in UTC; milliseconds in a row.
    Time,
    /// Any object; its JSON in a row.
    Json,
    /// A list of texts; its JSON in a row.
    Texts,
    /// A list of objects; its JSON in a row.
    List(&'static Shape),
    /// What is given together: 1 to [`LARGEST_PAGE`] objects.
    Batch(&'static Shape),
}

/// An amount of bytes, or another count.
pub const COUNT: Kind = Kind::Integer(0, MAX);

impl Member {
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Member {
        Member { name, kind, optional: false, clears: false, about }
    }

    pub const fn or_null(mut self) -> Member {
        self.optional = true;
        self
    }

    /// It may be left out, and taken away by `null`.
    pub const fn or_none(mut self) -> Member {
        (self.optional, self.clears) = (true, true);
        self
    }
}

/// What an act says that has nothing to show.
pub const SAID: Shape = Shape {
    name: "Said",
    members: &[Member::new("message", Kind::Text(4_000), crate::doc!("What was done, in words."))],
};

impl Route {
    const fn new(
        method: Method,
        path: &'static str,
        area: &'static str,
        about: &'static str,
        does: Does,
        answer: Answer,
    ) -> Route {
        Route { method, path, area, about, query: &[], body: &[], does, answer, guard: None, under: None, file: None }
    }

    /// A route that looks.
    pub const fn reads(
        path: &'static str,
        area: &'static str,
        about: &'static str,
        answer: Answer,
        ask: fn(&Call) -> Result<Stmt>,
    ) -> Route {
        Route::new(Method::Get, path, area, about, Does::Reads(ask), answer)
    }

    /// A route that does what a command does, or a button.
    pub const fn acts(
        method: Method,
        path: &'static str,
        area: &'static str,
        about: &'static str,
        does: Does,
        answer: Answer,
    ) -> Route {
        Route::new(method, path, area, about, does, answer)
    }

    pub const fn asking(mut self, query: &'static [Member]) -> Route {
        self.query = query;
        self
    }

    pub const fn given(mut self, body: &'static [Member]) -> Route {
        self.body = body;
        self
    }

    pub const fn while_unchanged(mut self, guard: fn(&Settings) -> Value) -> Route {
        self.guard = Some(guard);
        self
    }

    pub const fn reading(mut self, file: &'static str) -> Route {
        self.file = Some(file);
        self
    }

    pub const fn under(mut self, find: fn(ids::GuildId, &str) -> Stmt) -> Route {
        self.under = Some(find);
        self
    }

    /// Whether it changes nothing.
    pub fn is_read(&self) -> bool {
        self.method == Method::Get
    }

    pub fn is_of_guild(&self) -> bool {
        self.path.contains("{guild}")
    }

    /// What belongs to no guild and not to the key itself is the deployment's.
    pub fn is_for_operators(&self) -> bool {
        !self.area.is_empty() && !self.is_of_guild()
    }

    /// What is made of the key itself: only the key may ask for it, and its answer is kept nowhere.
    pub fn is_of_key(&self) -> bool {
        self.area.is_empty() && !self.is_of_guild() && !self.is_read()
    }

    /// The least that who made a key must be for it to be shown this, as on the dashboard's pages.
    pub fn level(&self) -> Level {
        match self.area {
            "" => Level::Member,
            area if FOR_MODERATORS.contains(&area) => Level::Moderator,
            _ => Level::Admin,
        }
    }

    /// The scope that a key needs; `None` where every key may.
    pub fn scope(&self) -> Option<String> {
        let right = if self.is_read() { "read" } else { "write" };
        (!self.area.is_empty()).then(|| format!("{}:{right}", self.area))
    }
}

/// One call of a route by a key that may.
pub struct Call {
    pub ctx: Ctx,
    pub settings: Settings,
    /// What stands for the `{name}`s of the path.
    pub params: Fields,
    pub query: Fields,
    pub given: Map<String, Value>,
    /// Where the page begins.
    pub after: Cursor,
    /// Rows of the page.
    pub limit: i64,
    pub key: Caller,
    /// The text of the route's file.
    pub file: String,
}

/// What answers 404: it is not there, or not in this guild.
pub const fn nothing() -> Error {
    Error::Without(Missing::Guild)
}

/// The key that calls.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    pub id: String,
    pub name: String,
    pub guilds: Vec<ids::GuildId>,
    pub scopes: Vec<String>,
    /// Unix milliseconds.
    pub expires: Option<i64>,
    /// Calls a minute.
    pub most: i64,
    /// What the guild of the path is called, where the call looks.
    pub guild_name: String,
}

impl Call {
    /// One row more than is shown tells whether there is a next page.
    pub fn most(&self) -> i64 {
        self.limit + 1
    }

    pub fn param(&self, name: &str) -> &str {
        value(&self.params, name).unwrap_or_default()
    }

    pub fn asked(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// An id of the path.
    ///
    /// # Errors
    /// Never where the path has it: it was checked.
    pub fn id<T>(&self, name: &str) -> Result<Id<T>> {
        ids::parse(self.param(name)).ok_or_else(|| Error::Internal(format!("no id {name}")))
    }

    /// A number of the path.
    ///
    /// # Errors
    /// As [`Call::id`].
    pub fn number(&self, name: &str) -> Result<i64> {
        self.param(name).parse().map_err(|_| Error::Internal(format!("no number {name}")))
    }

    /// An id that was asked for or given.
    pub fn given_id<T>(&self, name: &str) -> Option<Id<T>> {
        let given = self.given.get(name).and_then(Value::as_str);
        ids::parse(given.or_else(|| self.asked(name))?)
    }
}

pub fn value<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

impl Deref for Call {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.ctx
    }
}

/// Every status that tells of a problem, with its title.
pub const PROBLEMS: &[(u16, &str)] = &[
    (400, "Not readable"),
    (401, "Not authenticated"),
    (403, "Not allowed"),
    (404, "Not found"),
    (405, "Method not allowed"),
    (406, "Not acceptable"),
    (409, "Still running"),
    (412, "Changed meanwhile"),
    (413, "Too large"),
    (415, "Unsupported media type"),
    (422, "Refused"),
    (428, "Precondition required"),
    (429, "Too many requests"),
    (500, "Internal error"),
    (503, "Not available"),
];

/// What a parameter of a path is.
pub fn kind_of(parameter: &str) -> Kind {
    match parameter {
        "guild" | "user" | "role" | "channel" | "verification" | "sale" => Kind::Id,
        "case" | "squad" | "version" => Kind::Integer(1, 1_000_000_000),
        _ => Kind::Text(64),
    }
}
