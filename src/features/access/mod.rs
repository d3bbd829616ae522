//! Who is signed in to the dashboard and what they may do there. Owns `login_links`, `sessions`,
//! `session_access`, `sign_in_failures` and `application_people`.

mod commands;
mod holdings;
mod jobs;
pub mod logic;
pub mod model;
mod sql;
mod text;

use crate::{
    app::{Feature, Means},
    base::{
        config::Config,
        error::Result,
        ids::{GuildId, UserId},
        json,
        time::Time,
    },
    discord::rest::{self, code},
    platform::{
        db::{self, Db, Rows, Stmt},
        http::Rest,
    },
};
use model::{Access, Link, Listed, People, Seen, Session};

pub const FEATURE: Feature = Feature {
    commands: commands::COMMANDS,
    jobs: jobs::JOBS,
    holdings: holdings::HOLDINGS,
    ..Feature::named("access")
};

/// The session of a cookie's digest, for the first batch of a request: a row of [`Session`] or none.
pub fn find_session(id: &str, now: Time) -> Stmt {
    sql::find_session(id, now)
}

/// What is known of a session's person in a guild: a row of [`Access`] or none.
pub fn find_access(session: &str, guild: GuildId) -> Stmt {
    sql::find_access(session, guild)
}

/// The application's owner and team, who operate the deployment beside those whom `OPERATOR_IDS` names: a row of
/// [`People`] or none, for the first batch of a request; no statement where nothing can be asked.
pub fn find_people(config: &Config) -> Option<Stmt> {
    config.application.filter(|_| config.token.is_some()).map(sql::find_people)
}

/// Everybody who operates the deployment. Owner and team are asked for once a day; while Discord does not answer
/// they are who they were, for looking: for an act only those count who are known for sure.
///
/// # Errors
/// When the row is none of [`find_people`].
pub async fn operators(
    means: &Means,
    row: Option<&Rows>,
    acts: bool,
    now: Time,
    pending: &mut Vec<Stmt>,
) -> Result<Vec<UserId>> {
    let config = &means.config;
    let mut all = config.operators.clone();
    let (Some(application), Some(row)) = (config.application, row) else { return Ok(all) };
    let known: Option<People> = row.first()?;
    let is_fresh = known.as_ref().is_some_and(|known| (now.millis() - known.read_at).abs() < model::PEOPLE);
    let asked = match is_fresh {
        true => None,
        false => means.discord.read::<model::ApplicationObject>(rest::get_application()).await.ok(),
    };
    if let Some(object) = asked {
        let people = logic::operators(&object);
        pending.push(sql::set_people(application, &serde_json::json!(people).to_string(), now));
        all.extend(people);
    } else if let Some(known) = known.filter(|_| is_fresh || !acts) {
        all.extend(json::parse::<Vec<UserId>>(&known.people).unwrap_or_default());
    }
    Ok(all)
}

/// Whether somebody operates the deployment, asked by itself, for an act.
///
/// # Errors
/// When the database does not serve.
pub async fn operates(means: &Means, user: UserId, now: Time) -> Result<bool> {
    let rows = match find_people(&means.config) {
        Some(statement) => means.db.batch(vec![statement]).await?,
        None => Vec::new(),
    };
    let mut pending = Vec::new();
    let operators = operators(means, rows.first(), true, now, &mut pending).await?;
    if !pending.is_empty() {
        means.db.batch(pending).await?;
    }
    Ok(operators.contains(&user))
}

/// The guilds that a session has looked at: rows of [`model::Seen`].
pub fn list_guilds(session: &str) -> Stmt {
    sql::list_guilds(session)
}

pub fn list_sessions(user: UserId, now: Time) -> Stmt {
    sql::list_sessions(user, now)
}

/// Remembers what Discord said.
pub fn set_access(session: &str, guild: GuildId, access: &Access) -> Stmt {
    sql::set_access(session, guild, access)
}

/// Forgets that somebody may see a guild, who is not in it any more.
pub fn delete_access(session: &str, guild: GuildId) -> Stmt {
    sql::delete_access(session, guild)
}

pub fn set_used(session: &str, now: Time) -> Stmt {
    sql::set_used(session, now)
}

/// Ends one session of a person.
pub fn delete_session(user: UserId, id: &str) -> Stmt {
    sql::delete_session(user, id)
}

/// A link that can still be spent.
///
/// # Errors
/// When the database does not serve.
pub async fn find_link(db: &Db, id: &str, now: Time) -> Result<Option<Link>> {
    let rows = db.batch(vec![sql::find_link(id, now)]).await?;
    rows.first().map(Rows::first).transpose().map(Option::flatten)
}

/// Spends a link: of many presses one gets the session.
///
/// # Errors
/// When the database does not serve.
pub async fn spend_link(db: &Db, link: &str, session: &str, agent: &str, now: Time) -> Result<Option<Session>> {
    let statements = vec![
        sql::insert_session_of_link(link, session, agent, now),
        sql::delete_link(link),
        sql::find_session(session, now),
    ];
    let rows = db.batch(statements).await?;
    rows.get(2).map(Rows::first).transpose().map(Option::flatten)
}

/// Makes a session for who signed in with Discord, good for every guild, which lists these at once.
///
/// # Errors
/// When the database does not serve.
pub async fn sign_in(db: &Db, session: &Session, guilds: &[Seen], now: Time) -> Result<()> {
    let listed = |seen: &Seen| (seen.guild.to_string(), seen.guild_name.clone(), seen.permissions.clone());
    let listed: Vec<_> = guilds.iter().map(listed).collect();
    let listed = serde_json::json!(listed).to_string();
    db.batch(vec![sql::insert_session(session, now), sql::insert_seen(&session.id, &session.user_name, &listed)])
        .await?;
    Ok(())
}

/// Whether an address is shut out, for the first batch of a request: a row of [`model::Listed`] or none.
pub fn find_shut(address: &str, now: Time) -> Stmt {
    sql::find_shut(address, now)
}

/// Whether an address is shut out of signing in, and until when.
///
/// # Errors
/// When the database does not serve.
pub async fn shut_until(db: &Db, address: &str, now: Time) -> Result<Option<Time>> {
    let rows = db.batch(vec![sql::find_shut(address, now)]).await?;
    let row: Option<Listed> = db::first(&rows, 0)?;
    Ok(row.map(|row| Time::from_millis(row.shut_until)))
}

/// Counts a failed sign-in.
///
/// # Errors
/// When the database does not serve.
pub async fn failed(db: &Db, address: &str, now: Time) -> Result<()> {
    db.batch(vec![sql::count_failure(address, now), sql::shut_out(address, now)]).await?;
    Ok(())
}

/// What an operator, who is not in a guild, is there: somebody who looks in from outside.
///
/// # Errors
/// What Discord refused with, or why it did not answer.
pub async fn look_in(
    discord: &Rest,
    guild: GuildId,
    name: &str,
    now: Time,
) -> std::result::Result<Access, crate::discord::rest::RestError> {
    let object: model::GuildObject = discord.read(rest::get_guild(guild)).await?;
    Ok(Access {
        guild_name: object.name,
        user_name: name.to_owned(),
        is_owner: 0,
        permissions: "0".to_owned(),
        roles: "[]".to_owned(),
        joined_at: None,
        read_at: now.millis(),
    })
}

/// What Discord says of a person in a guild now; `None` when they are not in it.
///
/// # Errors
/// What Discord refused with, or why it did not answer.
pub async fn look(
    discord: &Rest,
    guild: GuildId,
    user: UserId,
    now: Time,
) -> std::result::Result<Option<Access>, crate::discord::rest::RestError> {
    let object: model::GuildObject = discord.read(rest::get_guild(guild)).await?;
    match discord.read::<model::MemberObject>(rest::get_member(guild, user)).await {
        Ok(member) => Ok(Some(logic::access(guild, &object, user, &member, now))),
        Err(error) if matches!(error.code(), code::UNKNOWN_MEMBER | code::UNKNOWN_USER) => Ok(None),
        Err(error) => Err(error),
    }
}
