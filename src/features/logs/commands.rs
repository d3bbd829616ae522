//! The page of `/setup` on which log channels are chosen.

use twilight_model::channel::message::component::{ButtonStyle, SelectDefaultValue};

use super::{
    model::{Kind, Logs},
    text,
};
use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, text as shared_text},
    base::{
        error::{Error, Result},
        ids,
    },
    discord::{
        build::{button, channel_select, row, select},
        custom_id,
        reply::{Message, Reply},
    },
    features::{audit::Origin, settings},
};

pub const PRESSES: &[Press] = &[
    // The page; argument: the kind that is chosen, or in the menu's choice.
    Press {
        action: "channels",
        audience: Audience::Admins,
        answer: Answer::Update,
        budget: Budget::new(2, 0, 0),
        run: |ctx| Box::pin(page(ctx)),
    },
    // Argument: the kind that the channel is for.
    Press {
        action: "set",
        audience: Audience::Admins,
        answer: Answer::Update,
        budget: Budget::new(12, 0, 8),
        run: |ctx| Box::pin(set(ctx)),
    },
];

async fn page(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    let kind = ctx.args.chosen().first().and_then(|word| Kind::of_word(word)).unwrap_or(Kind::All);
    Ok(Reply::Update(shown(&ctx, &settings.section(), kind)).into())
}

async fn set(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let kind = ctx.args.control.first().and_then(|word| Kind::of_word(word)).ok_or_else(expired)?;
    let channel = ctx.args.chosen().first().and_then(|id| ids::parse(id));
    let changed = settings::update(&ctx, Origin::Button, "logs", |before| {
        Ok(before.with(&before.section::<Logs>().with(kind, channel)))
    })
    .await?;
    Ok(Reply::Update(shown(&ctx, &changed.after.section(), kind)).into())
}

fn shown(ctx: &Ctx, logs: &Logs, kind: Kind) -> Message {
    let kinds = Kind::ALL
        .into_iter()
        .map(|option| (option.word().to_owned(), text::kind(ctx.lang, option).to_owned(), option == kind));
    let chosen = logs.channel(kind).map(SelectDefaultValue::Channel);
    let set = custom_id::encode("logs", "set", &[kind.word()]);
    let back = button(ButtonStyle::Secondary, text::back(ctx.lang), custom_id::encode("settings", "steps", &[]));
    Message::embed(text::channels(ctx.lang, logs))
        .with(row(vec![select(custom_id::encode("logs", "channels", &[]), text::which(ctx.lang), kinds.collect())]))
        .with(row(vec![channel_select(set, &text::where_to(ctx.lang, kind), chosen)]))
        .with(row(vec![back]))
}
