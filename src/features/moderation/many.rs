//! The same act on many members: their cases in a few statements, and who of them may be acted on.
//!
//! Discord is looked at once for all of them; a bulk act has one event, so one cause, and a case a member.

use serde_json::json;

use super::{
    logic::{self, RankedRole, Scene},
    model::{Failure, Kind, State},
    sql,
};
use crate::{
    app::Means,
    base::{
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
        time::Time,
    },
    discord::{
        interaction::Member,
        rest::{self, RestError, code},
    },
    platform::db::Stmt,
};

/// One act on many, decided by one person in one event.
pub struct Many<'a> {
    pub guild: GuildId,
    pub now: Time,
    pub cause: &'a str,
    pub moderator: UserId,
    pub kind: Kind,
    pub reason: &'a str,
}

/// The statements of cases that are done with the batch in which they stand, or that stay planned until
/// [`settle_many`] says what became of them. Names are kept for when the people are gone.
pub fn record_many(many: &Many<'_>, state: State, people: &[(UserId, &str)], due: Option<Time>) -> Vec<Stmt> {
    if people.is_empty() {
        return Vec::new();
    }
    let listed: Vec<_> = people.iter().map(|(user, name)| (user.to_string(), name)).collect();
    let mut statements = vec![
        sql::take_numbers(many.guild, people.len() as i64),
        sql::insert_cases(many, state, &json!(listed).to_string(), due),
    ];
    if state == State::Done {
        let users: Vec<UserId> = people.iter().map(|(user, _)| *user).collect();
        statements.extend(ended(many, &users));
    }
    statements
}

/// The older cases that an act on many ends; those of the act itself stay.
fn ended(many: &Many<'_>, users: &[UserId]) -> Option<Stmt> {
    let kinds: Vec<&str> = many.kind.ends().iter().map(|kind| kind.word()).collect();
    let resolution = if many.kind.ends().contains(&many.kind) { "expired" } else { "undone" };
    let is_needed = !kinds.is_empty() && !users.is_empty();
    is_needed.then(|| sql::end_all(many, &json!(kinds).to_string(), &list(users), resolution))
}

/// What became of planned cases: a list with why it failed, for each who was tried.
pub fn settle_many(many: &Many<'_>, tried: &[(UserId, Option<Failure>)]) -> Vec<Stmt> {
    let done: Vec<UserId> = tried.iter().filter(|(_, failure)| failure.is_none()).map(|(user, _)| *user).collect();
    let listed: Vec<_> = tried.iter().map(|(user, failure)| (user.to_string(), failure.map(Failure::word))).collect();
    let mut statements = vec![sql::set_outcomes(many, &json!(listed).to_string())];
    statements.extend(ended(many, &done));
    statements
}

/// The numbers of an act's cases: rows of [`Numbered`].
pub fn list_numbers(many: &Many<'_>, users: &[UserId]) -> Stmt {
    sql::list_numbers(many.guild, many.cause, many.kind, &list(users))
}

#[derive(Clone, Copy, Debug, FromJson)]
pub struct Numbered {
    pub target: UserId,
    pub number: i64,
}

fn list(users: &[UserId]) -> String {
    json!(users).to_string()
}

/// Why Discord did not do it.
pub fn failure(error: &RestError) -> Failure {
    logic::failure(error)
}

/// What decides who may be acted on, asked of Discord once.
pub struct Judge {
    scene: Scene,
}

#[derive(FromJson)]
struct Guild {
    owner_id: UserId,
    #[serde(default)]
    roles: Vec<RankedRole>,
}

#[derive(FromJson)]
struct OwnUser {
    id: UserId,
}

impl Judge {
    /// Asks Discord three times, for acts that somebody with these roles decides.
    ///
    /// # Errors
    /// The first call that failed.
    pub async fn of(means: &Means, guild: GuildId, actor: UserId, roles: Vec<RoleId>) -> Result<Judge, RestError> {
        let known: Guild = means.discord.read(rest::get_guild(guild)).await?;
        let own: OwnUser = means.discord.read(rest::get_own_user()).await?;
        let bot: Member = means.discord.read(rest::get_member(guild, own.id)).await?;
        let scene = Scene {
            owner: known.owner_id,
            roles: known.roles,
            everyone: guild.cast(),
            bot: own.id,
            bot_roles: bot.roles,
            actor: Some((actor, roles)),
            target: own.id,
            target_roles: None,
            target_timed_out: None,
        };
        Ok(Judge { scene })
    }

    /// Decides on one of them, whose roles are known; `None` for who is no member.
    ///
    /// # Errors
    /// The reason against it.
    pub fn decide(
        &self,
        kind: Kind,
        target: UserId,
        roles: Option<Vec<RoleId>>,
        now: Time,
    ) -> Result<(), logic::Refusal> {
        let scene = Scene { target, target_roles: roles, ..self.scene.clone() };
        logic::decide(kind, None, now, &scene)
    }
}

/// A member's roles; `None` for who is no member.
///
/// # Errors
/// When Discord does not say.
pub async fn roles_of(means: &Means, guild: GuildId, user: UserId) -> Result<Option<Vec<RoleId>>, RestError> {
    match means.discord.read::<Member>(rest::get_member(guild, user)).await {
        Ok(member) => Ok(Some(member.roles)),
        Err(error) if matches!(error.code(), code::UNKNOWN_MEMBER | code::UNKNOWN_USER) => Ok(None),
        Err(error) => Err(error),
    }
}
