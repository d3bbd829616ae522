//! Names in place of ids on pages: those that a page's own statement found.

use maud::{Markup, html};

use crate::{
    app::Visit,
    base::{error::Result, ids::UserId, json::FromJson, words},
    platform::db::{self, Rows},
};

#[derive(FromJson)]
struct Named {
    user: UserId,
    name: String,
}

/// From rows of `user` and `name`.
pub struct Names(Vec<Named>);

impl Names {
    /// # Errors
    /// When the rows are not those.
    pub fn of(rows: &[Rows], place: usize) -> Result<Names> {
        Ok(Names(db::all(rows, place)?))
    }

    fn name(&self, user: UserId) -> Option<&str> {
        self.0.iter().find(|known| known.user == user).map(|known| known.name.as_str())
    }

    /// A person as a link to their page.
    pub fn link(&self, visit: &Visit, user: UserId) -> Markup {
        link(visit, user, self.name(user))
    }

    /// A name, or the id where there is none.
    pub fn plain(&self, user: UserId) -> String {
        self.name(user).map_or_else(|| user.to_string(), str::to_owned)
    }

    /// A text as it is written for Discord, with names for its mentions.
    pub fn spelled(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for known in &self.0 {
            text = spelled(&text, known.user, &known.name);
        }
        text
    }
}

/// A text as it is written for Discord, with the name of the one whom it is about in place of the mention.
pub fn spelled(text: &str, user: UserId, name: &str) -> String {
    let id = user.to_string();
    text.replace(&format!("<@{id}>"), &words::quoted(if name.is_empty() { &id } else { name }))
}

/// A person as a link to their page: by name, or by their id where that is all that is known.
pub fn link(visit: &Visit, user: UserId, name: Option<&str>) -> Markup {
    let to = visit.path(&format!("/members/{user}"));
    html! {
        a href=(to) {
            @match name.filter(|name| !name.is_empty()) { Some(name) => (name), None => code { (user) } }
        }
    }
}
