//! An appeal and its verdict.

use crate::{
    base::{
        ids::{InteractionId, UserId},
        json::FromJson,
    },
    features::moderation::model::Kind,
};

/// Longest text of a person, in characters.
pub const LONGEST: u16 = 1_500;
/// Longest words of a moderator, in characters.
pub const WORDS: u16 = 600;

#[derive(Clone, Copy, Debug, FromJson, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The case is taken back.
    Accepted,
    /// It ends earlier.
    Shortened,
    Rejected,
}

impl Verdict {
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Shortened => "shortened",
            Verdict::Rejected => "rejected",
        }
    }
}

/// An appeal as it is stored.
#[derive(Clone, Debug, FromJson)]
pub struct Appeal {
    /// Of the case.
    pub number: i64,
    pub target: UserId,
    pub text: String,
    /// Unix milliseconds, as the following times.
    pub at: i64,
    pub question: Option<String>,
    pub asked_at: Option<i64>,
    pub asked_by: Option<UserId>,
    pub asked_cause: Option<InteractionId>,
    pub answer: Option<String>,
    pub answered_at: Option<i64>,
    pub verdict: Option<Verdict>,
    pub words: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<i64>,
    pub decided_cause: Option<InteractionId>,
}

/// An appeal in a list.
#[derive(Clone, Debug, FromJson)]
pub struct Listed {
    pub number: i64,
    /// When it was written, or decided, in Unix milliseconds.
    pub at: i64,
    pub verdict: Option<Verdict>,
    pub kind: Kind,
    pub target: UserId,
    pub target_name: String,
}

impl Appeal {
    pub fn is_open(&self) -> bool {
        self.verdict.is_none()
    }

    /// Whether a question waits for the person's answer.
    pub fn is_asked(&self) -> bool {
        self.is_open() && self.question.is_some() && self.answer.is_none()
    }
}
