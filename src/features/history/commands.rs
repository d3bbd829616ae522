//! `/history`, the entry *History* in a person's menu, and the button that alerts carry.

use twilight_model::{channel::message::component::ButtonStyle, guild::Permissions};

use super::{
    logic::{self, Place},
    text,
};
use crate::{
    app::{Action, Answer, Audience, Budget, Command, Ctx, Done, Press, Shape, text as shared_text},
    base::{
        error::{Error, Result},
        ids::UserId,
    },
    discord::{
        build::{ComponentExt, button, row},
        command::Opt,
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::{
            self,
            model::{Act, From},
        },
        moderation::{self, model::Case},
        settings,
    },
    platform::db,
};

const PERMISSION: Permissions = Permissions::MODERATE_MEMBERS;
const MODERATORS: Audience = Audience::Moderators(PERMISSION);
const BUDGET: Budget = Budget::new(4, 0, 0);
const PAGE_SIZE: usize = 10;

pub const COMMANDS: &[Command] = &[
    Command {
        name: "history",
        about: text::specs::history,
        audience: MODERATORS,
        shape: Shape::One(Action {
            options: &[Opt::user("user", text::specs::user), Opt::user("admin", text::specs::admin)],
            answer: Answer::Ephemeral,
            budget: BUDGET,
            run: |ctx| Box::pin(command(ctx)),
            complete: None,
        }),
    },
    Command {
        name: "History",
        about: text::specs::history,
        audience: MODERATORS,
        shape: Shape::OnUser(Action {
            options: &[],
            answer: Answer::Ephemeral,
            budget: BUDGET,
            run: |ctx| Box::pin(menu(ctx)),
            complete: None,
        }),
    },
];

pub const PRESSES: &[Press] = &[
    // Argument: person.
    Press {
        action: "show",
        audience: MODERATORS,
        answer: Answer::Ephemeral,
        budget: BUDGET,
        run: |ctx| Box::pin(show(ctx)),
    },
    // Arguments: person or nothing, moderator or nothing, number below which cases go on or nothing,
    // time and skipped acts where acts go on or nothing.
    Press {
        action: "page",
        audience: MODERATORS,
        answer: Answer::Update,
        budget: BUDGET,
        run: |ctx| Box::pin(turn(ctx)),
    },
];

/// Whose history.
#[derive(Clone, Copy)]
struct Whose {
    user: Option<UserId>,
    admin: Option<UserId>,
}

async fn command(ctx: Ctx) -> Result<Done> {
    let of = |name: &str| ctx.args.user(name).map(|target| target.id);
    let whose = Whose { user: of("user"), admin: of("admin") };
    Ok(Reply::Ephemeral(page(&ctx, whose, Place::NEWEST).await?).into())
}

async fn menu(ctx: Ctx) -> Result<Done> {
    let target = ctx.args.on_user().ok_or_else(|| Error::Internal("no target on a user's menu".to_owned()))?;
    let whose = Whose { user: Some(target.id), admin: None };
    Ok(Reply::Ephemeral(page(&ctx, whose, Place::NEWEST).await?).into())
}

async fn show(ctx: Ctx) -> Result<Done> {
    let expired = || Error::Refused(shared_text::unknown_control(ctx.lang).to_owned());
    let user = ctx.args.control_id(0).ok_or_else(expired)?;
    let whose = Whose { user: Some(user), admin: None };
    Ok(Reply::Ephemeral(page(&ctx, whose, Place::NEWEST).await?).into())
}

async fn turn(ctx: Ctx) -> Result<Done> {
    let args = &ctx.args;
    let whose = Whose { user: args.control_id(0), admin: args.control_id(1) };
    let acts = match (args.control_number(3), args.control_number(4)) {
        (Some(at), Some(skip)) if skip >= 0 => From { at, skip },
        _ => From::NEWEST,
    };
    let place = Place { below: args.control_number(2), acts };
    Ok(Reply::Update(page(&ctx, whose, place).await?).into())
}

async fn page(ctx: &Ctx, whose: Whose, from: Place) -> Result<Message> {
    // One row more than is shown tells whether there is a next page.
    let most = PAGE_SIZE as i64 + 1;
    let mut facts = vec![match whose {
        Whose { user: Some(user), admin: None } => {
            audit::list_of_subject(ctx.guild, user, None, &logic::told_by_cases(), from.acts, most)
        }
        Whose { user: Some(user), admin } => audit::list_of_subject(ctx.guild, user, admin, "[]", from.acts, most),
        Whose { user: None, admin: Some(admin) } => audit::list_of_actor(ctx.guild, admin, from.acts, most),
        Whose { user: None, admin: None } => audit::list_latest(ctx.guild, from.acts, most),
    }];
    let person = whose.user.filter(|_| whose.admin.is_none());
    if let Some(user) = person {
        facts.push(moderation::list_cases(ctx.guild, user, from.below, most));
        facts.push(moderation::count_history(ctx.guild, user, None));
    }
    let (settings, rows) = settings::read(ctx, facts).await?;
    settings::require_moderator(ctx, &settings, PERMISSION)?;
    let acts: Vec<Act> = db::all(&rows, 0)?;
    let cases: Vec<Case> = db::all(&rows, 1)?;
    let summary = rows.get(2).map(|rows| moderation::history_line(ctx.lang, rows)).transpose()?;
    let (entries, next) = logic::page(cases, acts, from, PAGE_SIZE);
    let message = Message::embed(text::page(ctx.lang, whose.user, whose.admin, summary.as_deref(), &entries));
    Ok(message.with(row(vec![
        button(ButtonStyle::Secondary, text::newest(ctx.lang), control(whose, None)).disabled(from == Place::NEWEST),
        button(ButtonStyle::Secondary, text::older(ctx.lang), control(whose, Some(next.unwrap_or(from))))
            .disabled(next.is_none()),
    ])))
}

fn control(whose: Whose, place: Option<Place>) -> String {
    let id = |id: Option<UserId>| id.map(|id| id.to_string()).unwrap_or_default();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let (user, admin) = (id(whose.user), id(whose.admin));
    match place {
        None => custom_id::encode("history", "page", &[&user, &admin]),
        Some(place) => {
            let (below, at, skip) = (number(place.below), place.acts.at.to_string(), place.acts.skip.to_string());
            custom_id::encode("history", "page", &[&user, &admin, &below, &at, &skip])
        }
    }
}
