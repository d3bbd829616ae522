//! `/squads list` and `/squads members`.

use twilight_model::channel::message::component::ButtonStyle;

use super::shared;
use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::{
        error::{Error, Result},
        ids::UserId,
        json::FromJson,
        lang::Lang,
        list, words,
    },
    discord::{
        build::{ComponentExt, EmbedExt, button, embed, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        bytes, roles, settings,
        squads::{
            act,
            model::{NAME, Squad},
            sql, text,
        },
    },
    platform::db::{self, Rows},
};

/// Members of a page.
const PAGE_SIZE: i64 = 20;

pub const LIST: Sub = Sub {
    group: None,
    name: "list",
    about: text::specs::list,
    action: Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(28, 4, 20),
        run: |ctx| Box::pin(list(ctx)),
        complete: None,
    },
};

pub const MEMBERS: Sub = Sub {
    group: None,
    name: "members",
    about: text::specs::members,
    action: Action {
        options: &[Opt::text("squad", text::specs::members_squad, NAME).required().autocomplete()],
        answer: Answer::Ephemeral,
        budget: Budget::new(30, 4, 20),
        run: |ctx| Box::pin(members(ctx)),
        complete: Some(shared::squads),
    },
};

/// Arguments: squad, joined and user of the last row shown.
pub const PAGE: Press = Press {
    action: "members",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: Budget::new(4, 0, 0),
    run: |ctx| Box::pin(page(ctx)),
};

async fn list(ctx: Ctx) -> Result<Done> {
    let known = act::visit(&ctx).await?;
    let active = known.squads.iter().any(Squad::is_active);
    let message =
        if active { Message::embed(text::list(ctx.lang, &known)) } else { Message::text(text::no_squads(ctx.lang)) };
    let message = bytes::with_claim(ctx.lang, message, known.facts.claim.as_ref());
    Ok(Done::from(Reply::Ephemeral(message)).and_then(roles::after(&ctx, known.facts.wishes)))
}

async fn members(ctx: Ctx) -> Result<Done> {
    let known = act::visit(&ctx).await?;
    let wanted = ctx.args.text("squad").unwrap_or_default();
    let squad = shared::named(&known.squads, wanted).filter(|squad| squad.is_active());
    let Some(squad) = squad else { return Err(Error::Refused(text::no_such_squad(ctx.lang).to_owned())) };
    let rows = ctx.db.batch(vec![sql::list_members(ctx.guild, squad.id, None, PAGE_SIZE + 1)]).await?;
    let message = shown(ctx.lang, squad, rows.first(), true)?;
    let message = bytes::with_claim(ctx.lang, message, known.facts.claim.as_ref());
    Ok(Done::from(Reply::Ephemeral(message)).and_then(roles::after(&ctx, known.facts.wishes)))
}

async fn page(ctx: Ctx) -> Result<Done> {
    let id = ctx.args.control_number(0).ok_or_else(|| shared::expired(&ctx))?;
    let after = ctx.args.control_number(1).zip(ctx.args.control_id(2));
    let facts = vec![sql::list_squads(ctx.guild), sql::list_members(ctx.guild, id, after, PAGE_SIZE + 1)];
    let (_, rows) = settings::read(&ctx, facts).await?;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let squad = squads.iter().find(|squad| squad.id == id).ok_or_else(|| shared::expired(&ctx))?;
    Ok(Reply::Update(shown(ctx.lang, squad, rows.get(1), after.is_none())?).into())
}

#[derive(FromJson)]
struct Row {
    user: UserId,
    joined_at: i64,
}

fn shown(lang: Lang, squad: &Squad, rows: Option<&Rows>, first: bool) -> Result<Message> {
    let mut rows: Vec<Row> = rows.map(Rows::all).transpose()?.unwrap_or_default();
    let has_more = list::cut(&mut rows, PAGE_SIZE);
    let lines: Vec<String> =
        rows.iter().map(|row| format!("<@{}> · {}", row.user, text::since(row.joined_at))).collect();
    let body = if lines.is_empty() { text::nobody(lang).to_owned() } else { lines.join("\n") };
    let message = Message::embed(embed(words::shortened(&text::members_title(lang, squad), 200)).text(body));
    if first && !has_more {
        return Ok(message);
    }
    let control = |after: &[&str]| {
        let id = squad.id.to_string();
        custom_id::encode("squads", "members", &[&[id.as_str()], after].concat())
    };
    let next = rows.last().map(|row| control(&[&row.joined_at.to_string(), &row.user.to_string()]));
    let start = button(ButtonStyle::Secondary, text::first_page(lang), control(&[])).disabled(first);
    let next = button(ButtonStyle::Secondary, text::next_page(lang), next.unwrap_or_else(|| control(&["0"])))
        .disabled(!has_more);
    Ok(message.with(row(vec![start, next])))
}
