//! `/bytes-admin import`: balances from a CSV file, with a preview first.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub, text as shared_text},
    base::error::{Error, Result},
    discord::{
        build::{button, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        bytes::{
            manage::{self, LARGEST_FILE, Preview},
            text,
        },
    },
    platform::guard,
};

use super::shared;

pub const IMPORT: Sub = Sub {
    group: None,
    name: "import",
    about: text::specs::import,
    action: Action {
        options: &[Opt::attachment("file", text::specs::import_file).required()],
        answer: Answer::Slow,
        budget: Budget::new(6, 3, 2),
        run: |ctx| Box::pin(preview(ctx)),
        complete: None,
    },
};

pub const START: Press = Press {
    action: "import",
    audience: Audience::Admins,
    answer: Answer::Update,
    budget: Budget::new(6, 0, 6),
    run: |ctx| Box::pin(start(ctx)),
};

pub const CANCEL: Press = Press {
    action: "import-cancel",
    audience: Audience::Admins,
    answer: Answer::Update,
    budget: Budget::new(4, 0, 2),
    run: |ctx| Box::pin(cancel(ctx)),
};

async fn preview(ctx: Ctx) -> Result<Done> {
    let lang = ctx.lang;
    let attachment = ctx.args.attachment("file").ok_or_else(|| Error::Refused(text::no_file(lang).to_owned()))?;
    let body = guard::fetch(&attachment.url, LARGEST_FILE, &ctx.config, &ctx.meter, &ctx.own_host)
        .await
        .map_err(|why| Error::Refused(text::unfetched(lang, &why, LARGEST_FILE)))?;
    let Preview { id, file, known, held } = manage::preview_import(&ctx, &body).await?;
    let buttons = vec![
        button(ButtonStyle::Success, text::import_start(lang), custom_id::encode("bytes", "import", &[&id])),
        button(ButtonStyle::Secondary, text::cancel(lang), custom_id::encode("bytes", "import-cancel", &[&id])),
    ];
    let embed = text::import_preview(lang, &file, known, held);
    shared::done(Reply::Ephemeral(Message::embed(embed).with(row(buttons))))
}

async fn start(ctx: Ctx) -> Result<Done> {
    manage::start_import(&ctx, Origin::Button, &import_id(&ctx)?).await?;
    shared::done(Reply::Update(Message::text(text::import_started(ctx.lang))))
}

async fn cancel(ctx: Ctx) -> Result<Done> {
    manage::cancel_import(&ctx, &import_id(&ctx)?).await?;
    shared::done(Reply::Update(Message::text(text::import_cancelled(ctx.lang))))
}

fn import_id(ctx: &Ctx) -> Result<String> {
    let id = ctx
        .args
        .control
        .first()
        .filter(|id| crate::base::ids::parse::<twilight_model::id::marker::InteractionMarker>(id).is_some());
    id.cloned().ok_or_else(|| Error::Refused(shared_text::unknown_control(ctx.lang).to_owned()))
}
