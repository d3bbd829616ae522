//! `/purge`: deletes the newest messages that fit.

use twilight_model::guild::Permissions;

use super::{first_time, recorded, refused, said};
use crate::{
    app::{Ctx, Done},
    base::{
        error::{Error, Result},
        ids::{MessageId, UserId},
        json::FromJson,
        words,
    },
    discord::rest,
    features::{
        channels::{
            logic::{self, Listed, Wanted},
            text,
        },
        settings,
    },
};

/// Pages of messages that a search goes through at most, 100 each.
const PAGES: usize = 3;

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
}

pub async fn purge(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MANAGE_MESSAGES)?;
    let channel = ctx.channel.ok_or_else(|| Error::Internal("no channel".to_owned()))?;
    let wanted = Wanted {
        count: ctx.args.integer("count").unwrap_or(1).clamp(1, 100) as usize,
        user: ctx.args.user("user").map(|target| target.id),
        contains: ctx.args.text("contains").map(str::to_lowercase),
    };
    let lacks = |error| refused(&ctx, error, text::no_manage_messages);
    let own: OwnUser = ctx.discord.read(rest::get_own_user()).await.map_err(lacks)?;
    // Only what stood there when the command was given: a second delivery finds nothing new.
    let mut before: Option<MessageId> = Some(ctx.cause.cast());
    let mut all: Vec<Listed> = Vec::new();
    let searches = wanted.user.is_some() || wanted.contains.is_some();
    for _ in 0..if searches { PAGES } else { 1 } {
        let page: Vec<Listed> = ctx.discord.read(rest::get_messages(channel, before, 100)).await.map_err(lacks)?;
        before = page.last().map(|message| message.id);
        let more = page.len() == 100;
        all.extend(page);
        if !more || logic::find(&all, &wanted, own.id, ctx.now).ids.len() == wanted.count {
            break;
        }
    }
    let found = logic::find(&all, &wanted, own.id, ctx.now);
    if found.ids.is_empty() {
        let why = match (found.blind, found.too_old) {
            (true, _) => text::blind(ctx.lang).to_owned(),
            (false, 0) => text::nothing_fits(ctx.lang).to_owned(),
            (false, count) => text::older(ctx.lang, count),
        };
        return Err(Error::Refused(why));
    }
    let row = recorded(&ctx, "channels.purge", channel, Some(found.ids.len().to_string()));
    if !first_time(&ctx, vec![row]).await? {
        return said(text::already_done(ctx.lang));
    }
    let call = match found.ids.as_slice() {
        [one] => rest::delete_message(channel, *one),
        many => rest::bulk_delete(channel, many),
    };
    let reason = format!("/purge by {}", ctx.actor.name);
    ctx.discord.send(call.because(words::shortened(&reason, 100))).await.map_err(lacks)?;
    said(text::purged(ctx.lang, found.ids.len(), found.too_old))
}
