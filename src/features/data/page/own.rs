//! A member's own data: a file of it, and its deletion.

use maud::html;

use super::{WORD, file, require_typed, told};
use crate::{
    app::{Acted, View, Visit},
    base::{
        error::{Error, Result},
        ids::GuildId,
        time::Time,
    },
    features::data::{act, export, model::Told, sql},
    platform::db,
    ui::{Button, Card, Choice, Field, Notice, Tone, When},
};

const EVERYWHERE: &str = "everywhere";

pub async fn show(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::find_requests(visit.guild, visit.actor.id)]).await?;
    let asked: Vec<Told> = db::all(&rows, 0)?;
    let asked = asked.iter().find(|request| request.id != crate::features::data::model::WHOLE);
    let scopes = [
        Choice::new("here", format!("What {} has of you", visit.guild_name), true),
        Choice::new(EVERYWHERE, "What every server served here has of you", false),
    ];
    let export = visit
        .form("/me/data/export")
        .body(html! { (Field::select("scope", "Of which servers", &scopes).group("export")) })
        .button(Button::new("Download"));
    let delete = visit
        .form("/me/data/delete")
        .body(html! {
            (Field::select("scope", "Of which servers", &scopes).group("delete"))
            (Field::text("typed", "Type delete to go on").group("delete").required())
        })
        .button(Button::new("Delete my data").danger());
    Ok(html! {
        @if let Some(request) = asked { p {
            "You had your data deleted here " (When { at: Time::from_millis(request.asked_at), now: visit.now }) ". "
            @if request.finished_at.is_none() { "It is being done." }
            @if request.kept > 0 { "What is in force stays until it is lifted; it is looked at again every week." }
        } }
        (Card::new("A file of your data", html! { (export) }).note("Everything that is kept of you, as JSON."))
        (told(visit.features))
        (Card::new("Delete your data", html! {
            (Notice::warning("This cannot be undone. Your bytes, squad and history are gone; bans and restrictions in force stay by \
                your id until they are lifted."))
            (delete)
        }).note("It takes some minutes, and can be done once in 30 days.").tone(Tone::Danger))
    }
    .into())
}

/// The guilds that a form means, and whether what belongs to none is meant too.
async fn scope(visit: &Visit) -> Result<(Vec<GuildId>, bool)> {
    let everywhere = visit.field("scope") == EVERYWHERE;
    let guilds = if everywhere { act::guilds(visit).await? } else { vec![visit.guild] };
    Ok((guilds, everywhere))
}

pub async fn export(visit: Visit) -> Result<Acted> {
    let (guilds, everywhere) = scope(&visit).await?;
    let body = export::of_person(&visit, &guilds, visit.actor.id, everywhere, visit.now).await?;
    Ok(file(format!("guildhall-{}.json", visit.actor.id), body))
}

pub async fn delete(visit: Visit) -> Result<Acted> {
    require_typed(&visit, WORD)?;
    let (guilds, everywhere) = scope(&visit).await?;
    let user = visit.actor.id;
    match act::ask(&visit, &guilds, user, everywhere, user, visit.now).await? {
        0 => Err(Error::Refused(act::AGAIN_LATER.to_owned())),
        _ => Ok(Acted::Done { to: "/me/data".to_owned(), said: act::ASKED.to_owned() }),
    }
}
