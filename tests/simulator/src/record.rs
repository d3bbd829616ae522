//! What the simulator writes down about the application: the REST calls it made and the rules it broke.

use serde::Serialize;
use serde_json::Value;

use crate::Id;

/// A REST call that was received.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// HTTP method.
    pub method: String,
    /// Path after `/api/v10`, without the query.
    pub path: String,
    /// The route's template, `/channels/{channel_id}/messages`; empty when there is none.
    pub route: String,
    /// The query string.
    pub query: String,
    /// Status answered; 0 while it hangs or was reset.
    pub status: u16,
    /// Discord's error code in the answer.
    pub code: Option<u64>,
    /// JSON body received (`payload_json` of a multipart one).
    pub body: Value,
    /// Names of uploaded files.
    pub files: Vec<String>,
    /// The guild it concerned.
    pub guild: Option<Id>,
    /// `X-Audit-Log-Reason`, decoded.
    pub reason: Option<String>,
    /// Whether a fault set by the test made the answer.
    pub faulted: bool,
    /// Simulator time, Unix milliseconds.
    pub at: u64,
}

/// A rule that the application broke: something that Discord would not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `POST /channels/…/messages` or `interaction 123 (bytes send)`.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// The guild it concerned.
    pub guild: Option<Id>,
    /// Simulator time, Unix milliseconds.
    pub at: u64,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}
