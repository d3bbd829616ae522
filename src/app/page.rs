//! What a feature shows in the dashboard: pages, and the forms on them.

use std::{cell::RefCell, ops::Deref, rc::Rc};

use maud::Markup;

use super::{Ctx, Settings, Work};
use crate::{
    base::{
        error::{Error, Result},
        ids::{RoleId, UserId},
    },
    platform::db::{Rows, Stmt},
    ui::{self, Icon},
};

/// Whom a page or a form is for; each circle lies within the one before.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// Who is in the guild.
    Member,
    /// Who may time members out, or has the role that settings list.
    Moderator,
    /// Manage Server or Administrator.
    Admin,
    /// Who runs the deployment.
    Operator,
}

/// Where a page stands in the navigation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum NavGroup {
    Guild,
    Community,
    Moderation,
    SetUp,
    Deployment,
}

pub struct Page {
    /// Below `/g/{guild}`, with `{name}` for what differs: `/members/{user}`.
    pub path: &'static str,
    /// In the navigation and above the page.
    pub title: &'static str,
    pub level: Level,
    /// `None` for pages that others lead to.
    pub nav: Option<NavGroup>,
    /// Beside the title in the navigation.
    pub icon: Icon,
    pub show: fn(Visit) -> Work<View>,
    pub forms: &'static [Form],
}

/// What a page's form does when it is sent to `{page}/{name}`.
pub struct Form {
    pub name: &'static str,
    pub level: Level,
    pub act: fn(Visit) -> Work<Acted>,
}

/// What a page shows.
#[derive(Default)]
pub struct View {
    /// Above the page, where it is not the page's own: a member's name.
    pub title: Option<String>,
    /// A sentence under it.
    pub lead: Option<&'static str>,
    /// Links and buttons beside it.
    pub tools: Option<Markup>,
    pub body: Markup,
}

impl From<Markup> for View {
    fn from(body: Markup) -> View {
        View { body, ..View::default() }
    }
}

/// What came of a form.
pub enum Acted {
    /// Done: the browser is led to a path below the guild, where this is said once.
    Done { to: String, said: String },
    /// A file to keep; the form may be sent again.
    File { name: String, media_type: &'static str, body: String },
    /// Nothing is changed: the page with what was asked for, such as a preview of what was typed.
    Shown(View),
    /// Refused: the page with what was typed, and what is wrong with it.
    Again(View),
}

/// Pairs of names and values, as a query or a form carries them.
pub type Fields = Vec<(String, String)>;

/// One request for a page by somebody who may see it.
#[derive(Clone)]
pub struct Visit(Rc<Visited>);

pub struct Visited {
    /// As for a command: who asks, with their permissions, the guild and the ways out. Its `cause` is
    /// the form's, which acts once however often it is sent.
    pub ctx: Ctx,
    pub level: Level,
    pub guild_name: String,
    pub settings: Settings,
    /// Whose holders may do every moderator's act.
    pub moderator_roles: Vec<RoleId>,
    /// What stands for the `{name}`s of the path.
    pub params: Fields,
    pub query: Fields,
    /// What a form sent; empty for a page.
    pub fields: Fields,
    /// Makes the mark of a form: this session's, and good for one act.
    pub marks: Box<dyn Fn() -> String>,
    /// What is to be written in passing, with the next batch.
    pub pending: RefCell<Vec<Stmt>>,
}

impl Visit {
    pub fn new(visited: Visited) -> Visit {
        Visit(Rc::new(visited))
    }

    pub fn param(&self, name: &str) -> &str {
        value(&self.params, name).unwrap_or_default()
    }

    /// A query's value that is not empty.
    pub fn asked(&self, name: &str) -> Option<&str> {
        value(&self.query, name).filter(|text| !text.is_empty())
    }

    /// A form's field as it was typed.
    pub fn field(&self, name: &str) -> &str {
        value(&self.fields, name).unwrap_or_default()
    }

    /// A form that is sent to a path below this guild's pages.
    pub fn form(&self, below: &str) -> ui::Form {
        ui::Form::new(self.path(below), (self.marks)())
    }

    /// A path below this guild's pages.
    pub fn path(&self, below: &str) -> String {
        format!("/g/{}{below}", self.guild)
    }

    /// The member that a path names.
    ///
    /// # Errors
    /// Refused when it is no id.
    pub fn user(&self, name: &str) -> Result<UserId> {
        crate::base::ids::parse(self.param(name)).ok_or_else(|| Error::Refused("This is no id of a person.".to_owned()))
    }

    /// Reads a page's facts. What is to be written in passing goes with them.
    ///
    /// # Errors
    /// When the database does not serve.
    pub async fn read(&self, statements: Vec<Stmt>) -> Result<Vec<Rows>> {
        let mut batch: Vec<Stmt> = self.pending.borrow_mut().drain(..).collect();
        let passing = batch.len();
        batch.extend(statements);
        let mut rows = self.db.batch(batch).await?;
        rows.drain(..passing.min(rows.len()));
        Ok(rows)
    }
}

fn value<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

impl Deref for Visit {
    type Target = Visited;

    fn deref(&self) -> &Visited {
        &self.0
    }
}

impl Deref for Visited {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.ctx
    }
}
