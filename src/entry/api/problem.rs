//! What went wrong, as RFC 9457 has it.

use serde_json::{Value, json};

use crate::{
    app::{api::check::Fault, text},
    base::{
        error::{Error, Missing},
        lang::Lang,
    },
};

#[derive(Debug)]
pub struct Problem {
    pub status: u16,
    pub detail: String,
    pub faults: Vec<Fault>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// What is logged, where it is our fault.
    pub cause: Option<String>,
}

impl Problem {
    pub fn plain(status: u16, detail: impl Into<String>) -> Problem {
        Problem { status, detail: detail.into(), faults: Vec::new(), headers: Vec::new(), cause: None }
    }

    pub fn not_found() -> Problem {
        Problem::plain(404, "There is nothing here, or nothing for this key.")
    }

    pub fn method(allowed: &str) -> Problem {
        Problem::plain(405, "This method is not served here.").with("allow", allowed)
    }

    pub fn unauthorized() -> Problem {
        Problem::plain(401, "A key or token that is good is needed: Authorization: Bearer gh_…")
            .with("www-authenticate", "Bearer realm=\"guildhall\"")
    }

    pub fn unfit(faults: Vec<Fault>) -> Problem {
        Problem { faults, ..Problem::plain(422, "What was sent does not fit.") }
    }

    pub fn at(mut self, pointer: &str, detail: &str) -> Problem {
        self.faults.push(Fault { pointer: pointer.to_owned(), detail: detail.to_owned() });
        self
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Problem {
        self.headers.push((name, value.into()));
        self
    }

    pub fn of(error: Error, correlation: &str) -> Problem {
        match error {
            Error::Refused(sentence) => Problem::plain(422, sentence),
            Error::Without(Missing::Guild) => Problem::not_found(),
            Error::Without(missing) => {
                let status = if matches!(missing, Missing::Permission) { 422 } else { 503 };
                let problem = Problem::plain(status, text::without(Lang::En, missing));
                let passes = matches!(missing, Missing::Discord | Missing::Database);
                if passes { problem.with("retry-after", "60") } else { problem }
            }
            Error::Internal(cause) => {
                Problem { cause: Some(cause), ..Problem::plain(500, text::internal(Lang::En, correlation)) }
            }
        }
    }

    pub fn body(&self, instance: &str, correlation: &str) -> String {
        let title = title(self.status);
        let mut body = json!({
            "type": format!("/api/docs#status-{}", self.status), "title": title, "status": self.status,
            "detail": self.detail, "instance": instance, "correlation": correlation,
        });
        if !self.faults.is_empty() {
            let faults = self.faults.iter().map(|fault| json!({ "pointer": fault.pointer, "detail": fault.detail }));
            body["errors"] = faults.collect::<Value>();
        }
        body.to_string()
    }
}

fn title(status: u16) -> &'static str {
    crate::app::api::PROBLEMS
        .iter()
        .find(|(known, _)| *known == status)
        .map_or("Something went wrong", |(_, title)| title)
}
