//! `/case show`, `list`, `edit` and `undo`.

use twilight_model::{channel::message::component::ButtonStyle, guild::Permissions};

use super::undo;
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Press, Shape, Sub, text as shared_text},
    base::{
        error::{Error, Result},
        ids::UserId,
        list, words,
    },
    discord::{
        build::{ComponentExt, EmbedExt, button, embed, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        dms::{self, model::Later},
        moderation::{
            act,
            model::{Case, CaseNote, NOTE, REASON},
            sql, text,
        },
        settings,
    },
    platform::db,
};

pub const MODERATE: Audience = Audience::Moderators(Permissions::MODERATE_MEMBERS);
const NUMBER: Opt = Opt::integer("case", text::specs::number, 1, 1_000_000_000).required();
/// Cases of a page.
const PAGE_SIZE: i64 = 10;

pub const CASE: Command = Command {
    name: "case",
    about: text::specs::case,
    audience: MODERATE,
    shape: Shape::Many(&[
        Sub {
            group: None,
            name: "show",
            about: text::specs::case_show,
            action: Action {
                options: &[NUMBER],
                answer: Answer::Ephemeral,
                budget: Budget::new(4, 0, 0),
                run: |ctx| Box::pin(show(ctx)),
                complete: None,
            },
        },
        Sub {
            group: None,
            name: "list",
            about: text::specs::case_list,
            action: Action {
                options: &[Opt::user("user", text::specs::list_user)],
                answer: Answer::Ephemeral,
                budget: Budget::new(4, 0, 0),
                run: |ctx| Box::pin(list(ctx)),
                complete: None,
            },
        },
        Sub {
            group: None,
            name: "edit",
            about: text::specs::case_edit,
            action: Action {
                options: &[
                    NUMBER,
                    Opt::text("reason", text::specs::new_reason, REASON),
                    Opt::text("note", text::specs::new_note, NOTE),
                ],
                answer: Answer::Ephemeral,
                budget: Budget::new(8, 0, 5),
                run: |ctx| Box::pin(edit(ctx)),
                complete: None,
            },
        },
        Sub {
            group: None,
            name: "undo",
            about: text::specs::case_undo,
            action: Action {
                options: &[NUMBER, Opt::text("reason", text::specs::undo_reason, REASON)],
                answer: Answer::Slow,
                budget: undo::BUDGET,
                run: |ctx| Box::pin(undo::command(ctx)),
                complete: None,
            },
        },
    ]),
};

/// Arguments: person or nothing, number below which the page begins or nothing.
pub const PAGE: Press = Press {
    action: "cases",
    audience: MODERATE,
    answer: Answer::Update,
    budget: Budget::new(4, 0, 0),
    run: |ctx| Box::pin(page(ctx)),
};

async fn show(ctx: Ctx) -> Result<Done> {
    let number = ctx.args.integer("case").unwrap_or_default();
    let facts = vec![
        sql::find_case(ctx.guild, number),
        sql::list_notes(ctx.guild, number),
        dms::find_later(ctx.guild, &format!("case:{number}")),
    ];
    let (settings, rows) = settings::read(&ctx, facts).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let case: Option<Case> = db::first(&rows, 0)?;
    let mut case = case.ok_or_else(|| Error::Refused(text::no_such_case(ctx.lang, number)))?;
    case.notice = db::first::<Later>(&rows, 2)?.map_or(case.notice, Later::notice);
    let notes: Vec<CaseNote> = db::all(&rows, 1)?;
    let mut message = Message::embed(text::case(ctx.lang, &case, &notes));
    if case.is_open() && undo::can_undo(case.kind) {
        let undo = custom_id::encode("moderation", "undo", &[&case.number.to_string()]);
        message = message.with(row(vec![button(ButtonStyle::Danger, text::undo(ctx.lang), undo)]));
    }
    Ok(Reply::Ephemeral(message).into())
}

async fn list(ctx: Ctx) -> Result<Done> {
    let user = ctx.args.user("user").map(|target| target.id);
    Ok(Reply::Ephemeral(cases(&ctx, user, None).await?).into())
}

async fn page(ctx: Ctx) -> Result<Done> {
    let before = ctx.args.control_number(1);
    Ok(Reply::Update(cases(&ctx, ctx.args.control_id(0), before).await?).into())
}

async fn cases(ctx: &Ctx, user: Option<UserId>, before: Option<i64>) -> Result<Message> {
    // One row more than is shown tells whether there is a next page.
    let list = match user {
        Some(user) => sql::list_of_target(ctx.guild, user, before, PAGE_SIZE + 1),
        None => sql::list_latest(ctx.guild, before, PAGE_SIZE + 1),
    };
    let (settings, rows) = settings::read(ctx, vec![list]).await?;
    settings::require_moderator(ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    let mut cases: Vec<Case> = db::all(&rows, 0)?;
    let has_more = list::cut(&mut cases, PAGE_SIZE);
    if cases.is_empty() && before.is_none() {
        return Ok(Message::text(text::no_cases(ctx.lang)));
    }
    let heading = user.map(|user| format!("{}\n", text::cases_of(ctx.lang, user))).unwrap_or_default();
    let lines: Vec<String> = cases.iter().map(|case| text::case_line(ctx.lang, case, user.is_none())).collect();
    let shown = embed(text::cases_title(ctx.lang)).text(format!("{heading}{}", lines.join("\n")));
    let user = user.map(|user| user.to_string()).unwrap_or_default();
    let control = |before: &str| custom_id::encode("moderation", "cases", &[&user, before]);
    let last = cases.last().map(|case| case.number.to_string()).unwrap_or_default();
    let newest = button(ButtonStyle::Secondary, text::newest(ctx.lang), control("")).disabled(before.is_none());
    let older = button(ButtonStyle::Secondary, text::older(ctx.lang), control(&last)).disabled(!has_more);
    Ok(Message::embed(shown).with(row(vec![newest, older])))
}

async fn edit(ctx: Ctx) -> Result<Done> {
    let number = ctx.args.integer("case").unwrap_or_default();
    let field = |name: &str| ctx.args.text(name).map(words::plain).filter(|text| !text.is_empty());
    let edit = act::Edit { reason: field("reason"), note: field("note"), seen: None };
    let (settings, _) = settings::read(&ctx, Vec::new()).await?;
    settings::require_moderator(&ctx, &settings, Permissions::MODERATE_MEMBERS)?;
    act::edit(&ctx, number, edit, Origin::Command).await?;
    Ok(Reply::Ephemeral(Message::text(text::edited(ctx.lang, number))).into())
}

/// Why a control cannot be used any more.
pub fn expired(ctx: &Ctx) -> Error {
    Error::Refused(shared_text::unknown_control(ctx.lang).to_owned())
}
