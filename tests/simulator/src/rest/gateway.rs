//! Where the gateway is.

use serde_json::json;

use crate::rest::{ApiError, Call, Reply};

pub(super) fn bot(call: &mut Call) -> Result<Reply, ApiError> {
    let url = format!("{}/gateway", call.state.origin.replacen("http", "ws", 1));
    Reply::ok(json!({
        "url": url, "shards": 1,
        "session_start_limit": {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1},
    }))
}
