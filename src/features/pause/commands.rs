//! `/pause`.

use twilight_model::guild::Permissions;

use super::{is_on, model::Pause, text};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape},
    base::{error::Result, time::MINUTE},
    discord::{
        command::Opt,
        reply::{Message, Reply},
    },
    features::{audit::Origin, settings},
};

/// Minutes of a pause that names none.
const USUAL: i64 = 60;
/// The longest pause, in minutes: a week.
const LONGEST: i64 = 10_080;

pub const COMMANDS: &[Command] = &[Command {
    name: "pause",
    about: text::specs_pause,
    audience: Audience::Moderators(Permissions::MODERATE_MEMBERS),
    shape: Shape::One(Action {
        options: &[Opt::integer("minutes", text::specs_minutes, 0, LONGEST)],
        answer: Answer::Ephemeral,
        budget: Budget::new(10, 0, 6),
        run: |ctx| Box::pin(pause(ctx)),
        complete: None,
    }),
}];

async fn pause(ctx: Ctx) -> Result<Done> {
    let minutes = ctx.args.integer("minutes").unwrap_or(USUAL);
    let until = (minutes > 0).then(|| ctx.now.plus(minutes * MINUTE));
    let changed = settings::update(&ctx, Origin::Command, "pause", |before| {
        settings::require_moderator(&ctx, before, Permissions::MODERATE_MEMBERS)?;
        // Ending what has ended changes nothing.
        if until.is_none() && !is_on(before, ctx.now) {
            return Ok(before.clone());
        }
        Ok(before.with(&Pause { until }))
    })
    .await?;
    let now_until = changed.after.section::<Pause>().until.filter(|_| is_on(&changed.after, ctx.now));
    let said = match now_until {
        Some(until) => text::paused(ctx.lang, until),
        None if is_on(&changed.before, ctx.now) => text::ended(ctx.lang).to_owned(),
        None => text::was_not_paused(ctx.lang).to_owned(),
    };
    Ok(Reply::Ephemeral(Message::text(said)).into())
}
