//! What is kept of people: told to everybody, given and deleted for who is signed in.

use maud::{Markup, html};

use super::{
    Desk, login, own,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    base::error::Result,
    features::{FEATURES, access::model::Session, data},
    ui::{Button, Card, Field, Form, Notice, Tone},
};

/// `/privacy`, and its forms.
///
/// # Errors
/// When the database does not serve.
pub async fn privacy(desk: &Desk, act: Option<&str>) -> Result<Out> {
    let session = login::session(desk).await?;
    let Some(session) = session else {
        return Ok(match act {
            None => Out::page(200, shell::own("Privacy", &words(desk, None, None))),
            Some(_) => shell::sentence(desk, 401, Sentence::SignIn),
        });
    };
    if desk.web.method == Method::Post && !own::is_own_form(desk) {
        return Ok(shell::sentence(desk, 403, Sentence::OldForm));
    }
    let (means, user, now) = (&desk.means, session.user, desk.web.now);
    let said = match act {
        Some("export") => {
            let guilds = data::guilds(means).await?;
            let body = data::of_person(means, &guilds, user, true, now).await?;
            return Ok(Out::file(&format!("guildhall-{user}.json"), "application/json; charset=utf-8", body));
        }
        Some("delete") if desk.web.field("typed").trim() == "delete" => {
            let guilds = data::guilds(means).await?;
            let asked = data::ask(means, &guilds, user, true, user, now).await?;
            Some(if asked == 0 { Notice::warning(data::AGAIN_LATER) } else { Notice::good(data::ASKED) })
        }
        Some("delete") => Some(Notice::danger("Nothing was deleted: type \"delete\" into the field to go on.")),
        _ => None,
    };
    let body = words(desk, Some(&session), said);
    Ok(Out::page(200, shell::own_of(&session, own::mark(desk), "Privacy", &body)))
}

fn words(desk: &Desk, session: Option<&Session>, said: Option<Notice>) -> Markup {
    html! {
        @if let Some(said) = said { (said) }
        p { "Guildhall keeps what it needs to do its work in the servers that use it, by your Discord id, and nothing else. "
            "What you write is kept only where it was reported or flagged. Addresses are not kept. Nothing is sold or "
            "given on, and nothing is used for advertisement or to train anything." }
        p { "It is kept in the database of who runs this deployment, at Cloudflare. Secrets are encrypted or kept as a "
            "digest only. Thirty days after Guildhall was removed from a server, all that was kept of it is deleted." }
        @match session {
            Some(_) => (forms(desk)),
            None => (Card::new("Get or delete your data", html! {
                p { "Sign in first: type /dashboard in a server where Guildhall is"
                    @if desk.means.config.client_secret.is_some() { ", or " a href="/login" { "sign in with Discord" } }
                    ". Then come back here." }
            })),
        }
        (data::told(FEATURES))
    }
}

fn forms(desk: &Desk) -> Markup {
    let export = Form::new("/privacy/export", own::mark(desk)).button(Button::new("Download my data"));
    let delete = Form::new("/privacy/delete", own::mark(desk))
        .body(html! { (Field::text("typed", "Type delete to go on").required()) })
        .button(Button::new("Delete my data everywhere").danger());
    html! {
        (Card::new("A file of your data", html! { (export) }).note("Everything that is kept of you, of all servers, as JSON."))
        (Card::new("Delete your data", html! {
            (Notice::warning("This cannot be undone. Bans and restrictions in force stay by your id until they are lifted."))
            (delete)
        }).note("Of all servers. It takes some minutes, and can be done once in 30 days.").tone(Tone::Danger))
    }
}
