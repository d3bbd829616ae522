//! Calls of Discord's REST API as values, and its errors. The platform sends them.

mod channels;
pub mod code;
mod guilds;
mod members;
mod messages;
mod oauth;
mod webhooks;

use serde_json::Value;
use twilight_model::channel::message::MessageFlags;

use super::reply::{File, Message};
use crate::base::error::Missing;

pub use channels::*;
pub use guilds::*;
pub use members::*;
pub use messages::*;
pub use oauth::*;
pub use webhooks::*;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// One call.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Call {
    pub method: Method,
    /// Below the API's base address, with its leading slash.
    pub path: String,
    /// JSON.
    pub body: Option<String>,
    pub files: Vec<File>,
    /// Shown in the guild's audit log (`X-Audit-Log-Reason`).
    pub reason: Option<String>,
    pub auth: Auth,
    /// The body is a form instead of JSON.
    pub is_form: bool,
}

/// On whose behalf a call is made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Auth {
    /// The bot's.
    Bot,
    /// Interaction webhooks carry their authority in the path, and need no token.
    Path,
    /// A person's who has just signed in: their token, which is used at once and kept nowhere.
    Bearer(String),
}

impl Call {
    fn new(method: Method, path: String) -> Call {
        Call { method, path, body: None, files: Vec::new(), reason: None, auth: Auth::Bot, is_form: false }
    }

    pub fn because(mut self, reason: impl Into<String>) -> Call {
        self.reason = Some(reason.into());
        self
    }

    fn json(mut self, body: Value) -> Call {
        self.body = Some(body.to_string());
        self
    }

    fn message(mut self, message: &Message, flags: MessageFlags) -> Call {
        self.body = Some(message.body(flags));
        self.files = message.files.clone();
        self
    }

    /// The path without ids and tokens, for the log: a token in a log would be a secret in a log.
    pub fn route(&self) -> String {
        let mut route = String::new();
        for part in self.path.split('/').skip(1) {
            let is_word = part.len() < 20 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'@' || b == b'-');
            route.push('/');
            route.push_str(if is_word { part } else { "*" });
        }
        route
    }
}

/// Discord refused or did not answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RestError {
    /// Status, and the code and message of Discord's JSON error (0 and empty when it sent none).
    Answer { status: u16, code: u32, message: String },
    /// Too many requests; may be tried again after so many milliseconds.
    RateLimited { retry_after: i64 },
    /// No answer in time, or none at all.
    Unreachable(String),
}

impl RestError {
    /// Discord's JSON error code, 0 when there is none.
    pub fn code(&self) -> u32 {
        match self {
            RestError::Answer { code, .. } => *code,
            _ => 0,
        }
    }

    /// What a person can do something about, or wait for.
    pub fn missing(&self) -> Option<Missing> {
        match self.code() {
            code::MISSING_PERMISSIONS | code::MISSING_ACCESS => Some(Missing::Permission),
            _ => self.is_passing().then_some(Missing::Discord),
        }
    }

    /// Whether trying again later may help.
    pub fn is_passing(&self) -> bool {
        match self {
            RestError::Answer { status, .. } => *status >= 500,
            RestError::RateLimited { .. } | RestError::Unreachable(_) => true,
        }
    }
}

impl std::fmt::Display for RestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RestError::Answer { status, code, message } => write!(f, "Discord answered {status} ({code} {message})"),
            RestError::RateLimited { retry_after } => write!(f, "Discord asks to wait {retry_after} ms"),
            RestError::Unreachable(why) => write!(f, "Discord did not answer: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::{ApplicationId, GuildId, RoleId, UserId};

    #[test]
    fn routes_in_logs_hold_neither_ids_nor_tokens() {
        let call = edit_original(ApplicationId::new(1), "aW50ZXJhY3Rpb24", &Message::text("x"));
        assert_eq!(call.route(), "/webhooks/*/*/messages/@original");
        assert_eq!(call.auth, Auth::Path);
        assert_eq!(
            add_member_role(GuildId::new(1), UserId::new(2), RoleId::new(3)).route(),
            "/guilds/*/members/*/roles/*"
        );
    }
}
