//! `/dashboard`.

use super::{model::LINK, sql, text};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape},
    base::error::Result,
    discord::{
        build::{link, row},
        reply::{Message, Reply},
    },
    platform::crypto,
};

pub const COMMANDS: &[Command] = &[Command {
    name: "dashboard",
    about: text::about,
    audience: Audience::Everyone,
    shape: Shape::One(Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(1, 0, 2),
        run: |ctx| Box::pin(dashboard(ctx)),
        complete: None,
    }),
}];

async fn dashboard(ctx: Ctx) -> Result<Done> {
    let secret = crypto::secret()?;
    let given =
        sql::insert_link(&crypto::digest(&secret), ctx.actor.id, &ctx.actor.name, ctx.guild, ctx.now.plus(LINK));
    ctx.db.batch(vec![given]).await?;
    let url = format!("{}/login/{secret}", ctx.own_origin);
    let message = Message::text(text::here(ctx.lang)).with(row(vec![link(text::open(ctx.lang), url)]));
    Ok(Reply::Ephemeral(message).into())
}
