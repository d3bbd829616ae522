//! An act as it was recorded.

use crate::base::{ids::UserId, json::FromJson};

/// A row of the audit log.
#[derive(Clone, Debug, FromJson)]
pub struct Act {
    /// Unix milliseconds.
    pub at: i64,
    /// The identity of the event.
    pub cause: String,
    /// `<feature>.<what>`.
    pub action: String,
    pub actor: UserId,
    pub origin: Origin,
    /// On whom or what.
    pub subject: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    /// What they are called, where a statement asks for it.
    pub actor_name: Option<String>,
    pub subject_name: Option<String>,
}

/// Where an act came from; stored by its word.
#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Command,
    Button,
    Dashboard,
    Api,
    Automatic,
}

impl Origin {
    pub const fn word(self) -> &'static str {
        match self {
            Origin::Command => "command",
            Origin::Button => "button",
            Origin::Dashboard => "dashboard",
            Origin::Api => "api",
            Origin::Automatic => "automatic",
        }
    }
}

/// Where a page of acts begins: at a moment, after so many acts of that very moment. Newer acts were
/// on the pages before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct From {
    /// Unix milliseconds.
    pub at: i64,
    pub skip: i64,
}

impl From {
    /// Before every act there is.
    pub const NEWEST: From = From { at: crate::base::money::MAX, skip: 0 };

    /// Where the page after these acts of this page begins.
    pub fn after(self, shown: &[Act]) -> From {
        let Some(last) = shown.last() else { return self };
        let same = shown.iter().filter(|act| act.at == last.at).count() as i64;
        From { at: last.at, skip: if last.at == self.at { self.skip + same } else { same } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_meet_also_within_one_moment() {
        let act = |at| Act {
            at,
            cause: "1".into(),
            action: "a.b".into(),
            actor: UserId::new(1),
            origin: Origin::Command,
            subject: None,
            before: None,
            after: None,
            actor_name: None,
            subject_name: None,
        };
        let first = From::NEWEST.after(&[act(9), act(5), act(5)]);
        assert_eq!(first, From { at: 5, skip: 2 });
        assert_eq!(first.after(&[act(5), act(5)]), From { at: 5, skip: 4 });
        assert_eq!(first.after(&[act(5), act(4)]), From { at: 4, skip: 1 });
        assert_eq!(first.after(&[]), first);
    }
}
