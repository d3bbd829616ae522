//! OAuth2's first half: what an authorisation URL asks for, and where the browser goes when a person decides.
//! Wordings and the place of each error: Discord reference, "OAuth2"; discord-api-docs #7046 (PKCE), #7169 (scopes).

pub(crate) mod page;

use std::collections::BTreeSet;

use serde_json::json;

use crate::Id;
use crate::rest::body::query;
use crate::simulator::Simulator;
use crate::state::State;

/// The page's path, outside the API.
pub(crate) const PATH: &str = "/oauth2/authorize";

/// The scopes that the simulator knows, with what its page says of them.
const SCOPES: &[(&str, &str)] = &[
    ("identify", "Access your username, avatar and banner"),
    ("guilds", "Know what servers you're in"),
    ("guilds.members.read", "Read your member info (nickname, avatar, roles, etc) for servers you belong to"),
];

/// Parameters that must not come twice (RFC 6749, 3.1).
const PARAMETERS: &[&str] = &[
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "prompt",
    "code_challenge",
    "code_challenge_method",
];

/// Who answers, as an answer's `iss` names it (RFC 9207). Discord's metadata
/// (`/.well-known/oauth-authorization-server`) announces the parameter, its reference does not show it.
const ISSUER: &str = "https://discord.com";

/// Why a person was not asked, or did not consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What Discord's page or the answer's `error_description` says.
    pub reason: String,
    /// Where the browser is sent with the error; nowhere when it is not certain whose address that is.
    pub redirect: Option<String>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}

/// An authorisation URL that holds.
#[derive(Debug)]
pub(crate) struct Asked {
    redirect_uri: String,
    state: Option<String>,
    scopes: BTreeSet<String>,
    /// `prompt=none`: who has consented before is not asked again.
    silent: bool,
    challenge: Option<String>,
}

impl Asked {
    pub(crate) fn read(state: &State, pairs: &[(String, String)]) -> Result<Asked, Refusal> {
        let given = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let here = |reason: String| Err(Refusal { reason, redirect: None });
        if let Some(twice) = PARAMETERS.iter().find(|name| pairs.iter().filter(|(key, _)| key == *name).count() > 1) {
            return here(format!("Duplicate {twice} parameter."));
        }
        let client = given("client_id").unwrap_or_default();
        match client.parse::<Id>() {
            Err(_) => return here(format!("client_id: Value \"{client}\" is not snowflake.")),
            Ok(id) if id != state.application_id => return here("Unknown Application".into()),
            Ok(_) => {}
        }
        let Some(redirect_uri) = given("redirect_uri").filter(|uri| state.redirect_uris().contains(uri)) else {
            return here("Invalid OAuth2 redirect_uri".into());
        };
        let mut asked = Asked {
            redirect_uri: redirect_uri.to_owned(),
            state: given("state").map(str::to_owned),
            scopes: BTreeSet::new(),
            silent: given("prompt") == Some("none"),
            challenge: given("code_challenge").map(str::to_owned),
        };
        if given("response_type") != Some("code") {
            return Err(asked.refused("unsupported_response_type", "The requested response type is not supported."));
        }
        asked.scopes = given("scope").unwrap_or_default().split(' ').map(str::to_owned).collect();
        if asked.scopes.iter().any(|scope| !SCOPES.iter().any(|(known, _)| known == scope)) {
            return Err(asked.refused("invalid_scope", "The requested scope is invalid, unknown, or malformed."));
        }
        if !matches!(given("prompt"), None | Some("none" | "consent")) {
            return Err(asked.refused("invalid_request", "Invalid \"prompt\" in request."));
        }
        let invalid = match (&asked.challenge, given("code_challenge_method")) {
            (None, None) => None,
            (None, Some(_)) => Some("Missing \"code_challenge\""),
            (Some(challenge), Some("S256")) => (!is_sha256(challenge)).then_some("Invalid \"code_challenge\""),
            // Without a method RFC 7636 means `plain`, which Discord does not support.
            (Some(_), _) => Some("Unsupported \"code_challenge_method\""),
        };
        match invalid {
            Some(reason) => Err(asked.refused("invalid_request", reason)),
            None => Ok(asked),
        }
    }

    /// A person consents: the redirect URI with the code.
    pub(crate) fn allowed(&self, state: &mut State, user: Id) -> Result<String, Refusal> {
        if state.users.get(&user).is_none_or(|user| user.bot) {
            return Err(Refusal { reason: "only a person can sign in".into(), redirect: None });
        }
        let code = state.allow(user, &self.redirect_uri, &self.scopes, self.challenge.clone());
        Ok(self.redirect(&[("code", &code)]))
    }

    /// Where a person is sent without being asked, as they have consented before.
    pub(crate) fn allowed_before(&self, state: &mut State, user: Id) -> Option<String> {
        let known = self.silent && state.has_allowed(user, &self.scopes);
        known.then(|| self.allowed(state, user).ok()).flatten()
    }

    /// A person does not consent.
    pub(crate) fn denied(&self) -> Refusal {
        self.refused("access_denied", "The resource owner or authorization server denied the request")
    }

    fn refused(&self, error: &str, reason: &str) -> Refusal {
        let redirect = self.redirect(&[("error", error), ("error_description", reason)]);
        Refusal { reason: reason.to_owned(), redirect: Some(redirect) }
    }

    fn redirect(&self, pairs: &[(&str, &str)]) -> String {
        let mut out = self.redirect_uri.clone();
        let state = self.state.as_deref().map(|state| ("state", state));
        for (name, value) in pairs.iter().copied().chain(state).chain([("iss", ISSUER)]) {
            out.push(if out.contains('?') { '&' } else { '?' });
            out.push_str(&format!("{name}={}", encoded(value)));
        }
        out
    }
}

impl Simulator {
    /// The application's client secret, with which it exchanges codes for tokens.
    pub fn client_secret(&self) -> String {
        self.inner.secret.clone()
    }

    /// Registers the addresses to which people may be sent back, instead of those before.
    pub fn set_redirect_uris(&self, uris: &[&str]) {
        self.state(|state| state.application.insert("redirect_uris".into(), json!(uris)));
    }

    /// What a person does who opens an authorisation URL and consents: the address they are sent back to.
    ///
    /// # Errors
    /// When Discord would not ask them: the URL does not hold.
    pub fn authorize(&self, user: Id, authorize_url: &str) -> Result<String, Refusal> {
        let pairs = asked_for(authorize_url)?;
        self.state(|state| Asked::read(state, &pairs)?.allowed(state, user))
    }

    /// What a person does who opens an authorisation URL and cancels: the address they are sent back to.
    ///
    /// # Errors
    /// When Discord would not ask them: the URL does not hold.
    pub fn decline(&self, authorize_url: &str) -> Result<String, Refusal> {
        let pairs = asked_for(authorize_url)?;
        let denied = self.state(|state| Asked::read(state, &pairs))?.denied();
        denied.redirect.clone().ok_or(denied)
    }

    /// A person takes the application off their authorised apps: its tokens for them end, and it is told by a
    /// webhook event when it gets those.
    pub fn deauthorize(&self, user: Id) {
        self.state(|state| state.deauthorize(user));
    }
}

/// The query of a URL that leads to the page, whatever its origin.
fn asked_for(url: &str) -> Result<Vec<(String, String)>, Refusal> {
    let (address, text) = url.split_once('?').unwrap_or((url, ""));
    let path = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    match path.unwrap_or(address) == PATH {
        true => Ok(query(text.split('#').next().unwrap_or_default())),
        false => Err(Refusal { reason: format!("{address} is not Discord's {PATH}"), redirect: None }),
    }
}

/// Whether a text can be the base64url form of a SHA-256, without padding.
fn is_sha256(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A text as a form's value.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
