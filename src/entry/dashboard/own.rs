//! Pages that belong to no guild: the front, sessions, signing out. The servers: `guilds.rs`.

use maud::{Render, html};

use super::{
    Desk, act, login,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    base::{error::Result, time::Time},
    features::access::{self, model::Session},
    platform::db,
    ui::{Badge, Button, Column, Confirm, Form, Row, Table, Tone, Undo, When},
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

/// From `/dashboard/…` to the same path without it.
pub fn led_to(desk: &Desk, below: &[&str]) -> Out {
    let mut to = format!("/{}", below.join("/"));
    if !desk.web.query.is_empty() {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&desk.web.query).finish();
        to = format!("{to}?{query}");
    }
    Out::to(to)
}

/// Ends this session.
///
/// # Errors
/// When the database does not serve.
pub async fn log_out(desk: &Desk) -> Result<Out> {
    let Some(session) = login::session(desk).await? else { return Ok(Out::to("/")) };
    if !is_own_form(desk) {
        return Ok(shell::sentence(desk, 403, Sentence::OldForm));
    }
    desk.means.db.batch(vec![access::delete_session(session.user, &session.id)]).await?;
    Ok(Out::to("/").cookie(desk.web.session_cookie(), "", 0))
}

/// Whether a form was shown by this session.
pub fn is_own_form(desk: &Desk) -> bool {
    let secret = desk.web.secret().map(login::form_secret);
    secret.is_some_and(|secret| act::cause(&secret, desk.web.field("mark"), desk.web.now).is_some())
}

/// The sessions of the one who asks; a form ends one.
///
/// # Errors
/// When the database does not serve.
pub async fn sessions(desk: &Desk) -> Result<Out> {
    let Some(session) = login::session(desk).await? else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    if desk.web.method == Method::Post {
        if !is_own_form(desk) {
            return Ok(shell::sentence(desk, 403, Sentence::OldForm));
        }
        desk.means.db.batch(vec![access::delete_session(session.user, desk.web.field("id"))]).await?;
        return Ok(Out::to("/sessions"));
    }
    let rows = desk.means.db.batch(vec![access::list_sessions(session.user, desk.web.now)]).await?;
    let list: Vec<Session> = db::all(&rows, 0)?;
    let asked = desk.web.query.iter().find(|(name, _)| name == "end").map(|(_, id)| id.as_str());
    if let Some(one) = list.iter().find(|one| Some(one.id.as_str()) == asked) {
        let asks = Confirm {
            question: &format!("End the session of {}?", browser(&one.agent)),
            what: "Whoever uses it has to sign in again.",
            undo: Undo::Possible("Sign in there again, by /dashboard or with Discord."),
            form: Form::new("/sessions", mark(desk)).keeps("id", one.id.as_str()),
            act: "End the session",
            back: "/sessions",
            typed: None,
        };
        return Ok(Out::page(200, shell::own_of(&session, mark(desk), "End a session", &asks.render())));
    }
    let rows = list.iter().map(|one| {
        let since = When { at: Time::from_millis(one.created_at), now: desk.web.now };
        let used = When { at: Time::from_millis(one.used_at), now: desk.web.now };
        let here = html! { @if one.id == session.id { " " (Badge { words: "this one", tone: Tone::Good }) } };
        Row::new([html! { (browser(&one.agent)) (here) }, since.render(), used.render()]).acts(
            Button::new("End")
                .quiet()
                .of(format!("the session of {}", one.agent))
                .to(format!("/sessions?end={}", one.id))
                .render(),
        )
    });
    let columns = ["Browser", "Signed in", "Last used"].map(Column::new);
    let body = html! {
        p { "A session lasts a week. End those that are not yours, and every one you have forgotten." }
        (Table::new("Sessions", columns).rows(rows))
    };
    Ok(Out::page(200, shell::own_of(&session, mark(desk), "Where you are signed in", &body)))
}

/// A mark for a form that belongs to no guild.
pub fn mark(desk: &Desk) -> String {
    let secret = desk.web.secret().map(login::form_secret).unwrap_or_default();
    act::mark(&secret, desk.web.now)
}

/// A browser's name and system as people know them, out of what it says of itself.
fn browser(agent: &str) -> String {
    let first =
        |words: &[(&str, &'static str)]| words.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name);
    let name = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (name, system) {
        (Some(name), Some(system)) => format!("{name} on {system}"),
        (Some(name), None) => name.to_owned(),
        _ => crate::base::words::shortened(agent, 60),
    }
}
