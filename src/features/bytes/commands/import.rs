//! `/bytes-admin import`: balances from a CSV file, with a preview first.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        json::FromJson,
    },
    discord::{
        build::{button, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::{self, Origin},
        bytes::{logic, sql, text},
        settings,
    },
    platform::{db::Rows, guard},
};

use super::shared;

/// Largest file, in bytes: about 30,000 members, and well below the largest value of a D1 row.
const LARGEST: usize = 1_000_000;

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

#[derive(FromJson)]
struct Known {
    known: i64,
    held: i64,
}

async fn preview(ctx: Ctx) -> Result<Done> {
    let lang = ctx.lang;
    let attachment = ctx.args.attachment("file").ok_or_else(|| Error::Refused(text::no_file(lang).to_owned()))?;
    let body = guard::fetch(&attachment.url, LARGEST, &ctx.config, &ctx.meter, &ctx.own_host)
        .await
        .map_err(|why| Error::Refused(text::unfetched(lang, &why, LARGEST)))?;
    let file = logic::read_csv(&body);
    if file.rows.is_empty() || !file.faults.is_empty() {
        return Err(Error::Refused(text::unfit_file(lang, &file)));
    }
    let users = serde_json::Value::from_iter(file.rows.iter().map(|(user, _)| user.to_string())).to_string();
    let id = ctx.cause.to_string();
    let lines = file.rows.len() as i64;
    let keep = sql::insert_import(ctx.guild, &id, ctx.actor.id, ctx.now, &file.normal(), lines);
    let (_, rows) = settings::read(&ctx, vec![sql::sum_of_users(ctx.guild, &users), keep]).await?;
    let known: Option<Known> = rows.first().map(|rows| rows.first()).transpose()?.flatten();
    let (known, held) = known.map_or((0, 0), |row| (row.known, row.held));
    let buttons = vec![
        button(ButtonStyle::Success, text::import_start(lang), custom_id::encode("bytes", "import", &[&id])),
        button(ButtonStyle::Secondary, text::cancel(lang), custom_id::encode("bytes", "import-cancel", &[&id])),
    ];
    let embed = text::import_preview(lang, &file, known, held);
    shared::done(Reply::Ephemeral(Message::embed(embed).with(row(buttons))))
}

async fn start(ctx: Ctx) -> Result<Done> {
    let id = import_id(&ctx)?;
    let entry = audit::Entry {
        action: "bytes.import",
        origin: Origin::Button,
        subject: Some(id.clone()),
        before: None,
        after: None,
    };
    // The press's own time, so that the next tick takes it up.
    let go = sql::set_import_state(ctx.guild, &id, "running", Some(ctx.now));
    match ctx.db.batch(vec![audit::record(&ctx, entry), go]).await {
        Ok(rows) => refuse_if_settled(&ctx, rows.get(1))?,
        // The audit row of this very press is there already: it did start.
        Err(error) if error.violated().is_some() => {}
        Err(error) => return Err(error.into()),
    }
    shared::done(Reply::Update(Message::text(text::import_started(ctx.lang))))
}

async fn cancel(ctx: Ctx) -> Result<Done> {
    let id = import_id(&ctx)?;
    let rows = ctx.db.batch(vec![sql::set_import_state(ctx.guild, &id, "cancelled", None)]).await?;
    refuse_if_settled(&ctx, rows.first())?;
    shared::done(Reply::Update(Message::text(text::import_cancelled(ctx.lang))))
}

/// A preview that was started or cancelled before cannot be decided again.
fn refuse_if_settled(ctx: &Ctx, changed: Option<&Rows>) -> Result<()> {
    match changed.is_some_and(|rows| !rows.is_empty()) {
        true => Ok(()),
        false => Err(Error::Refused(text::already_done(ctx.lang).to_owned())),
    }
}

fn import_id(ctx: &Ctx) -> Result<String> {
    let id = ctx
        .args
        .control
        .first()
        .filter(|id| crate::base::ids::parse::<twilight_model::id::marker::InteractionMarker>(id).is_some());
    id.cloned().ok_or_else(|| Error::Refused(shared_text::unknown_control(ctx.lang).to_owned()))
}
