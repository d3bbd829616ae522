//! A browser's request as the dashboard knows it.

use url::form_urlencoded;
use worker::{Request, Result};

use crate::{
    app::Fields,
    base::{
        config::Config,
        ids::{self, GuildId},
        time::Time,
    },
    entry::request::address_of,
    platform::clock,
};

/// Largest form, in bytes. A file of a year's balances fits.
const LARGEST: usize = 1024 * 1024;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Method {
    Get,
    Post,
}

pub struct Web {
    pub method: Method,
    pub path: Vec<String>,
    pub query: Fields,
    pub fields: Fields,
    pub cookies: Fields,
    /// What the browser calls itself, shortened.
    pub agent: String,
    /// A digest of where the request comes from; the address itself is kept nowhere.
    pub address: String,
    pub now: Time,
    /// Scheme, host and port.
    pub origin: String,
    pub host: String,
    pub is_secure: bool,
}

/// Reads a request; a status where it cannot be served.
///
/// # Errors
/// Only when the runtime fails.
pub async fn read(mut request: Request, config: &Config) -> Result<std::result::Result<Web, u16>> {
    let method = match request.method() {
        worker::Method::Get | worker::Method::Head => Method::Get,
        worker::Method::Post => Method::Post,
        _ => return Ok(Err(405)),
    };
    let url = request.url()?;
    let header = |name: &str| request.headers().get(name).ok().flatten().unwrap_or_default();
    // What another site has a browser load, beside a page that the person opens, is nothing of theirs.
    if method == Method::Get && header("sec-fetch-site") == "cross-site" && header("sec-fetch-dest") != "document" {
        return Ok(Err(403));
    }
    let path = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let query = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let cookies = cookies(&header("cookie"));
    let agent = crate::base::words::shortened(&crate::base::words::plain(&header("user-agent")), 200);
    let address = address_of(&request, config)?;
    let now = if config.allowed_test_hosts.is_empty() { clock::now() } else { pretended(&header, &cookies) };
    let is_form = header("content-type").starts_with("application/x-www-form-urlencoded");
    let origin_header = header("origin");
    let declared: usize = header("content-length").parse().unwrap_or_default();
    let origin = url.origin().ascii_serialization();
    let mut fields = Fields::new();
    if method == Method::Post {
        // A form of another site is none of ours, whatever it carries.
        if !origin_header.is_empty() && origin_header != origin {
            return Ok(Err(403));
        }
        if declared > LARGEST {
            return Ok(Err(413));
        }
        let body = request.bytes().await?;
        if body.len() > LARGEST {
            return Ok(Err(413));
        }
        if !is_form && !body.is_empty() {
            return Ok(Err(415));
        }
        fields = form_urlencoded::parse(&body).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    Ok(Ok(Web {
        method,
        path,
        query,
        fields,
        cookies,
        agent,
        address,
        now,
        origin,
        host,
        is_secure: url.scheme() == "https",
    }))
}

/// Only where loopback hosts are allowed, in local runs, may a request say what time it is, or by how many
/// milliseconds its clock is ahead.
fn pretended(header: &impl Fn(&str) -> String, cookies: &Fields) -> Time {
    let ahead = cookies.iter().find(|(name, _)| name == "guildhall-ahead").and_then(|(_, value)| value.parse().ok());
    let said = header("guildhall-now").parse().ok().map(Time::from_millis);
    said.unwrap_or_else(|| clock::now().plus(ahead.unwrap_or(0)))
}

fn cookies(header: &str) -> Fields {
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

impl Web {
    /// The session's cookie, where it looks like one.
    pub fn secret(&self) -> Option<&str> {
        let found = self.cookies.iter().find(|(name, _)| name == self.session_cookie())?;
        Some(found.1.as_str()).filter(|text| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// A cookie that only this host can have set, where the connection is secure.
    /// Source: RFC 6265bis, "Cookie Name Prefixes".
    pub fn session_cookie(&self) -> &'static str {
        if self.is_secure { "__Host-guildhall" } else { "guildhall" }
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    pub fn guild(&self) -> Option<GuildId> {
        match self.path.as_slice() {
            [first, guild, ..] if first == "g" => ids::parse(guild),
            _ => None,
        }
    }

    /// The names of what was asked and sent, without values; those that no page of ours could have are left out.
    pub fn asked(&self) -> String {
        let is_word = |name: &&str| name.len() <= 24 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let names = self.query.iter().chain(&self.fields).map(|(name, _)| name.as_str());
        names.filter(is_word).filter(|name| *name != "mark").take(12).collect::<Vec<_>>().join(" ")
    }

    /// The path without ids and secrets, for the log.
    pub fn place(&self) -> String {
        let method = if self.method == Method::Get { "GET" } else { "POST" };
        let parts = self.path.iter().map(|part| {
            let is_word = part.len() < 24 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if is_word { part.as_str() } else { "*" }
        });
        format!("{method} /{}", parts.collect::<Vec<_>>().join("/"))
    }
}
