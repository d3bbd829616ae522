//! `/inbox`: everything that is open, the oldest first.

use twilight_model::{channel::message::component::ButtonStyle, guild::Permissions};

use super::MODERATE;
use crate::{
    app::{Action, Answer, Budget, Command, Ctx, Done, Press, Shape, WAITING, Waiting, Waits},
    base::{error::Result, list, words},
    discord::{
        build::{ComponentExt, EmbedExt, button, embed, row},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        settings,
        verification::{logic::LATE, model::Verification, raid::model::OpenRaid, sql, text},
    },
    platform::db,
};

/// Entries of a page.
const PAGE_SIZE: i64 = 10;

pub const INBOX: Command = Command {
    name: "inbox",
    about: text::specs::inbox,
    audience: MODERATE,
    shape: Shape::One(Action {
        options: &[],
        answer: Answer::Ephemeral,
        budget: Budget::new(8, 0, 0),
        run: |ctx| Box::pin(async move { Ok(Reply::Ephemeral(page(&ctx, None).await?).into()) }),
        complete: None,
    }),
};

/// Arguments: opened (ms) and id of the last entry shown; none for the first page.
pub const PAGE: Press = Press {
    action: "inbox",
    audience: MODERATE,
    answer: Answer::Update,
    budget: Budget::new(8, 0, 0),
    run: |ctx| Box::pin(next(ctx)),
};

async fn next(ctx: Ctx) -> Result<Done> {
    let after = ctx.args.control_number(0).zip(ctx.args.control.get(1).cloned());
    Ok(Reply::Update(page(&ctx, after).await?).into())
}

async fn page(ctx: &Ctx, after: Option<(i64, String)>) -> Result<Message> {
    let place = after.as_ref().map(|(at, id)| (*at, id.as_str()));
    let mut facts = vec![sql::list_open(ctx.guild, place, PAGE_SIZE + 1), sql::list_open_raids(ctx.guild)];
    let waits: Vec<&Waits> = ctx.features.iter().filter_map(|feature| feature.waits.as_ref()).collect();
    facts.extend(waits.iter().map(|waits| (waits.list)(ctx.guild)));
    let (settings, rows) = settings::read(ctx, facts).await?;
    settings::require_moderator(ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let mut open: Vec<Verification> = db::all(&rows, 0)?;
    let has_more = list::cut(&mut open, PAGE_SIZE);
    // A raid is one entry, before all others.
    let raids: Vec<OpenRaid> = db::all(&rows, 1)?;
    let raids: Vec<OpenRaid> = raids.into_iter().filter(|_| after.is_none()).collect();
    let mut others: Vec<Waiting> = Vec::new();
    for (waits, rows) in waits.iter().zip(rows.iter().skip(2)).filter(|_| after.is_none()) {
        others.extend((waits.tell)(ctx.lang, rows)?);
    }
    if open.is_empty() && raids.is_empty() && others.is_empty() && after.is_none() {
        return Ok(Message::text(text::inbox_empty(ctx.lang)));
    }
    let late = |known: &Verification| ctx.now.millis() - known.opened_at > LATE;
    let mut lines: Vec<String> = raids.iter().map(|raid| text::inbox_raid(ctx.lang, raid, ctx.guild)).collect();
    lines.extend(others.iter().map(|other| format!("{} · {}", words::quoted(&other.what), other.since.relative())));
    lines.extend(open.iter().map(|known| text::inbox_line(ctx.lang, known, ctx.guild, late(known))));
    let mut message = Message::embed(embed(text::inbox_title(ctx.lang)).text(lines.join("\n")));
    if let Some(raid) = raids.first() {
        let one = custom_id::encode("verification", "raid-one", &[&raid.id]);
        message = message.with(row(vec![button(ButtonStyle::Primary, text::specs::one_by_one(ctx.lang), one)]));
    }
    if !others.is_empty() {
        let press = |other: &Waiting| button(ButtonStyle::Primary, other.label.clone(), other.press.clone());
        message = message.with(row(others.iter().take(WAITING as usize).map(press).collect()));
    }
    if !has_more && after.is_none() {
        return Ok(message);
    }
    let control = |args: &[&str]| custom_id::encode("verification", "inbox", args);
    let last = open.last().map(|known| control(&[&known.opened_at.to_string(), &known.id]));
    let start = button(ButtonStyle::Secondary, text::specs::newer(ctx.lang), control(&[])).disabled(after.is_none());
    let next = button(ButtonStyle::Secondary, text::specs::older(ctx.lang), last.unwrap_or_else(|| control(&["0"])));
    Ok(message.with(row(vec![start, next.disabled(!has_more)])))
}
