//! `/slowmode`.

use serde_json::json;

use super::{allowed, named, recorded, refused, said};
use crate::{
    app::{Ctx, Done},
    base::{error::Result, words},
    discord::rest,
    features::{audit, channels::text, settings},
    platform::db::{DbError, Violated},
};

const ACTION: &str = "channels.slowmode";

pub async fn slowmode(ctx: Ctx) -> Result<Done> {
    let (settings, rows) = settings::read(&ctx, vec![audit::find_of_event(&ctx, ACTION)]).await?;
    let channel = named(&ctx)?;
    allowed(&ctx, &settings, channel)?;
    if rows.first().is_some_and(|rows| !rows.is_empty()) {
        // Somebody may have set another value since.
        return said(text::already_done(ctx.lang));
    }
    let seconds = ctx.args.integer("seconds").unwrap_or(0);
    let call = rest::modify_channel(channel, json!({ "rate_limit_per_user": seconds }));
    let reason = format!("/slowmode by {}", ctx.actor.name);
    let sent = ctx.discord.send(call.because(words::shortened(&reason, 100))).await;
    sent.map_err(|error| refused(&ctx, error, text::no_manage_channels))?;
    match ctx.db.batch(vec![recorded(&ctx, ACTION, channel, Some(seconds.to_string()))]).await {
        Ok(_) | Err(DbError::Violated(Violated::Unique(_))) => said(text::slowed(ctx.lang, channel, seconds)),
        Err(other) => Err(other.into()),
    }
}
