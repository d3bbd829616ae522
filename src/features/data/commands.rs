//! `/privacy`.

use super::text;
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Shape},
    base::error::Result,
    discord::{
        build::{link, row},
        reply::{Message, Reply},
    },
};

pub const COMMANDS: &[Command] = &[Command {
    name: "privacy",
    about: text::about,
    audience: Audience::Everyone,
    shape: Shape::One(Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::FREE,
        run: |ctx| Box::pin(privacy(ctx)),
        complete: None,
    }),
}];

async fn privacy(ctx: Ctx) -> Result<Done> {
    let page = link(text::open(ctx.lang), format!("{}/privacy", ctx.own_origin));
    Ok(Reply::Ephemeral(Message::text(text::here(ctx.lang)).with(row(vec![page]))).into())
}
