//! Newcomers' buttons, moderators' commands and buttons, menus, the inbox and the settings.

mod buttons;
mod config;
mod inbox;
mod menus;
mod newcomer;
mod raid;
mod staff;

use twilight_model::guild::Permissions;

use super::{model::Verification, sql, text};
use crate::{
    app::{Audience, Command, Ctx, Press, Settings, text as shared_text},
    base::error::{Error, Result},
    features::settings,
    platform::db,
};

pub use config::prompt;

pub const COMMANDS: &[Command] = &[staff::VERIFY, staff::CREATE_THREAD, inbox::INBOX, menus::FLAG, menus::REPORT];

pub const PRESSES: &[Press] = &[
    newcomer::START,
    newcomer::ANSWERS,
    menus::FLAG_ANSWER,
    buttons::VERIFY,
    buttons::FALSE,
    buttons::RESTRICT,
    buttons::MINE,
    buttons::FULL,
    buttons::REOPEN,
    buttons::BAN,
    buttons::BAN_ANSWER,
    staff::THREAD,
    inbox::PAGE,
    raid::ASK,
    raid::GO,
    raid::UNDO_ASK,
    raid::UNDO,
    raid::ONE,
    raid::NEXT,
    config::SHOW,
    config::MODE,
    config::THEN,
    config::PING,
    config::DETAILS,
    config::DETAILS_ANSWER,
    config::POST,
];

/// Whom most buttons are for.
pub const MODERATE: Audience = Audience::Moderators(Permissions::MODERATE_MEMBERS);

pub fn expired(ctx: &Ctx) -> Error {
    Error::Refused(shared_text::unknown_control(ctx.lang).to_owned())
}

/// The verification that a button stands for, for whoever moderates.
pub async fn of_button(ctx: &Ctx, needed: Permissions) -> Result<(Settings, Verification)> {
    let id = ctx.args.control.first().ok_or_else(|| expired(ctx))?;
    let (settings, rows) = settings::read(ctx, vec![sql::find(ctx.guild, id)]).await?;
    settings::require_moderator(ctx, &settings, needed)?;
    let known: Option<Verification> = db::first(&rows, 0)?;
    let known = known.ok_or_else(|| Error::Refused(text::no_verification(ctx.lang).to_owned()))?;
    Ok((settings, known))
}
