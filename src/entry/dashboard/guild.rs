//! Pages of a guild: who asks, what they may do there, and the page or form that the path names.

use std::cell::RefCell;

use super::{
    Desk, act, login,
    reply::Out,
    request::Method,
    shell::{self, Sentence},
};
use crate::{
    app::{
        Acted, Actor, Ctx, Fields, Form, Level, Page, Settings, Through, Visit,
        access::{Listed, Standing},
        args::Args,
        ctx::Parts,
        page::Visited,
        path::matching,
    },
    base::{
        error::{Error, Missing, Result},
        ids::{self, GuildId, InteractionId, UserId},
        lang::Lang,
        time::Time,
    },
    features::{
        FEATURES,
        access::{
            self, logic,
            model::{Access, FRESH, STALE, Session, USE},
        },
        dedup, settings,
    },
    platform::{
        crypto,
        db::{self, Stmt},
    },
    ui,
};

/// `/g/{guild}/…`.
///
/// # Errors
/// When the database or Discord does not serve.
pub async fn page(desk: &Desk) -> Result<Out> {
    let Some(guild) = desk.web.guild() else { return Ok(shell::not_found(desk)) };
    let Some(secret) = desk.web.secret() else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    let id = crypto::digest(secret);
    let mut facts = vec![access::find_session(&id, desk.web.now), access::find_access(&id, guild)];
    facts.extend(access::find_people(&desk.means.config));
    let (settings, rows) = match settings::read_of(&desk.means.db, &desk.means.config, guild, facts).await {
        Err(Error::Without(Missing::Guild)) => return Ok(shell::not_found(desk)),
        read => read?,
    };
    let session: Option<Session> = db::first(&rows, 0)?;
    let Some(session) = session else { return Ok(shell::sentence(desk, 401, Sentence::SignIn)) };
    // What a link of another guild let in sees nothing here, not even that there is something.
    if session.guild.is_some_and(|bound| bound != guild) {
        return Ok(shell::not_found(desk));
    }
    let known: Option<Access> = db::first(&rows, 1)?;
    let acts = desk.web.method == Method::Post;
    let mut pending = Vec::new();
    let operators = access::operators(&desk.means, rows.get(2), acts, desk.web.now, &mut pending).await?;
    let operates = operators.contains(&session.user);
    let Some((access, is_fresh)) = looked_up(desk, guild, (&session, operates), known, acts, &mut pending).await?
    else {
        return Ok(shell::not_found(desk));
    };
    if desk.web.now.millis() - session.used_at >= USE {
        pending.push(access::set_used(&session.id, desk.web.now));
    }
    let level = level(desk, &session, &access, &settings, &operators);
    let token = login::form_secret(secret);
    let place: Vec<&str> = desk.web.path.iter().skip(2).map(String::as_str).collect();
    let mark = act::worth(&token, desk.web.field(ui::MARK), desk.web.now);
    let cause = match mark {
        act::Worth::Good(cause) => cause,
        act::Worth::None if acts => return Ok(shell::sentence(desk, 403, Sentence::OldForm)),
        _ => act::passing(desk.web.now),
    };
    let asked = Asked { guild, session: &session, access, settings, level, token, cause, pending };
    if !acts {
        return show(desk, asked, &place).await;
    }
    let late = match mark {
        act::Worth::Old => Some((403, Sentence::OpenForLong.words().1)),
        _ => (!is_fresh).then(|| shell::failure(desk, Error::Without(Missing::Discord))),
    };
    send(desk, asked, &place, late).await
}

/// What is known of the one who asks, before it is known for what.
struct Asked<'a> {
    guild: GuildId,
    session: &'a Session,
    access: Access,
    settings: Settings,
    level: Level,
    token: String,
    cause: InteractionId,
    pending: Vec<Stmt>,
}

/// What Discord says of somebody: as it was said lately for looking, anew for an act; and whether it is fresh enough
/// for what is asked.
async fn looked_up(
    desk: &Desk,
    guild: GuildId,
    (session, operates): (&Session, bool),
    known: Option<Access>,
    acts: bool,
    pending: &mut Vec<Stmt>,
) -> Result<Option<(Access, bool)>> {
    let age = |known: &Access| desk.web.now.millis() - known.read_at;
    if let Some(known) = known.as_ref().filter(|known| !acts && age(known) < FRESH) {
        return Ok(Some((known.clone(), true)));
    }
    let (discord, now) = (&desk.means.discord, desk.web.now);
    let looked = match access::look(discord, guild, session.user, now).await {
        Ok(None) if operates => access::look_in(discord, guild, &session.user_name, now).await.map(Some),
        looked => looked,
    };
    match looked {
        Ok(Some(found)) => {
            pending.push(access::set_access(&session.id, guild, &found));
            Ok(Some((found, true)))
        }
        Ok(None) => {
            desk.means.db.batch(vec![access::delete_access(&session.id, guild)]).await?;
            Ok(None)
        }
        // Looking goes on for a while when Discord does not answer; acting waits.
        Err(error) => match known.filter(|known| error.is_passing() && age(known) < STALE) {
            Some(known) => Ok(Some((known, !acts))),
            None if error.is_passing() => Err(error.into()),
            // The bot is not there, so there is nothing to see.
            None => Ok(None),
        },
    }
}

fn level(desk: &Desk, session: &Session, access: &Access, settings: &Settings, operators: &[UserId]) -> Level {
    let roles = access.roles();
    let moderators: Vec<_> = settings::moderator_role(settings, &desk.means.config).into_iter().collect();
    let standing = Standing { user: session.user, roles: &roles, permissions: access.permissions() };
    logic::level(standing, Listed { moderator_roles: &moderators, operators })
}

fn pages() -> impl Iterator<Item = &'static Page> {
    FEATURES.iter().flat_map(|feature| feature.pages)
}

/// The page that a path names, with what stands for its parameters.
fn page_at(place: &[&str]) -> Option<(&'static Page, Fields)> {
    pages().find_map(|page| matching(page.path, place).map(|params| (page, params)))
}

/// The form that a path names, with its page and what stands for its parameters.
fn form_at(place: &[&str]) -> Option<(&'static Page, Fields, &'static Form)> {
    let (last, before) = place.split_last()?;
    pages().find_map(|page| {
        let params = matching(page.path, before)?;
        Some((page, params, page.forms.iter().find(|form| form.name == *last)?))
    })
}

/// The path of the page or form that is named, with `{name}` for what differs.
pub fn pattern(place: &[&str], sends: bool) -> String {
    let form = if sends { form_at(place) } else { None };
    match (form, page_at(place)) {
        (Some((page, _, form)), _) => format!("/g/{{guild}}{}/{}", page.path.trim_end_matches('/'), form.name),
        (None, Some((page, _))) => format!("/g/{{guild}}{}", page.path),
        (None, None) => "/g/{guild}/*".to_owned(),
    }
}

async fn show(desk: &Desk, asked: Asked<'_>, place: &[&str]) -> Result<Out> {
    let Some((page, params)) = page_at(place) else { return Ok(shell::not_found(desk)) };
    let visit = visit(desk, asked, params);
    let may = visit.level >= page.level;
    let shown = if may { Some((page.show)(visit.clone()).await) } else { None };
    let left: Vec<Stmt> = visit.pending.borrow_mut().drain(..).collect();
    if !left.is_empty() {
        desk.means.db.batch(left).await?;
    }
    match shown {
        None => Ok(not_for_them(desk, &visit, page, page.level)),
        Some(Ok(view)) => Ok(shell::view(desk, &visit, page, view, 200)),
        Some(Err(Error::Refused(sentence))) => Ok(shell::refused(desk, &visit, page, &sentence, 404)),
        Some(Err(other)) => Err(other),
    }
}

fn not_for_them(desk: &Desk, visit: &Visit, page: &Page, level: Level) -> Out {
    shell::refused(desk, visit, page, &Sentence::NotForYou { level }.words().1, 403)
}

/// Carries a form out, or shows it again with what was typed: where it comes too late, and where it is refused.
async fn send(desk: &Desk, asked: Asked<'_>, place: &[&str], late: Option<(u16, String)>) -> Result<Out> {
    let Some((page, params, form)) = form_at(place) else { return Ok(shell::not_found(desk)) };
    let visit = visit(desk, asked, params);
    let level = form.level.max(page.level);
    if visit.level < level {
        return Ok(not_for_them(desk, &visit, page, level));
    }
    if let Some((status, sentence)) = late {
        return Ok(again(desk, &visit, page, &sentence, status).await);
    }
    // Whatever an act is made of, a form that is sent again does nothing; one that was refused may be.
    let (opened, identity) = (ids::time_of(visit.cause), format!("form:{}", visit.cause));
    visit.pending.borrow_mut().insert(0, dedup::first(opened, &identity));
    let noted: Vec<Stmt> = visit.pending.borrow_mut().drain(..).collect();
    match desk.means.db.batch(noted).await {
        Err(error) if dedup::was_seen(&error) => {
            let below = place.split_last().map_or_else(String::new, |(_, before)| before.join("/"));
            return Ok(shell::done(visit.path(&format!("/{below}")), "This was sent already; nothing was done twice."));
        }
        written => drop(written?),
    }
    let acted = (form.act)(visit.clone()).await;
    if !matches!(acted, Ok(Acted::Done { .. })) {
        visit.pending.borrow_mut().push(dedup::forget(opened, &identity));
    }
    let left: Vec<Stmt> = visit.pending.borrow_mut().drain(..).collect();
    if !left.is_empty() {
        desk.means.db.batch(left).await?;
    }
    match acted {
        Ok(Acted::Done { to, said }) => Ok(shell::done(visit.path(&to), &said)),
        Ok(Acted::File { name, media_type, body }) => Ok(Out::file(&name, media_type, body)),
        Ok(Acted::Shown(view)) => Ok(shell::view(desk, &visit, page, view, 200)),
        Ok(Acted::Again(view)) => Ok(shell::view(desk, &visit, page, view, 422)),
        Err(error @ (Error::Refused(_) | Error::Without(Missing::Discord))) => {
            let (status, sentence) = shell::failure(desk, error);
            Ok(again(desk, &visit, page, &sentence, status).await)
        }
        Err(other) => Err(other),
    }
}

/// The page of a form that was not carried out.
async fn again(desk: &Desk, visit: &Visit, page: &'static Page, sentence: &str, status: u16) -> Out {
    match (page.show)(visit.clone()).await {
        Ok(view) => shell::again(desk, visit, page, view, sentence, status),
        Err(_) => shell::refused(desk, visit, page, sentence, status),
    }
}

fn visit(desk: &Desk, asked: Asked<'_>, params: Fields) -> Visit {
    let Asked { guild, session, access, settings, level, token, cause, pending } = asked;
    let (roles, permissions) = (access.roles(), access.permissions());
    let ctx = Ctx::new(Parts {
        now: desk.web.now,
        lang: Lang::En,
        guild,
        channel: None,
        actor: Actor {
            id: session.user,
            name: access.user_name.clone(),
            roles,
            permissions,
            joined: access.joined_at.map(Time::from_millis),
            has_avatar: true,
        },
        cause,
        through: Through::Dashboard,
        seen_version: None,
        application: desk.means.config.application,
        app_permissions: twilight_model::guild::Permissions::empty(),
        command: desk.web.place(),
        args: Args::default(),
        message: None,
        means: desk.means.clone(),
        own_host: desk.web.host.clone(),
        own_origin: desk.web.origin.clone(),
        passing: RefCell::default(),
    });
    Visit::new(Visited {
        ctx,
        level,
        guild_name: access.guild_name,
        moderator_roles: settings::moderator_role(&settings, &desk.means.config).into_iter().collect(),
        settings,
        params,
        query: desk.web.query.clone(),
        fields: desk.web.fields.clone(),
        marks: {
            let now = desk.web.now;
            Box::new(move || act::mark(&token, now))
        },
        pending: RefCell::new(pending),
    })
}
