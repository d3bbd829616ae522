//! A REST call as handlers see it, and what they answer.

use serde_json::Value;

use crate::Id;
use crate::limits::Breach;
use crate::rest::{ApiError, Params};
use crate::state::State;
use crate::state::oauth::Grant;

/// An uploaded file: `files[0]` with its name.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) field: String,
    pub(crate) filename: String,
    pub(crate) content_type: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) struct Call<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) params: Params,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Value,
    pub(crate) files: Vec<Upload>,
    pub(crate) reason: Option<String>,
    /// The grant of the person who calls; `None` when it is the bot.
    pub(crate) by: Option<Grant>,
    /// The guild it turned out to concern, for the record.
    pub(crate) guild: Option<Id>,
}

#[derive(Debug)]
pub(crate) enum Reply {
    Json(u16, Value),
    Empty,
}

impl Reply {
    pub(crate) fn ok(body: Value) -> Result<Reply, ApiError> {
        Ok(Reply::Json(200, body))
    }
}

impl Call<'_> {
    /// Who `@me` is: the person of the access token, or the bot.
    pub(crate) fn me(&self) -> Id {
        self.by.as_ref().map_or(self.state.bot_id, |grant| grant.user)
    }

    /// A parameter of the path.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(param, _)| *param == name).map_or("", |(_, value)| value)
    }

    /// A parameter of the path that must be a snowflake.
    pub(crate) fn id(&self, name: &str) -> Result<Id, ApiError> {
        snowflake(name, self.param(name))
    }

    /// A parameter of the query.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(param, _)| param == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field was sent at all, `null` included.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.body.get(name).is_some()
    }

    /// The body with its checks passed, or 50035.
    pub(crate) fn refuse_if(&self, breaches: Vec<Breach>) -> Result<(), ApiError> {
        match breaches.is_empty() {
            true => Ok(()),
            false => Err(ApiError::invalid_form(&breaches)),
        }
    }
}

/// A text as snowflake, or 50035 naming the field.
pub(crate) fn snowflake(name: &str, text: &str) -> Result<Id, ApiError> {
    text.parse().map_err(|_| {
        ApiError::invalid_form(&[Breach {
            path: name.to_owned(),
            code: "NUMBER_TYPE_COERCE",
            message: format!("Value \"{text}\" is not snowflake."),
        }])
    })
}
