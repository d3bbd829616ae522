//! From an interaction to the work it asks for, by the one list of features.

use std::{cell::RefCell, rc::Rc};

use twilight_model::guild::Permissions;
use worker::Env;

use crate::{
    app::{
        Action, Actor, Answer, Audience, Budget, Command, Ctx, Done, Means, Press, Shape, Through, Work, args::Args,
        ctx::Parts, text,
    },
    base::{
        config::Config,
        error::{Error, Result},
        ids::{ApplicationId, GuildId, InteractionId},
        lang::Lang,
    },
    discord::{
        custom_id::{self, CustomId},
        interaction::{Data, Interaction, OptionValue, kind},
        permission,
        reply::Reply,
    },
    features::{
        FEATURES, access,
        people::{self, Met},
    },
    platform::{env, http::Rest, meter::Meter},
};

/// An interaction's work with what is needed to answer it.
pub struct Task {
    pub id: InteractionId,
    pub token: String,
    pub application: Option<ApplicationId>,
    pub guild: Option<GuildId>,
    pub lang: Lang,
    /// For the log: the command's full name, or feature and action of the control.
    pub name: String,
    /// The names of what was given with it, without values.
    pub asked: String,
    pub kind: u64,
    pub answer: Answer,
    pub budget: Budget,
    /// People whose names are noted in passing, beside the budget.
    pub noted: usize,
    pub work: Work<Done>,
    pub meter: Meter,
    pub config: Rc<Config>,
    pub discord: Rest,
    /// For what must be kept when an answer cannot be delivered.
    pub db: Result<crate::platform::db::Db>,
}

/// What was found in the list.
enum Found {
    Command(&'static Command, &'static Action, String, Vec<OptionValue>),
    Press(&'static Press, CustomId),
}

/// Finds the work; what cannot be found or may not be done becomes work that refuses.
pub fn task(mut interaction: Interaction, env: &Env, config: Rc<Config>, own: &worker::Url) -> Task {
    let meter = Meter::default();
    let id = interaction.id;
    let discord = Rest::new(config.clone(), meter.clone(), &id.to_string());
    let lang = Lang::of_locale(interaction.locale.as_deref().unwrap_or_default());
    let application = interaction.application_id.or(config.application);
    let (token, guild, kind) = (std::mem::take(&mut interaction.token), interaction.guild_id, interaction.kind);
    let asked = named(&interaction.data.options);
    let make = |name: String, answer, budget, work| Task {
        id,
        token,
        application,
        guild,
        lang,
        name,
        asked: asked.clone(),
        kind,
        answer,
        budget,
        noted: 0,
        work,
        meter: meter.clone(),
        config: config.clone(),
        discord: discord.clone(),
        db: env::db(env, &meter),
    };
    let refused = |sentence: String| -> Work<Done> { Box::pin(async move { Err(Error::Refused(sentence)) }) };

    let data = std::mem::take(&mut interaction.data);
    let (found, data) = match find(kind, data, lang) {
        Ok(found) => found,
        Err((name, sentence)) => return make(name, Answer::Ephemeral, Budget::FREE, refused(sentence.to_owned())),
    };
    let (name, answer, budget) = match &found {
        Found::Command(_, action, name, _) => (name.clone(), action.answer, action.budget),
        Found::Press(press, control) => (format!("{} {}", control.feature, control.action), press.answer, press.budget),
    };
    let (Some(guild), Some(actor)) = (guild, actor(&interaction)) else {
        return make(name, Answer::Ephemeral, budget, refused(text::only_in_servers(lang).to_owned()));
    };
    let (audience, args) = match &found {
        Found::Command(command, ..) => (command.audience, Args::default()),
        Found::Press(press, _) => (press.audience, Args::default()),
    };
    let db = match env::db(env, &meter) {
        Ok(db) => db,
        Err(error) => return make(name, Answer::Ephemeral, budget, Box::pin(async move { Err(error) })),
    };
    let met = if kind == kind::AUTOCOMPLETE { Vec::new() } else { met(&interaction, &data) };
    let noted = met.len();
    let used = if matches!(found, Found::Command(..)) { name.as_str() } else { "" };
    let passing =
        (noted > 0).then(|| people::note_use(guild, config.names_guild(guild), &met, used, interaction.time()));
    let mut parts = Parts {
        now: interaction.time(),
        lang,
        guild,
        channel: interaction.channel_id,
        actor,
        cause: id,
        through: Through::Discord,
        seen_version: None,
        application,
        app_permissions: permission::parse(interaction.app_permissions.as_deref()),
        command: name.clone(),
        args,
        message: interaction.message.take(),
        means: Means { db, discord: discord.clone(), config: config.clone(), meter: meter.clone(), features: FEATURES },
        own_host: own.host_str().unwrap_or_default().to_owned(),
        own_origin: own.origin().ascii_serialization(),
        passing: RefCell::new(passing),
    };
    let work: Work<Done> = match found {
        Found::Command(_, action, _, options) if kind == kind::AUTOCOMPLETE => {
            parts.args = Args::of_typing(options, data);
            typed(action, Ctx::new(parts), audience)
        }
        Found::Command(_, action, _, options) => match Args::of_command(lang, action.options, options, data) {
            Ok(args) => {
                parts.args = args;
                guarded(action.run, Ctx::new(parts), audience)
            }
            Err(error) => return make(name, Answer::Ephemeral, budget, Box::pin(async move { Err(error) })),
        },
        Found::Press(press, control) => {
            parts.args = Args::of_control(control.args, data);
            guarded(press.run, Ctx::new(parts), audience)
        }
    };
    let answer = if kind == kind::AUTOCOMPLETE { Answer::Ephemeral } else { answer };
    Task { noted, ..make(name, answer, budget, work) }
}

/// Members whose names an interaction brings along: who acts, and some of whom they name.
fn met(interaction: &Interaction, data: &Data) -> Vec<Met> {
    const MOST: usize = 4;
    let actor = interaction.actor().zip(interaction.member.as_ref());
    let actor = actor.map(|(user, member)| Met::of(user, member, Some(interaction.time())));
    let named = data.resolved.members.iter().filter_map(|(id, member)| Some((data.resolved.users.get(id)?, member)));
    let named = named.filter(|(user, _)| actor.as_ref().is_some_and(|actor| actor.user != user.id));
    let named: Vec<Met> = named.take(MOST).map(|(user, member)| Met::of(user, member, None)).collect();
    actor.into_iter().chain(named).collect()
}

/// The names of options that have a value, also below a subcommand.
fn named(options: &[OptionValue]) -> String {
    let within = options.iter().flat_map(|option| &option.options);
    let given = options.iter().chain(within.clone()).chain(within.flat_map(|option| &option.options));
    given.filter(|option| option.value.is_some()).map(|option| option.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// Permission is decided on every interaction. Moderators' acts, which settings widen, are decided
/// again by their handler, with the settings it reads.
fn guarded(run: fn(Ctx) -> Work<Done>, ctx: Ctx, audience: Audience) -> Work<Done> {
    match audience {
        Audience::Admins => match ctx.require(audience, &[]) {
            Err(refused) => Box::pin(async move { Err(refused) }),
            Ok(()) => run(ctx),
        },
        Audience::Operators => Box::pin(async move {
            match access::operates(&ctx.means, ctx.actor.id, ctx.now).await? {
                true => run(ctx).await,
                false => Err(Error::Refused(text::not_for_you(ctx.lang, audience))),
            }
        }),
        Audience::Everyone | Audience::Moderators(_) => run(ctx),
    }
}

fn typed(action: &'static Action, ctx: Ctx, audience: Audience) -> Work<Done> {
    Box::pin(async move {
        let allowed = !matches!(audience, Audience::Admins | Audience::Operators) || ctx.require(audience, &[]).is_ok();
        let choices = match action.complete {
            Some(complete) if allowed => complete(ctx).await?,
            _ => Vec::new(),
        };
        Ok(Reply::Choices(choices).into())
    })
}

/// The entry of the list that an interaction names, or a sentence and what was asked for.
fn find(kind: u64, mut data: Data, lang: Lang) -> std::result::Result<(Found, Data), (String, &'static str)> {
    if matches!(kind, kind::COMPONENT | kind::MODAL) {
        let unknown = || ("unknown control".to_owned(), text::unknown_control(lang));
        let control = custom_id::decode(&data.custom_id).ok_or_else(unknown)?;
        let feature = FEATURES.iter().find(|feature| feature.name == control.feature).ok_or_else(unknown)?;
        let press = feature.presses.iter().find(|press| press.action == control.action).ok_or_else(unknown)?;
        return Ok((Found::Press(press, control), data));
    }
    let unknown = || ("unknown command".to_owned(), text::unknown_command(lang));
    let mut commands = FEATURES.iter().flat_map(|feature| feature.commands);
    // Payloads from before 2021 do not say of which type a command is: a slash command then.
    let command = commands
        .find(|command| u64::from(command.shape.type_number()) == data.kind.max(1) && command.name == data.name)
        .ok_or_else(unknown)?;
    let mut options = std::mem::take(&mut data.options);
    let subs = match &command.shape {
        Shape::Many(subs) => subs,
        Shape::One(action) => {
            return Ok((Found::Command(command, action, command.name.to_owned(), options), data));
        }
        Shape::OnUser(action) | Shape::OnMessage(action) => {
            return Ok((Found::Command(command, action, command.name.to_owned(), Vec::new()), data));
        }
    };
    let first = options.pop().ok_or_else(unknown)?;
    let sub = subs.iter().find(|sub| sub.group.is_none() && sub.name == first.name);
    if let Some(sub) = sub {
        return Ok((
            Found::Command(command, &sub.action, format!("{} {}", command.name, sub.name), first.options),
            data,
        ));
    }
    let mut inner = first.options;
    let second = inner.pop().ok_or_else(unknown)?;
    let sub =
        subs.iter().find(|sub| sub.group.is_some_and(|group| group.name == first.name) && sub.name == second.name);
    let sub = sub.ok_or_else(unknown)?;
    let name = format!("{} {} {}", command.name, first.name, sub.name);
    Ok((Found::Command(command, &sub.action, name, second.options), data))
}

fn actor(interaction: &Interaction) -> Option<Actor> {
    let user = interaction.actor()?;
    let member = interaction.member.as_ref()?;
    let permissions: Permissions = permission::parse(member.permissions.as_deref());
    Some(Actor {
        id: user.id,
        name: user.global_name.clone().unwrap_or_else(|| user.username.clone()),
        roles: member.roles.clone(),
        permissions,
        joined: member.joined(),
        has_avatar: user.avatar.is_some(),
    })
}
