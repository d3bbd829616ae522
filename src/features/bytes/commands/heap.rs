//! `/bytes heap`: the leaderboard.

use twilight_model::channel::message::component::ButtonStyle;

use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        ids::UserId,
        json::FromJson,
        lang::Lang,
        list,
    },
    discord::{
        build::{ComponentExt, button, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        bytes::{
            act,
            model::{RANKS, Ranked},
            sql, text,
        },
        settings,
    },
    platform::db::{Rows, Stmt},
};

use super::shared;

/// Rows of a page: by default, and at most.
const PAGE_SIZE: i64 = 10;
const LARGEST_PAGE: i64 = 25;
pub const HEAP: Sub = Sub {
    group: None,
    name: "heap",
    about: text::specs::heap,
    action: Action {
        options: &[Opt::integer("limit", text::specs::heap_limit, 1, LARGEST_PAGE)],
        answer: Answer::Ephemeral,
        budget: Budget::new(26, 4, 16),
        run: |ctx| Box::pin(first(ctx)),
        complete: None,
    },
};

/// Arguments: page size, balance and user of the last row shown, its rank.
pub const PAGE: Press = Press {
    action: "heap",
    audience: Audience::Everyone,
    answer: Answer::Update,
    budget: Budget::new(8, 0, 0),
    run: |ctx| Box::pin(page(ctx)),
};

/// Argument: page size.
pub const SHOW: Press = Press {
    action: "heap-show",
    audience: Audience::Everyone,
    answer: Answer::Public,
    budget: Budget::new(8, 0, 0),
    run: |ctx| Box::pin(show(ctx)),
};

#[derive(FromJson)]
struct RankRow {
    balance: i64,
    above: i64,
}

fn statements(ctx: &Ctx, size: i64) -> Vec<Stmt> {
    // One row more than is shown tells whether there is a next page.
    vec![sql::list_ranked(ctx.guild, size + 1), sql::find_rank(ctx.guild, ctx.actor.id, RANKS + 1)]
}

async fn first(ctx: Ctx) -> Result<Done> {
    let size = ctx.args.integer("limit").unwrap_or(PAGE_SIZE).clamp(1, LARGEST_PAGE);
    let facts = act::visit(&ctx, ctx.actor.id, || statements(&ctx, size)).await?;
    let message = leaderboard(&ctx, ctx.lang, &facts.rows, size, 0, true)?;
    let message = shared::with_claim(ctx.lang, message, facts.claim.as_ref());
    shared::visited(&ctx, &facts, Reply::Ephemeral(message))
}

async fn page(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let size = ctx.args.control_number(0).filter(|size| (1..=LARGEST_PAGE).contains(size)).ok_or_else(expired)?;
    let rank = ctx.args.control_number(3).filter(|rank| *rank >= 0).ok_or_else(expired)?;
    let list = match (ctx.args.control_number(1), ctx.args.control_id(2)) {
        (Some(balance), Some(user)) if rank > 0 => sql::list_ranked_after(ctx.guild, balance, user, size + 1),
        _ => sql::list_ranked(ctx.guild, size + 1),
    };
    let (_, rows) = settings::read(&ctx, vec![list, sql::find_rank(ctx.guild, ctx.actor.id, RANKS + 1)]).await?;
    shared::done(Reply::Update(leaderboard(&ctx, ctx.lang, &rows, size, rank, true)?))
}

async fn show(ctx: Ctx) -> Result<Done> {
    let size = ctx.args.control_number(0).unwrap_or(PAGE_SIZE).clamp(1, LARGEST_PAGE);
    let (settings, rows) = settings::read(&ctx, vec![sql::list_ranked(ctx.guild, size + 1)]).await?;
    shared::done(Reply::Public(leaderboard(&ctx, shared::public_lang(&settings), &rows, size, 0, false)?))
}

/// The rows after rank `above`; `own` adds the asker's rank and the controls.
fn leaderboard(ctx: &Ctx, lang: Lang, rows: &[Rows], size: i64, above: i64, own: bool) -> Result<Message> {
    let mut ranked: Vec<Ranked> = rows.first().map(|rows| rows.all()).transpose()?.unwrap_or_default();
    let has_more = list::cut(&mut ranked, size);
    let rank: Option<RankRow> = rows.get(1).map(|rows| rows.first()).transpose()?.flatten();
    let place = rank.map(|row| (row.above + 1, row.balance));
    let embed = text::heap(lang, &ranked, above, ctx.actor.id, if own { place } else { None });
    let message = Message::embed(embed);
    if !own {
        return Ok(message);
    }
    let top = button(ButtonStyle::Secondary, text::to_top(lang), control(size, None, 0));
    let last = ranked.last().map(|row| (row.balance, row.user));
    let next_page = control(size, last, above + ranked.len() as i64);
    let next = button(ButtonStyle::Secondary, text::next_page(lang), next_page);
    let show = button(
        ButtonStyle::Secondary,
        text::show_here(lang),
        custom_id::encode("bytes", "heap-show", &[&size.to_string()]),
    );
    Ok(message.with(row(vec![top.disabled(above == 0), next.disabled(!has_more), show])))
}

fn control(size: i64, after: Option<(i64, UserId)>, rank: i64) -> String {
    let (balance, user) =
        after.map_or((String::new(), String::new()), |(balance, user)| (balance.to_string(), user.to_string()));
    custom_id::encode("bytes", "heap", &[&size.to_string(), &balance, &user, &rank.to_string()])
}
