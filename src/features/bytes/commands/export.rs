//! `/bytes-admin export`: every balance as a CSV file.

use crate::{
    app::{Action, Answer, Budget, Ctx, Done, Sub},
    base::error::Result,
    discord::reply::{File, Message, Reply},
    features::bytes::{manage, text},
};

use super::shared;

pub const EXPORT: Sub = Sub {
    group: None,
    name: "export",
    about: text::specs::export,
    action: Action {
        options: &[],
        answer: Answer::Slow,
        budget: Budget::new(8, 1, 0),
        run: |ctx| Box::pin(export(ctx)),
        complete: None,
    },
};

async fn export(ctx: Ctx) -> Result<Done> {
    let (csv, count) = manage::export(&ctx).await?;
    if count == 0 {
        return shared::done(Reply::Ephemeral(Message::text(text::nothing_to_export(ctx.lang))));
    }
    let file = File { name: manage::export_name(&ctx), content_type: "text/csv", bytes: csv.into_bytes() };
    shared::done(Reply::Ephemeral(Message::text(text::exported(ctx.lang, count)).file(file)))
}
