//! Discord's errors: status, code and sentence of each.

use serde_json::{Map, Value, json};

use crate::limits::{Breach, errors_json};

/// An error answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: u64,
    pub(crate) message: String,
    pub(crate) errors: Option<Value>,
    /// A body of another form, as OAuth2 has.
    pub(crate) body: Option<Value>,
    /// Whether it shows a defect of the application (it goes to the problems).
    pub(crate) problem: bool,
}

macro_rules! errors {
    ($($name:ident = $status:literal $code:literal $message:literal;)*) => {
        impl ApiError {
            $(pub(crate) fn $name() -> ApiError {
                ApiError::new($status, $code, $message)
            })*

            /// The sentence Discord has for a code.
            pub(crate) fn sentence(code: u64) -> &'static str {
                match code {
                    $($code => $message,)*
                    _ => "Error",
                }
            }
        }
    };
}

errors! {
    unauthorized = 401 0 "401: Unauthorized";
    unknown_channel = 404 10003 "Unknown Channel";
    unknown_guild = 404 10004 "Unknown Guild";
    unknown_member = 404 10007 "Unknown Member";
    unknown_message = 404 10008 "Unknown Message";
    unknown_role = 404 10011 "Unknown Role";
    unknown_user = 404 10013 "Unknown User";
    unknown_ban = 404 10026 "Unknown Ban";
    bulk_ban_failed = 400 500000 "Failed to ban users";
    unknown_overwrite = 404 10009 "Unknown Overwrite";
    dms_too_fast = 403 40003 "You are opening direct messages too fast";
    too_old_to_delete = 400 50034 "You can only bulk delete messages that are under 14 days old.";
    thread_archived = 400 50083 "Thread is archived";
    thread_exists = 400 160004 "A thread has already been created for this message";
    unknown_webhook = 404 10015 "Unknown Webhook";
    unknown_interaction = 404 10062 "Unknown interaction";
    not_your_application = 403 20012 "You are not authorized to perform this action on this application";
    already_acknowledged = 400 40060 "Interaction has already been acknowledged.";
    entity_too_large = 413 40005 "Request entity too large";
    too_many_webhooks = 400 30007 "Maximum number of webhooks reached (15)";
    missing_access = 403 50001 "Missing Access";
    cannot_edit_others = 403 50005 "Cannot edit a message authored by another user";
    empty_message = 400 50006 "Cannot send an empty message";
    cannot_dm = 403 50007 "Cannot send messages to this user";
    not_a_text_channel = 400 50008 "Cannot send messages in a non-text channel";
    missing_permissions = 403 50013 "Missing Permissions";
    cannot_do_on_channel_type = 400 50024 "Cannot execute action on this channel type";
    invalid_role = 400 50028 "Invalid Role";
    missing_scope = 403 50026 "Missing required OAuth2 scope";
    invalid_webhook_token = 401 50027 "Invalid Webhook Token";
    invalid_json = 400 50109 "The request body contains invalid JSON.";
}

impl ApiError {
    pub(crate) fn new(status: u16, code: u64, message: &str) -> ApiError {
        ApiError { status, code, message: message.to_owned(), errors: None, body: None, problem: false }
    }

    /// 50035 with its nested list of breaches: always a defect of the application.
    pub(crate) fn invalid_form(breaches: &[Breach]) -> ApiError {
        ApiError {
            errors: Some(errors_json(breaches)),
            problem: true,
            ..ApiError::new(400, 50035, "Invalid Form Body")
        }
    }

    /// An error of OAuth2's own form (RFC 6749, 5.2); without words of Discord's the description is left out.
    pub(crate) fn oauth(status: u16, error: &str, description: &str) -> ApiError {
        let mut body = json!({"error": error});
        if !description.is_empty() {
            body["error_description"] = json!(description);
        }
        ApiError { body: Some(body), ..ApiError::new(status, 0, &format!("{error} {description}")) }
    }

    pub(crate) fn into_problem(mut self) -> ApiError {
        self.problem = true;
        self
    }

    /// No such route: a general 404 without a code of its own.
    pub(crate) fn no_route() -> ApiError {
        ApiError::new(404, 0, "404: Not Found").into_problem()
    }

    pub(crate) fn no_method() -> ApiError {
        ApiError::new(405, 0, "405: Method Not Allowed").into_problem()
    }

    pub(crate) fn json(&self) -> Value {
        if let Some(body) = &self.body {
            return body.clone();
        }
        let mut body = Map::new();
        body.insert("message".into(), json!(self.message));
        body.insert("code".into(), json!(self.code));
        if let Some(errors) = &self.errors {
            body.insert("errors".into(), errors.clone());
        }
        Value::Object(body)
    }
}
