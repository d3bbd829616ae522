//! The one-time link of `/dashboard`: looking at it spends nothing, pressing *Continue* does.

use super::{
    Desk,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    base::error::Result,
    features::access::{
        self,
        model::{Link, SESSION, Session},
    },
    platform::crypto,
};

/// `/login/{secret}`.
///
/// # Errors
/// When the database does not serve.
pub async fn link(desk: &Desk, secret: &str) -> Result<Out> {
    let (db, now) = (&desk.means.db, desk.web.now);
    if let Some(until) = access::shut_until(db, &desk.web.address, now).await? {
        return Ok(shell::sentence(desk, 429, Sentence::ShutOut { until }));
    }
    let id = crypto::digest(secret);
    let known = access::find_link(db, &id, now).await?;
    let Some(known) = known else {
        access::failed(db, &desk.web.address, now).await?;
        return Ok(shell::sentence(desk, 404, Sentence::LinkIsOver));
    };
    let own = session(desk).await?;
    if let Some(other) = own.as_ref().filter(|own| own.user != known.user) {
        return Ok(shell::sentence(desk, 403, Sentence::SignedInAsOther { name: other.user_name.clone() }));
    }
    match desk.web.method {
        Method::Get => Ok(shell::continue_as(desk, &known)),
        Method::Post => spend(desk, &id, &known).await,
    }
}

async fn spend(desk: &Desk, link: &str, known: &Link) -> Result<Out> {
    // A session of before is never taken over: what somebody else may have put there is worth nothing.
    let secret = crypto::secret()?;
    let (db, web) = (&desk.means.db, &desk.web);
    let session = access::spend_link(db, link, &crypto::digest(&secret), &web.agent, web.now).await?;
    if session.is_none() {
        access::failed(db, &web.address, web.now).await?;
        return Ok(shell::sentence(desk, 404, Sentence::LinkIsOver));
    }
    Ok(Out::to(format!("/g/{}/", known.guild)).cookie(web.session_cookie(), secret, SESSION / 1_000))
}

/// The session of the cookie, where there is one.
///
/// # Errors
/// When the database does not serve.
pub async fn session(desk: &Desk) -> Result<Option<Session>> {
    let Some(secret) = desk.web.secret() else { return Ok(None) };
    let rows = desk.means.db.batch(vec![access::find_session(&crypto::digest(secret), desk.web.now)]).await?;
    rows.first().map(crate::platform::db::Rows::first).transpose().map(Option::flatten)
}

/// What makes forms of this session its own. Told to nobody but its pages; the secret cannot be found from it.
pub fn form_secret(secret: &str) -> String {
    crypto::digest(&format!("forms of {secret}"))
}
