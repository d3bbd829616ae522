//! Answers to a browser, with the headers that keep a page to itself.

use maud::Markup;
use worker::{Headers, Response, Result};

use super::request::Web;

/// Nothing from elsewhere runs, loads, frames or receives a form, except pictures of Discord's.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' https://cdn.discordapp.com data:; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// An answer to be sent.
pub struct Out {
    pub status: u16,
    pub body: String,
    /// Where the browser goes instead.
    pub to: Option<String>,
    /// Cookies: name, value, seconds to live. One that lives 0 seconds is taken away.
    pub cookies: Vec<(&'static str, String, i64)>,
    /// Media type and disposition of what is kept, not shown.
    pub file: Option<(&'static str, String)>,
}

impl Out {
    pub fn page(status: u16, body: Markup) -> Out {
        Out { status, body: body.into_string(), to: None, cookies: Vec::new(), file: None }
    }

    /// A file to keep, whose name is of letters, digits, points and hyphens.
    pub fn file(name: &str, media_type: &'static str, body: String) -> Out {
        let file = Some((media_type, format!("attachment; filename=\"{name}\"")));
        Out { status: 200, body, to: None, cookies: Vec::new(), file }
    }

    /// Led elsewhere, by GET.
    pub fn to(path: impl Into<String>) -> Out {
        Out { status: 303, body: String::new(), to: Some(path.into()), cookies: Vec::new(), file: None }
    }

    pub fn cookie(mut self, name: &'static str, value: impl Into<String>, seconds: i64) -> Out {
        self.cookies.push((name, value.into(), seconds));
        self
    }
}

/// # Errors
/// Only when the runtime cannot build a response.
pub fn send(web: &Web, out: Out) -> Result<Response> {
    let headers = Headers::new();
    guard(&headers)?;
    let (media_type, disposition) = out
        .file
        .as_ref()
        .map_or(("text/html; charset=utf-8", "inline"), |(media_type, how)| (*media_type, how.as_str()));
    headers.set("content-type", media_type)?;
    headers.set("content-disposition", disposition)?;
    if let Some(to) = &out.to {
        headers.set("location", to)?;
    }
    for (name, value, seconds) in &out.cookies {
        let secure = if web.is_secure { "; Secure" } else { "" };
        headers.append(
            "set-cookie",
            &format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"),
        )?;
    }
    Ok(Response::ok(out.body)?.with_status(out.status).with_headers(headers))
}

/// An answer without a page.
///
/// # Errors
/// As [`send`].
pub fn plain(status: u16) -> Result<Response> {
    let sentence = match status {
        403 => "This form comes from elsewhere.",
        405 => "This method is not served here.",
        413 => "That is too large.",
        415 => "Forms only.",
        _ => "The dashboard cannot be shown at the moment.",
    };
    let response = Response::error(sentence, status)?;
    guard(response.headers())?;
    Ok(response)
}

/// The headers that every answer to a browser has.
///
/// # Errors
/// Only when the runtime cannot set one.
pub fn guard(headers: &Headers) -> Result<()> {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        // A path may hold a secret; within this site the origin of forms is still told.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        headers.set(name, value)?;
    }
    Ok(())
}
