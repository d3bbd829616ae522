//! What people allowed the application to do in their name: codes on their way, and grants with their tokens.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use crate::Id;
use crate::state::State;

/// How long a code can be exchanged, in milliseconds.
const CODE_FOR_MS: u64 = 60_000;

/// How long an access token holds, in seconds. Source: Discord reference, "OAuth2", access token response.
pub(crate) const ACCESS_FOR_S: u64 = 604_800;

/// A code that was sent to a redirect URI and not exchanged yet.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) user: Id,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: BTreeSet<String>,
    /// PKCE: the base64url SHA-256 of the verifier that the exchange must name.
    pub(crate) challenge: Option<String>,
    pub(crate) until: u64,
}

/// A person's consent with its present tokens.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) user: Id,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) access: String,
    /// When the access token ends, Unix milliseconds.
    pub(crate) until: u64,
    pub(crate) refresh: String,
}

#[derive(Default)]
pub(crate) struct OAuth {
    codes: HashMap<String, Code>,
    grants: Vec<Grant>,
    /// Consents: also without tokens yet a person is not asked twice when `prompt` is `none`.
    allowed: HashMap<Id, BTreeSet<String>>,
}

impl Grant {
    /// The scopes as Discord joins them; in an order of its own, not the one of the request.
    pub(crate) fn scope(&self) -> String {
        self.scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

impl State {
    /// The addresses to which people may be sent back.
    pub(crate) fn redirect_uris(&self) -> Vec<&str> {
        let list = self.application.get("redirect_uris").and_then(|list| list.as_array());
        list.into_iter().flatten().filter_map(|uri| uri.as_str()).collect()
    }

    /// Whether a person has allowed all of these scopes before.
    pub(crate) fn has_allowed(&self, user: Id, scopes: &BTreeSet<String>) -> bool {
        self.oauth.allowed.get(&user).is_some_and(|allowed| scopes.is_subset(allowed))
    }

    /// A person consents; the code for it.
    pub(crate) fn allow(
        &mut self,
        user: Id,
        redirect_uri: &str,
        scopes: &BTreeSet<String>,
        challenge: Option<String>,
    ) -> String {
        let code = random();
        let until = self.now() + CODE_FOR_MS;
        let (redirect_uri, scopes) = (redirect_uri.to_owned(), scopes.clone());
        self.oauth.allowed.entry(user).or_default().extend(scopes.clone());
        self.oauth.codes.insert(code.clone(), Code { user, redirect_uri, scopes, challenge, until });
        code
    }

    /// A code that can be exchanged now.
    pub(crate) fn code(&self, code: &str) -> Option<&Code> {
        self.oauth.codes.get(code).filter(|code| code.until > self.now())
    }

    /// Exchanges a code for tokens, once.
    pub(crate) fn exchange(&mut self, code: &str) -> Option<&Grant> {
        let code = self.oauth.codes.remove(code)?;
        let grant = self.grant(code.user, code.scopes);
        self.oauth.grants.push(grant);
        self.oauth.grants.last()
    }

    /// Replaces the tokens of a grant; the old ones hold no longer.
    pub(crate) fn refresh(&mut self, refresh: &str) -> Option<&Grant> {
        let at = self.oauth.grants.iter().position(|grant| grant.refresh == refresh)?;
        let old = self.oauth.grants.get(at)?.clone();
        let fresh = self.grant(old.user, old.scopes);
        let place = self.oauth.grants.get_mut(at)?;
        *place = fresh;
        Some(place)
    }

    /// The grant of an access token that holds now.
    pub(crate) fn bearer(&self, access: &str) -> Option<&Grant> {
        self.oauth.grants.iter().find(|grant| grant.access == access && grant.until > self.now())
    }

    /// Ends the authorisation to which a token belongs: all tokens of that person, whichever was named.
    /// Source: Discord reference, "OAuth2", token revocation.
    pub(crate) fn revoke(&mut self, token: &str) {
        let named = self.oauth.grants.iter().find(|grant| grant.access == token || grant.refresh == token);
        if let Some(user) = named.map(|grant| grant.user) {
            self.end(user);
        }
    }

    /// A person takes the application off their authorised apps: every token and code of theirs ends, and the
    /// application is told by a webhook event. Nothing for who has not authorised it.
    pub fn deauthorize(&mut self, user: Id) {
        if self.oauth.allowed.contains_key(&user) {
            self.end(user);
            let data = json!({"user": self.user_json(user)});
            self.outgoing.push(("APPLICATION_DEAUTHORIZED", data));
        }
    }

    fn end(&mut self, user: Id) {
        self.oauth.allowed.remove(&user);
        self.oauth.grants.retain(|grant| grant.user != user);
        self.oauth.codes.retain(|_, code| code.user != user);
    }

    fn grant(&self, user: Id, scopes: BTreeSet<String>) -> Grant {
        let until = self.now() + ACCESS_FOR_S * 1_000;
        Grant { user, scopes, access: random(), until, refresh: random() }
    }
}

/// 30 characters, as Discord's codes and tokens have.
fn random() -> String {
    hex::encode(rand::random::<[u8; 15]>())
}
