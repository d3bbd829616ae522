//! Pages that belong to no guild: the front, servers, sessions, signing out.

use maud::html;

use super::{
    Desk, act, login,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    base::{error::Result, time::Time},
    features::access::{
        self,
        model::{Seen, Session},
    },
    platform::db::Rows,
};

/// The front: led on where one is signed in.
///
/// # Errors
/// When the database does not serve.
pub async fn front(desk: &Desk) -> Result<Out> {
    match login::session(desk).await? {
        Some(Session { guild: Some(guild), .. }) => Ok(Out::to(format!("/g/{guild}/"))),
        Some(_) => Ok(Out::to("/guilds")),
        None => Ok(shell::sentence(desk, 200, Sentence::SignIn)),
    }
}

/// What is kept of people, in words.
pub fn privacy(desk: &Desk) -> Out {
    let _ = desk;
    let body = html! {
        p { "Guildhall keeps what it needs to do its work: your Discord id and display name with your bytes, squad, "
            "cases and verifications. Addresses are not kept. What you wrote is kept only where it was reported." }
    };
    Out::page(200, shell::own("Privacy", &body))
}

/// Ends this session.
///
/// # Errors
/// When the database does not serve.
pub async fn log_out(desk: &Desk) -> Result<Out> {
    let Some(session) = login::session(desk).await? else { return Ok(Out::to("/")) };
    if !own_form(desk) {
        return Ok(shell::sentence(desk, 403, Sentence::OldForm));
    }
    desk.means.db.batch(vec![access::delete_session(session.user, &session.id)]).await?;
    Ok(Out::to("/").cookie(desk.web.session_cookie(), "", 0))
}

/// Whether a form was shown by this session.
fn own_form(desk: &Desk) -> bool {
    let secret = desk.web.secret().map(login::form_secret);
    secret.is_some_and(|secret| act::cause(&secret, desk.web.field("mark"), desk.web.now).is_some())
}

/// The servers where one has access.
///
/// # Errors
/// When the database does not serve.
pub async fn guilds(desk: &Desk) -> Result<Out> {
    let Some(session) = login::session(desk).await? else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    let rows = desk.means.db.batch(vec![access::list_guilds(&session.id)]).await?;
    let seen: Vec<Seen> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let body = html! {
        @if seen.is_empty() { p { "Type /dashboard in a server: it stands here from then on." } }
        ul { @for guild in &seen { li { a href={ "/g/" (guild.guild) "/" } { (guild.guild_name) } } } }
    };
    Ok(Out::page(200, shell::own("Your servers", &body)))
}

/// The sessions of the one who asks; a form ends one.
///
/// # Errors
/// When the database does not serve.
pub async fn sessions(desk: &Desk) -> Result<Out> {
    let Some(session) = login::session(desk).await? else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    if desk.web.method == Method::Post {
        if !own_form(desk) {
            return Ok(shell::sentence(desk, 403, Sentence::OldForm));
        }
        desk.means.db.batch(vec![access::delete_session(session.user, desk.web.field("id"))]).await?;
        return Ok(Out::to("/sessions"));
    }
    let rows = desk.means.db.batch(vec![access::list_sessions(session.user, desk.web.now)]).await?;
    let list: Vec<Session> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let secret = desk.web.secret().map(login::form_secret).unwrap_or_default();
    let mark = act::mark(&secret, desk.web.now);
    let body = html! {
        ul { @for one in &list { li {
            (one.agent) " · since " (Time::from_millis(one.created_at).iso8601())
            @if one.id == session.id { " · this one" }
            form method="post" action="/sessions" {
                input type="hidden" name="mark" value=(mark);
                input type="hidden" name="id" value=(one.id);
                button { "End" }
            }
        } } }
    };
    Ok(Out::page(200, shell::own("Where you are signed in", &body)))
}
