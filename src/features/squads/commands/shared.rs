//! What several commands of squads share: suggestions, and controls that live for a while.

use crate::{
    app::{Ctx, Done, Work, text as shared_text},
    base::{
        error::{Error, Result},
        ids,
    },
    discord::reply::{Message, Reply},
    features::{
        settings,
        squads::{
            model::{Squad, SquadSettings, folded},
            sql, text,
        },
    },
    platform::db,
};

/// Active squads whose names hold what was typed; an id is sent.
pub fn squads(ctx: Ctx) -> Work<Vec<(String, String)>> {
    Box::pin(async move {
        let (_, rows) = settings::read(&ctx, vec![sql::list_squads(ctx.guild)]).await?;
        let squads: Vec<Squad> = db::all(&rows, 0)?;
        let typed = folded(ctx.typed());
        let fits = squads.iter().filter(|squad| squad.is_active() && folded(&squad.name).contains(&typed));
        Ok(fits.take(25).map(|squad| (text::plain(squad), squad.id.to_string())).collect())
    })
}

/// The squad that an option names: by the id that a suggestion sends, or by its name.
pub fn named<'a>(squads: &'a [Squad], text: &str) -> Option<&'a Squad> {
    let by_name = || squads.iter().find(|squad| folded(&squad.name) == folded(text));
    let id: Option<i64> = text.trim().parse().ok();
    id.and_then(|id| squads.iter().find(|squad| squad.id == id)).or_else(by_name)
}

/// Why a control cannot be used; `None` when it can. Only the asker may press, and only for so long
/// after the message was sent.
pub fn blocked(ctx: &Ctx, settings: &SquadSettings) -> Result<Option<Done>> {
    let asker: ids::UserId =
        ctx.args.control_id(0).ok_or_else(|| Error::Refused(shared_text::unknown_control(ctx.lang).to_owned()))?;
    if asker != ctx.actor.id {
        return Err(Error::Refused(text::not_yours(ctx.lang, asker)));
    }
    let sent = ctx.message.as_ref().map(|message| ids::time_of(message.id));
    let live = sent.is_none_or(|sent| settings.is_live(sent, ctx.now));
    Ok((!live).then(|| Reply::Update(Message::text(text::expired(ctx.lang))).into()))
}

pub fn expired(ctx: &Ctx) -> Error {
    Error::Refused(shared_text::unknown_control(ctx.lang).to_owned())
}
