//! Earlier versions of the settings, each with *Put back*.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, text as shared_text},
    base::error::{Error, Result},
    discord::{
        build::{button, row, select},
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        settings::{model::Version, sql, store, text},
    },
};

use super::setup::control;

/// Versions that are listed: as many as a select menu holds.
const LISTED: i64 = 25;

pub const LIST: Press = Press {
    action: "versions",
    audience: Audience::Admins,
    answer: Answer::Update,
    budget: Budget::new(4, 0, 0),
    run: |ctx| Box::pin(list(ctx)),
};

pub const PUT_BACK: Press = Press {
    action: "put-back",
    audience: Audience::Admins,
    answer: Answer::Update,
    // Discord is asked where the version has the bot give another role.
    budget: Budget::new(14, 1, 8),
    run: |ctx| Box::pin(put_back(ctx)),
};

async fn list(ctx: Ctx) -> Result<Done> {
    Ok(Reply::Update(listing(&ctx, None).await?).into())
}

async fn listing(ctx: &Ctx, note: Option<String>) -> Result<Message> {
    let (settings, rows) = store::read(ctx, vec![sql::list_versions(ctx.guild, LISTED)]).await?;
    let versions: Vec<Version> = rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let message =
        Message { content: note.unwrap_or_default(), ..Message::embed(text::version_list(ctx.lang, &versions)) };
    let back = row(vec![button(ButtonStyle::Secondary, text::back(ctx.lang), control("again", &[]))]);
    let earlier: Vec<(String, String, bool)> = versions
        .iter()
        .filter(|version| version.version != settings.version)
        .map(|version| (version.version.to_string(), text::version_label(ctx.lang, version), false))
        .collect();
    if earlier.is_empty() {
        return Ok(message.with(back));
    }
    Ok(message.with(row(vec![select(control("put-back", &[]), text::put_back(ctx.lang), earlier)])).with(back))
}

async fn put_back(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let number: i64 = ctx.args.chosen().first().and_then(|text| text.parse().ok()).ok_or_else(expired)?;
    match store::put_back(&ctx, Origin::Button, number).await {
        Err(Error::Refused(why)) if why == store::GONE => return Err(expired()),
        put_back => drop(put_back?),
    }
    Ok(Reply::Update(listing(&ctx, Some(text::was_put_back(ctx.lang, number))).await?).into())
}
