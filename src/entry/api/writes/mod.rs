//! Calls that act: in the name of who made the key, as the command or button does it, once.

mod once;
mod options;

use serde_json::{Value, json};

use super::{
    Asked, Desk, Out, Problem,
    auth::Admitted,
    pages::{self, etag, names},
};
use crate::{
    app::{
        Audience, Command, Ctx, Done, Settings, SettingsForm, Work,
        access::{Listed, Standing, may},
        api::{self, Call, Does, Route, check},
        args::Args,
        command::Action,
        ctx::Parts,
        deputy::words,
        feature::command_named,
        text,
    },
    base::{error::Error, ids::InteractionId, lang::Lang, time::Time},
    discord::interaction::Data,
    features::{FEATURES, access, settings},
    platform::db::Stmt,
};

use once::Claim;

/// What is run, found in the one list.
enum Runs {
    Command(&'static Command, &'static Action, String),
    Press(Audience, fn(Ctx) -> Work<Done>, Vec<String>),
    Save(&'static SettingsForm),
    Work(Audience, fn(Call) -> Work<Value>),
}

/// # Errors
/// The problem.
pub async fn act(desk: &Desk, mut asked: Asked, admitted: Admitted) -> Result<Out, Problem> {
    let runs = find(&asked, &admitted).map_err(|error| Problem::of(error, &desk.correlation))?;
    checked(&asked, &runs)?;
    let broke = |error| Problem::of(error, &desk.correlation);
    let claim = Claim::new(&asked, &admitted, desk.place.now);
    let (settings, claim) = match claim {
        // What belongs to no guild and names itself by nothing needs no reading.
        None if !asked.route.is_of_guild() => (Settings::default(), None),
        None => {
            let (settings, rows) =
                read(desk, &admitted, asked.under(admitted.guild).into_iter().collect()).await.map_err(broke)?;
            asked.sees(rows.last());
            (settings, None)
        }
        Some(claim) => {
            let facts = claim.statements().into_iter().chain(asked.under(admitted.guild)).collect();
            let (settings, rows) = read(desk, &admitted, facts).await.map_err(broke)?;
            asked.sees(rows.last());
            match claim.taken(&rows).map_err(broke)?? {
                once::Taken::Mine(claim) => (settings, Some(claim)),
                once::Taken::Before(out) => return Ok(out),
            }
        }
    };
    let done = acted(desk, asked, admitted, settings, runs, claim.as_ref()).await;
    if let Some(claim) = claim {
        claim.settle(desk, &done).await;
    }
    done
}

async fn read(
    desk: &Desk,
    admitted: &Admitted,
    facts: Vec<Stmt>,
) -> Result<(Settings, Vec<crate::platform::db::Rows>), Error> {
    settings::read_of(&desk.means.db, &desk.means.config, admitted.guild, facts).await
}

fn find(asked: &Asked, admitted: &Admitted) -> Result<Runs, Error> {
    let unknown = |name: &str| Error::Internal(format!("no {name}"));
    match &asked.route.does {
        Does::Reads(_) => Err(unknown("write")),
        Does::Saves(name) => {
            let form = FEATURES.iter().filter_map(|feature| feature.settings).find(|form| form.name == *name);
            form.map(Runs::Save).ok_or_else(|| unknown(name))
        }
        Does::Works(audience, run) => Ok(Runs::Work(*audience, *run)),
        Does::Runs(name, _) => {
            let (command, action) = command_named(FEATURES, name).ok_or_else(|| unknown(name))?;
            Ok(Runs::Command(command, action, (*name).to_owned()))
        }
        Does::Presses(feature, action, args, _) => {
            let feature = FEATURES.iter().find(|known| known.name == *feature).ok_or_else(|| unknown(feature))?;
            let press = feature.presses.iter().find(|press| press.action == *action);
            let press = press.ok_or_else(|| unknown(action))?;
            let arg = |name: &&str| match *name {
                "actor" => admitted.user.to_string(),
                name => api::value(&asked.params, name).unwrap_or_default().to_owned(),
            };
            Ok(Runs::Press(press.audience, press.run, args.iter().map(arg).collect()))
        }
    }
}

fn checked(asked: &Asked, runs: &Runs) -> Result<(), Problem> {
    let members = match runs {
        Runs::Command(_, action, _) => check::members_of(action, &asked.params),
        Runs::Save(form) => check::members_of_form(form),
        _ => asked.route.body.to_vec(),
    };
    let faults = [check::object(&members, &asked.given).err(), check::query(asked.route.query, &asked.query).err()];
    let faults: Vec<_> = faults.into_iter().flatten().flatten().collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::unfit(faults)) }
}

async fn acted(
    desk: &Desk,
    asked: Asked,
    admitted: Admitted,
    settings: Settings,
    runs: Runs,
    claim: Option<&Claim>,
) -> Result<Out, Problem> {
    let broke = |error| Problem::of(error, &desk.correlation);
    let (cause, now) = claim.map_or_else(|| (once::fresh(desk.place.now, ""), desk.place.now), Claim::event);
    let route = asked.route;
    if !route.is_of_guild() {
        // Of the key or the deployment: nothing of a guild is changed, so nobody's standing in one is asked for.
        let Runs::Work(_, run) = runs else { return Err(Problem::not_found()) };
        let mut call = pages::call(desk, asked, admitted, cause);
        if let Some(file) = route.file {
            call.file = desk.files.text(file).await.map_err(broke)?;
        }
        return answer(route, run(call).await.map_err(broke)?);
    }
    // What they may is read anew for every act; what they could not do, the key cannot.
    let looked = access::look(&desk.means.discord, admitted.guild, admitted.user, now).await;
    let looked = match looked {
        Err(error) if !error.is_passing() => return Err(Problem::not_found()),
        looked => looked.map_err(|error| broke(error.into()))?,
    };
    let Some(looked) = looked else {
        return Err(Problem::plain(403, "Who made this key is not in the server any more."));
    };
    let mut parts = pages::parts(desk, &admitted, cause, Some(&looked));
    parts.now = now;
    let audience = match &runs {
        Runs::Command(command, _, name) => {
            parts.command.clone_from(name);
            command.audience
        }
        Runs::Press(audience, ..) | Runs::Work(audience, _) => *audience,
        Runs::Save(_) => Audience::Admins,
    };
    let moderators: Vec<_> = settings::moderator_role(&settings, &desk.means.config).into_iter().collect();
    let actor = &parts.actor;
    let standing = Standing { user: actor.id, roles: &actor.roles, permissions: actor.permissions };
    let operators = admitted.operates.then_some(admitted.user);
    let listed = Listed { moderator_roles: &moderators, operators: operators.as_slice() };
    if !may(standing, audience, listed) {
        return Err(Problem::plain(403, text::not_for_you(Lang::En, audience)));
    }
    if asked.is_missing {
        return Err(Problem::not_found());
    }
    permitted(desk, asked, admitted, settings, runs, parts).await
}

/// Runs what may be run, unless what it changes is not what was seen.
async fn permitted(
    desk: &Desk,
    asked: Asked,
    admitted: Admitted,
    settings: Settings,
    runs: Runs,
    mut parts: Parts,
) -> Result<Out, Problem> {
    let broke = |error| Problem::of(error, &desk.correlation);
    let route = asked.route;
    if let Some(guard) = route.guard {
        let tag = etag(&guard(&settings).to_string());
        match &asked.headers.if_match {
            None => return Err(Problem::plain(428, "Say in If-Match what you have seen: the ETag.")),
            Some(seen) if !names(seen, &tag) => return Err(moved()),
            Some(_) => parts.seen_version = Some(settings.version),
        }
    }
    let run = match runs {
        Runs::Work(_, run) => {
            let call = pages::call_of(Ctx::new(parts), asked.params, asked.query, asked.given, admitted, settings);
            return answer(route, run(call).await.map_err(broke)?);
        }
        Runs::Save(form) => {
            let saved = settings::save_given(&Ctx::new(parts), form, &asked.given).await;
            return match saved {
                Err(Error::Refused(sentence)) if sentence == settings::MOVED => Err(moved()),
                saved => answer(route, settings::whole(&saved.map_err(broke)?.after)),
            };
        }
        Runs::Command(_, action, _) => {
            options::fill(&mut parts, action, &asked.params, &asked.given).await.map_err(broke)?;
            action.run
        }
        Runs::Press(_, run, args) => {
            parts.args = Args::of_control(args, Data::default());
            run
        }
    };
    let ctx = Ctx::new(parts);
    let call = pages::call_of(ctx.clone(), asked.params, asked.query, asked.given, admitted, settings);
    said(desk, route, call, ctx, run).await
}

fn moved() -> Problem {
    Problem::plain(412, settings::MOVED)
}

fn answer(route: &Route, body: Value) -> Result<Out, Problem> {
    Ok(Out::new(route.answer.status(), body.to_string()))
}

/// Runs a handler and answers with what came of it.
async fn said(
    desk: &Desk,
    route: &'static Route,
    call: Call,
    ctx: Ctx,
    run: fn(Ctx) -> Work<Done>,
) -> Result<Out, Problem> {
    let broke = |error| Problem::of(error, &desk.correlation);
    let ran = run(ctx).await;
    let (sentence, refused) = match ran {
        Ok(done) => {
            if let Some(after) = done.after {
                after.await.map_err(broke)?;
            }
            (done.reply.message().map(words).unwrap_or_default(), false)
        }
        Err(Error::Refused(sentence)) if sentence == settings::MOVED => return Err(moved()),
        Err(Error::Refused(sentence)) => (sentence, true),
        Err(error) => return Err(broke(error)),
    };
    let ask = match route.does {
        Does::Runs(_, ask) | Does::Presses(_, _, _, ask) => ask,
        _ => None,
    };
    let Some(ask) = ask else {
        return if refused {
            Err(Problem::plain(422, sentence))
        } else {
            answer(route, json!({ "message": sentence }))
        };
    };
    // What is known by its event has happened, also where this is the second time.
    let by_event = matches!(route.answer, api::Answer::Made(_));
    let found = match refused && !by_event {
        true => None,
        false => pages::found(route, &call, ask).await.map_err(broke)?,
    };
    match found {
        Some(body) => answer(route, body),
        None if sentence.is_empty() => Err(Problem::plain(422, text::internal(Lang::En, &desk.correlation))),
        None => Err(Problem::plain(422, sentence)),
    }
}

/// An act's identity and its time.
type Event = (InteractionId, Time);
