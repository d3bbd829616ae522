//! `/squads-admin create`, `edit` and `archive`.

use twilight_model::channel::message::component::ButtonStyle;

use super::shared;
use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::{
        error::{Error, Result},
        words,
    },
    discord::{
        build::{button, row},
        command::{Choice, Opt},
        custom_id,
        reply::{Message, Reply},
    },
    features::{
        audit::Origin,
        settings,
        squads::{
            manage,
            model::{NAME, Squad},
            sql::{self, Draft},
            text,
        },
    },
    platform::db,
};

const BUDGET: Budget = Budget::new(8, 4, 8);
const ROLE: Opt = Opt::role("role", text::specs::role);
const DESCRIPTION: Opt = Opt::text("description", text::specs::description, 300);
const EMOJI: Opt = Opt::text("emoji", text::specs::emoji, 64);
const MAX: Opt = Opt::integer("max", text::specs::max, 0, 1_000_000);
const WELCOME: Opt = Opt::text("welcome", text::specs::welcome, 500);

const REMOVED: &[Choice] = &[
    Choice { value: "role", label: text::specs::the_role },
    Choice { value: "description", label: text::specs::the_description },
    Choice { value: "emoji", label: text::specs::the_emoji },
    Choice { value: "welcome", label: text::specs::the_welcome },
];

pub const CREATE: Sub = Sub {
    group: None,
    name: "create",
    about: text::specs::create,
    action: Action {
        options: &[Opt::text("name", text::specs::name, NAME).required(), ROLE, DESCRIPTION, EMOJI, MAX, WELCOME],
        // The bot's own place among the roles is asked of Discord.
        answer: Answer::Slow,
        budget: BUDGET,
        run: |ctx| Box::pin(create(ctx)),
        complete: None,
    },
};

pub const EDIT: Sub = Sub {
    group: None,
    name: "edit",
    about: text::specs::edit,
    action: Action {
        options: &[
            Opt::text("squad", text::specs::members_squad, NAME).required().autocomplete(),
            Opt::text("name", text::specs::new_name, NAME),
            ROLE,
            DESCRIPTION,
            EMOJI,
            MAX,
            WELCOME,
            Opt::choice("remove", text::specs::remove, REMOVED),
        ],
        answer: Answer::Slow,
        budget: BUDGET,
        run: |ctx| Box::pin(edit(ctx)),
        complete: Some(shared::squads),
    },
};

pub const ARCHIVE: Sub = Sub {
    group: None,
    name: "archive",
    about: text::specs::archive,
    action: Action {
        options: &[Opt::text("squad", text::specs::members_squad, NAME).required().autocomplete()],
        answer: Answer::Ephemeral,
        budget: Budget::new(4, 0, 0),
        run: |ctx| Box::pin(archive(ctx)),
        complete: Some(shared::squads),
    },
};

/// Argument: squad.
pub const ARCHIVE_PRESS: Press = Press {
    action: "archive",
    audience: Audience::Admins,
    answer: Answer::Update,
    budget: BUDGET,
    run: |ctx| Box::pin(archived(ctx)),
};

fn field(ctx: &Ctx, name: &str) -> Option<String> {
    ctx.args.text(name).map(words::plain).filter(|text| !text.is_empty())
}

/// What the options say of a squad; what they leave out is none.
fn draft(ctx: &Ctx) -> Draft {
    Draft {
        name: field(ctx, "name").unwrap_or_default(),
        description: field(ctx, "description").unwrap_or_default(),
        emoji: field(ctx, "emoji"),
        role: ctx.args.role("role").map(|role| role.id),
        max_members: ctx.args.integer("max").filter(|most| *most > 0),
        welcome: field(ctx, "welcome"),
    }
}

async fn create(ctx: Ctx) -> Result<Done> {
    let draft = draft(&ctx);
    manage::create(&ctx, Origin::Command, &draft).await.map_err(|(_, why)| why)?;
    Ok(Reply::Ephemeral(Message::text(text::created(ctx.lang, &draft.name))).into())
}

async fn find(ctx: &Ctx) -> Result<Squad> {
    let (_, rows) = settings::read(ctx, vec![sql::list_squads(ctx.guild)]).await?;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let squad = shared::named(&squads, ctx.args.text("squad").unwrap_or_default());
    squad.cloned().ok_or_else(|| Error::Refused(text::no_such_squad(ctx.lang).to_owned()))
}

async fn edit(ctx: Ctx) -> Result<Done> {
    let squad = find(&ctx).await?;
    let asked = draft(&ctx);
    // What is removed goes; what is left out stays.
    let stays = |what: &str| ctx.args.text("remove") != Some(what);
    let or_old = |new: String, old: &str| if new.is_empty() { old.to_owned() } else { new };
    let draft = Draft {
        name: or_old(asked.name, &squad.name),
        description: or_old(asked.description, if stays("description") { &squad.description } else { "" }),
        emoji: asked.emoji.or(squad.emoji.clone().filter(|_| stays("emoji"))),
        role: asked.role.or(squad.role.filter(|_| stays("role"))),
        max_members: if ctx.args.integer("max").is_some() { asked.max_members } else { squad.max_members },
        welcome: asked.welcome.or(squad.welcome.clone().filter(|_| stays("welcome"))),
    };
    manage::edit(&ctx, Origin::Command, &squad, &draft).await.map_err(|(_, why)| why)?;
    Ok(Reply::Ephemeral(Message::text(text::edited(ctx.lang, &draft.name))).into())
}

async fn archive(ctx: Ctx) -> Result<Done> {
    let squad = find(&ctx).await?;
    if !squad.is_active() {
        return Err(Error::Refused(text::archived_already(ctx.lang).to_owned()));
    }
    let go = custom_id::encode("squads", "archive", &[&squad.id.to_string()]);
    let no = custom_id::encode("squads", "cancel", &[&ctx.actor.id.to_string()]);
    let message = Message::text(text::archive_question(ctx.lang, &squad)).with(row(vec![
        button(ButtonStyle::Danger, text::archive(ctx.lang), go),
        button(ButtonStyle::Secondary, text::no(ctx.lang), no),
    ]));
    Ok(Reply::Ephemeral(message).into())
}

async fn archived(ctx: Ctx) -> Result<Done> {
    let id = ctx.args.control_number(0).ok_or_else(|| shared::expired(&ctx))?;
    let (_, rows) = settings::read(&ctx, vec![sql::list_squads(ctx.guild)]).await?;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let squad = squads.iter().find(|squad| squad.id == id).ok_or_else(|| shared::expired(&ctx))?;
    manage::archive(&ctx, Origin::Button, squad).await?;
    Ok(Reply::Update(Message::text(text::archived(ctx.lang, squad))).into())
}
