//! `/squads leave`.

use twilight_model::channel::message::component::ButtonStyle;

use super::shared;
use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::error::{Error, Result},
    discord::{
        build::{button, row},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        bytes, roles, settings,
        squads::{act, model::SquadSettings, text},
    },
};

pub const LEAVE: Sub = Sub {
    group: None,
    name: "leave",
    about: text::specs::leave,
    action: Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(28, 4, 20),
        run: |ctx| Box::pin(leave(ctx)),
        complete: None,
    },
};

/// Arguments: asker, squad.
pub const LEAVE_PRESS: Press = Press {
    action: "leave",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: Budget::new(26, 3, 14),
    run: |ctx| Box::pin(left(ctx)),
};

async fn leave(ctx: Ctx) -> Result<Done> {
    let known = act::visit(&ctx).await?;
    let Some(squad) = known.own() else {
        let sentence = text::not_there(ctx.lang).to_owned();
        let line = known.facts.claim.as_ref().map(|claim| format!("\n{}", bytes::text::claim_line(ctx.lang, claim)));
        return Err(Error::Refused(sentence + &line.unwrap_or_default()));
    };
    let asker = ctx.actor.id.to_string();
    let go = custom_id::encode("squads", "leave", &[&asker, &squad.id.to_string()]);
    let message = Message::text(text::leave_question(ctx.lang, squad)).with(row(vec![
        button(ButtonStyle::Danger, text::leave(ctx.lang), go),
        button(ButtonStyle::Secondary, text::no(ctx.lang), custom_id::encode("squads", "cancel", &[&asker])),
    ]));
    let message = bytes::with_claim(ctx.lang, message, known.facts.claim.as_ref());
    Ok(Done::from(Reply::Ephemeral(message)).and_then(roles::after(&ctx, known.facts.wishes)))
}

async fn left(ctx: Ctx) -> Result<Done> {
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    if let Some(blocked) = shared::blocked(&ctx, &settings.section::<SquadSettings>())? {
        return Ok(blocked);
    }
    let squad = ctx.args.control_number(1).ok_or_else(|| shared::expired(&ctx))?;
    act::leave(&ctx, squad, ctx.lang).await
}
