//! What several commands of bytes share.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Ctx, Done, Settings},
    base::{ids::{RoleId, UserId}, lang::Lang},
    discord::{build::{button, row}, custom_id, reply::{Message, Reply}},
    features::{
        bytes::{
            logic,
            model::{Account, BytesSettings, Claim},
            text,
        },
        roles::{self, model::Wish},
    },
    platform::db::Stmt,
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

/// The role changes that an account's new state asks for, as statements for its batch.
pub fn role_changes(
    ctx: &Ctx,
    settings: &BytesSettings,
    before: &Account,
    after: &Account,
    user: UserId,
    held: &[RoleId],
) -> (Vec<Wish>, Vec<Stmt>) {
    // Nothing to ask of Discord when the step on the ladder of rewards is the same.
    if logic::wanted(settings, before) == logic::wanted(settings, after) {
        return (Vec::new(), Vec::new());
    }
    let wishes = logic::wishes(settings, after, user, held);
    let statements = roles::plan(ctx.guild, &wishes, "bytes", ctx.now);
    (wishes, statements)
}

/// The language for an answer that everybody reads.
pub fn public_lang(settings: &Settings) -> Lang {
    settings.lang()
}

/// An answer in the one form that every command gives it.
pub fn done(reply: Reply) -> crate::base::error::Result<Done> {
    Ok(reply.into())
}
