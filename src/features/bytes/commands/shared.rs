//! What several commands of bytes share.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Ctx, Done, Settings},
    base::lang::Lang,
    discord::{
        build::{button, row},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        bytes::{act::Facts, model::Claim, text},
        roles,
    },
};

/// The claim's line below an answer.
pub fn with_claim(lang: Lang, message: Message, claim: Option<&Claim>) -> Message {
    let Some(claim) = claim else { return message };
    let line = text::claim_line(lang, claim);
    let content = if message.content.is_empty() { line } else { format!("{}\n{line}", message.content) };
    Message { content, ..message }
}

/// An ephemeral answer with *Show here*, which posts the same for everyone.
pub fn shown_to_one(lang: Lang, message: Message, show: &str, args: &[&str]) -> Reply {
    let button = button(ButtonStyle::Secondary, text::show_here(lang), custom_id::encode("bytes", show, args));
    Reply::Ephemeral(message.with(row(vec![button])))
}

/// The language for an answer that everybody reads.
pub fn public_lang(settings: &Settings) -> Lang {
    settings.lang()
}

/// The answer to a visit; roles that its claim earned are brought about after it.
pub fn visited(ctx: &Ctx, facts: &Facts, reply: Reply) -> crate::base::error::Result<Done> {
    Ok(Done::from(reply).and_then(roles::after(ctx, facts.wishes.clone())))
}

/// An answer in the one form that every command gives it.
pub fn done(reply: Reply) -> crate::base::error::Result<Done> {
    Ok(reply.into())
}
