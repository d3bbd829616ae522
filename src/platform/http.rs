//! Sends calls to Discord's REST API.

use std::{cell::RefCell, rc::Rc};

use super::{clock, log, meter::Meter};
use crate::{
    base::{
        config::Config,
        duration,
        error::Error,
        json,
        json::FromJson,
        list::Table,
        time::{SECOND, Time},
    },
    discord::rest::{Auth, Call, RestError},
};

/// How long one call may take.
const CALL_LIMIT: i64 = 10 * SECOND;
/// The longest wait that a call itself sits out when Discord asks to wait; longer ones are left to
/// the minute tick.
const LONGEST_WAIT: i64 = 2 * SECOND;
/// How often a call is sent at most.
const TRIES: u32 = 3;

const USER_AGENT: &str = concat!("DiscordBot (https://guildhall.invalid, ", env!("CARGO_PKG_VERSION"), ")");

/// Discord's REST API for one invocation.
#[derive(Clone)]
pub struct Rest {
    config: Rc<Config>,
    meter: Meter,
    correlation: Rc<str>,
    /// When a route may be called again, from Discord's rate-limit headers. Isolates share no
    /// memory, so it holds for this invocation only.
    ready_at: Rc<RefCell<Table<String, Time>>>,
}

#[derive(FromJson)]
struct ErrorBody {
    #[serde(default)]
    code: u32,
    #[serde(default)]
    message: String,
    retry_after: Option<f64>,
}

impl Rest {
    pub fn new(config: Rc<Config>, meter: Meter, correlation: &str) -> Rest {
        Rest { config, meter, correlation: correlation.into(), ready_at: Rc::default() }
    }

    /// Sends a call whose answer has no body that matters.
    ///
    /// # Errors
    /// What Discord refused with, or why it did not answer.
    pub async fn send(&self, call: Call) -> Result<(), RestError> {
        self.answer(&call).await.map(drop)
    }

    /// Sends a call and reads its JSON answer.
    ///
    /// # Errors
    /// As [`Rest::send`]; an answer of another shape counts as none.
    pub async fn read<T: FromJson>(&self, call: Call) -> Result<T, RestError> {
        let body = self.answer(&call).await?;
        let unreadable = |cause: &dyn std::fmt::Display| RestError::Unreachable(format!("unreadable answer: {cause}"));
        let text = std::str::from_utf8(&body).map_err(|cause| unreadable(&cause))?;
        json::parse(text).map_err(|fault| unreadable(&fault))
    }

    async fn answer(&self, call: &Call) -> Result<Vec<u8>, RestError> {
        let route = call.route();
        let mut tries = 0;
        loop {
            tries += 1;
            self.wait_for_turn(&route).await?;
            match self.once(call, &route).await {
                Err(RestError::RateLimited { retry_after }) if retry_after <= LONGEST_WAIT && tries < TRIES => {
                    clock::wait(retry_after).await;
                }
                answer => {
                    if let Err(error) = &answer {
                        let detail = serde_json::json!({ "call": call.method.as_str(), "route": route, "error": error.to_string() });
                        log::debug(self.config.log_level, &self.correlation, &detail);
                    }
                    return answer;
                }
            }
        }
    }

    async fn wait_for_turn(&self, route: &str) -> Result<(), RestError> {
        let ready = self.ready_at.borrow().get(route).copied();
        let pause = ready.map_or(0, |ready| ready.millis() - clock::now().millis());
        if pause > LONGEST_WAIT {
            return Err(RestError::RateLimited { retry_after: pause });
        }
        if pause > 0 {
            clock::wait(pause).await;
        }
        Ok(())
    }

    async fn once(&self, call: &Call, route: &str) -> Result<Vec<u8>, RestError> {
        if !self.meter.take_subrequest() {
            return Err(RestError::Unreachable("over the ceiling of subrequests for one invocation".to_owned()));
        }
        let request = self.request(call)?;
        let sent = clock::within(CALL_LIMIT, Box::pin(request.send())).await;
        let response = match sent {
            Ok(response) => response.map_err(|cause| RestError::Unreachable(without_address(cause)))?,
            Err(_) => return Err(RestError::Unreachable("no answer in time".to_owned())),
        };
        let status = response.status().as_u16();
        let header = |name: &str| duration::parse_seconds(response.headers().get(name)?.to_str().ok()?);
        let wait_header = header("retry-after");
        if header("x-ratelimit-remaining") == Some(0)
            && let Some(wait) = header("x-ratelimit-reset-after")
        {
            let ready = clock::now().plus(wait);
            self.ready_at.borrow_mut().insert(route.to_owned(), ready);
        }
        let body = clock::within(CALL_LIMIT, Box::pin(response.bytes())).await;
        let body = match body {
            Ok(Ok(body)) => body.to_vec(),
            Ok(Err(cause)) => return Err(RestError::Unreachable(without_address(cause))),
            Err(_) => return Err(RestError::Unreachable("answer broke off".to_owned())),
        };
        if (200..300).contains(&status) {
            return Ok(body);
        }
        let error: Option<ErrorBody> = std::str::from_utf8(&body).ok().and_then(|text| json::parse(text).ok());
        let error = error.unwrap_or(ErrorBody { code: 0, message: String::new(), retry_after: None });
        if status == 429 {
            let told = error.retry_after.map(|seconds| (seconds * 1000.0).ceil() as i64);
            return Err(RestError::RateLimited { retry_after: told.or(wait_header).unwrap_or(1_000) });
        }
        Err(RestError::Answer { status, code: error.code, message: error.message })
    }

    fn request(&self, call: &Call) -> Result<reqwest::RequestBuilder, RestError> {
        let method = reqwest::Method::from_bytes(call.method.as_str().as_bytes()).unwrap_or(reqwest::Method::GET);
        let address = format!("{}{}", self.config.api_base, call.path);
        let mut request = reqwest::Client::new().request(method, address).header("user-agent", USER_AGENT);
        match &call.auth {
            Auth::Bot => {
                let token = self.config.token.as_deref();
                let token = token.ok_or_else(|| RestError::Unreachable("DISCORD_TOKEN is not set".to_owned()))?;
                request = request.header("authorization", format!("Bot {token}"));
            }
            Auth::Bearer(token) => request = request.header("authorization", format!("Bearer {token}")),
            Auth::Path => {}
        }
        if let Some(reason) = &call.reason {
            request = request.header("x-audit-log-reason", percent_encoded(reason));
        }
        if !call.files.is_empty() {
            let mut form = reqwest::multipart::Form::new().text("payload_json", call.body.clone().unwrap_or_default());
            for (place, file) in call.files.iter().enumerate() {
                let part = reqwest::multipart::Part::bytes(file.bytes.clone()).file_name(file.name.clone());
                let part =
                    part.mime_str(file.content_type).map_err(|cause| RestError::Unreachable(cause.to_string()))?;
                form = form.part(format!("files[{place}]"), part);
            }
            return Ok(request.multipart(form));
        }
        if let Some(body) = &call.body {
            let kind = if call.is_form { "application/x-www-form-urlencoded" } else { "application/json" };
            request = request.header("content-type", kind).body(body.clone());
        }
        Ok(request)
    }
}

/// Interaction tokens stand in addresses, and errors may print the address.
fn without_address(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

/// The audit log reason is a header, so what is not plain ASCII is percent-encoded.
/// Source: Discord reference, "Audit Log".
fn percent_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

impl From<RestError> for Error {
    fn from(error: RestError) -> Error {
        error.missing().map_or_else(|| Error::Internal(error.to_string()), Error::Without)
    }
}
