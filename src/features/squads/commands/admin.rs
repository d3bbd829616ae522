//! `/squads-admin create`, `edit` and `archive`.

use twilight_model::channel::message::component::ButtonStyle;

use super::shared;
use crate::{
    app::{Action, Answer, Audience, Budget, Ctx, Done, Press, Sub},
    base::{
        emoji,
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
        audit::{self, Origin},
        roles, settings,
        squads::{
            model::{NAME, Squad},
            sql::{self, Draft},
            text,
        },
    },
    platform::db::{DbError, Rows, Stmt, Violated},
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

fn chosen_emoji(ctx: &Ctx) -> Result<Option<String>> {
    let Some(text) = field(ctx, "emoji") else { return Ok(None) };
    if emoji::is_one(&text) { Ok(Some(text)) } else { Err(Error::Refused(text::one_emoji(ctx.lang).to_owned())) }
}

/// A chosen role that the bot can give.
async fn role(ctx: &Ctx) -> Result<Option<crate::base::ids::RoleId>> {
    let Some(role) = ctx.args.role("role") else { return Ok(None) };
    roles::require_giveable(ctx, role.id).await?;
    Ok(Some(role.id))
}

fn recorded(ctx: &Ctx, origin: Origin, action: &str, before: Option<String>, after: Option<String>) -> Stmt {
    audit::record(ctx, audit::Entry { action, origin, subject: None, before, after })
}

async fn create(ctx: Ctx) -> Result<Done> {
    let name = field(&ctx, "name").ok_or_else(|| Error::Refused(text::empty_name(ctx.lang).to_owned()))?;
    let (role, emoji) = (role(&ctx).await?, chosen_emoji(&ctx)?);
    let (description, welcome) = (field(&ctx, "description"), field(&ctx, "welcome"));
    let draft = Draft {
        name: &name,
        description: description.as_deref().unwrap_or_default(),
        emoji: emoji.as_deref(),
        role,
        max_members: ctx.args.integer("max").filter(|most| *most > 0),
        welcome: welcome.as_deref(),
    };
    settings::read(&ctx, Vec::new()).await?;
    let statements = vec![
        recorded(&ctx, Origin::Command, "squads.create", None, Some(name.clone())),
        sql::insert_squad(ctx.guild, &draft, ctx.now),
    ];
    written(&ctx, statements, &name).await?;
    Ok(Reply::Ephemeral(Message::text(text::created(ctx.lang, &name))).into())
}

/// Writes, and says in words which constraint was in the way. What the same event has written
/// before stands.
async fn written(ctx: &Ctx, statements: Vec<Stmt>, name: &str) -> Result<()> {
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::Unique(columns))) if columns.contains("audit_log") => Ok(()),
        Err(DbError::Violated(Violated::Unique(_))) => Err(Error::Refused(text::name_taken(ctx.lang, name))),
        Err(DbError::Violated(Violated::NotNull(_))) => Err(Error::Refused(text::too_many_squads(ctx.lang))),
        other => Ok(other.map(drop)?),
    }
}

async fn find(ctx: &Ctx) -> Result<Squad> {
    let (_, rows) = settings::read(ctx, vec![sql::list_squads(ctx.guild)]).await?;
    let squads: Vec<Squad> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let squad = shared::named(&squads, ctx.args.text("squad").unwrap_or_default());
    squad.cloned().ok_or_else(|| Error::Refused(text::no_such_squad(ctx.lang).to_owned()))
}

async fn edit(ctx: Ctx) -> Result<Done> {
    let squad = find(&ctx).await?;
    let (new_role, new_emoji) = (role(&ctx).await?, chosen_emoji(&ctx)?);
    let name = field(&ctx, "name").unwrap_or_else(|| squad.name.clone());
    // What is removed goes; what is left out stays.
    let stays = |what: &str| ctx.args.text("remove") != Some(what);
    let kept = |what: &str, value: Option<String>| value.filter(|_| stays(what));
    let description = field(&ctx, "description").or(kept("description", Some(squad.description.clone())));
    let description = description.unwrap_or_default();
    let emoji = new_emoji.or(kept("emoji", squad.emoji.clone()));
    let welcome = field(&ctx, "welcome").or(kept("welcome", squad.welcome.clone()));
    let role = new_role.or(squad.role.filter(|_| stays("role")));
    let most = match ctx.args.integer("max") {
        Some(0) => None,
        Some(most) => Some(most),
        None => squad.max_members,
    };
    let draft = Draft {
        name: &name,
        description: &description,
        emoji: emoji.as_deref(),
        role,
        max_members: most,
        welcome: welcome.as_deref(),
    };
    let mut statements = vec![
        recorded(&ctx, Origin::Command, "squads.edit", Some(squad.name.clone()), Some(name.clone())),
        sql::set_squad(ctx.guild, squad.id, &draft),
    ];
    // Its members get the new role and lose the old one over the next minutes.
    if role != squad.role {
        statements.insert(1, sql::check_roles_done(ctx.guild, squad.id));
        statements.push(sql::set_roles_due(ctx.guild, squad.id, ctx.now));
    }
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::Check(_))) => Err(Error::Refused(text::more_inside(ctx.lang, &squad))),
        Err(DbError::Violated(Violated::NotNull(_))) => Err(Error::Refused(text::roles_under_way(ctx.lang, &squad))),
        Err(DbError::Violated(Violated::Unique(columns))) if !columns.contains("audit_log") => {
            Err(Error::Refused(text::name_taken(ctx.lang, &name)))
        }
        Err(DbError::Violated(Violated::Unique(_))) | Ok(_) => {
            Ok(Reply::Ephemeral(Message::text(text::edited(ctx.lang, &name))).into())
        }
        Err(other) => Err(other.into()),
    }
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
    let squads: Vec<Squad> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let squad = squads.iter().find(|squad| squad.id == id).ok_or_else(|| shared::expired(&ctx))?;
    let statements = vec![
        recorded(&ctx, Origin::Button, "squads.archive", Some(squad.name.clone()), None),
        sql::set_archived(ctx.guild, id, ctx.now),
    ];
    match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::NotNull(_))) => {
            Err(Error::Refused(text::archived_already(ctx.lang).to_owned()))
        }
        Err(DbError::Violated(Violated::Unique(_))) | Ok(_) => {
            Ok(Reply::Update(Message::text(text::archived(ctx.lang, squad))).into())
        }
        Err(other) => Err(other.into()),
    }
}
