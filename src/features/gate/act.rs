//! Restricting and freeing members: planned in the batch of what decides it, brought about by one call.

use super::{
    logic,
    look::{self, Guild, MemberRoles},
    model::{Design, Failure, GateSettings, Restriction, Want},
    sql,
};
use crate::{
    app::{Means, Settings},
    base::{
        error::Result,
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
        time::Time,
    },
    discord::rest,
    features::{
        roles::{self, model::Wish},
        settings,
    },
    platform::db::{self, Stmt},
};

/// Wants a member restricted.
pub fn restrict(guild: GuildId, user: UserId, cause: &str, now: Time) -> Vec<Stmt> {
    vec![sql::set_restricted(guild, user, cause, now), roles::hold(guild, user)]
}

/// Wants a member free; who was not verified before is then, where that is the gate's design.
pub fn lift(guild: GuildId, user: UserId, gate: &GateSettings, cause: &str, now: Time) -> Vec<Stmt> {
    let verified = gate.verified_role.filter(|_| gate.design == Design::Verified);
    let mut statements = vec![sql::set_free(guild, user, verified, cause, now)];
    statements.extend(roles::release(guild, user, now));
    statements
}

/// Wants nothing of a member any more: they are not here, and come back as anybody does.
pub fn forget(guild: GuildId, user: UserId, now: Time) -> Vec<Stmt> {
    let mut statements = vec![sql::delete_restriction(guild, user)];
    statements.extend(roles::release(guild, user, now));
    statements
}

/// The role that a newcomer gets who passes at once.
pub fn admission(user: UserId, gate: &GateSettings) -> Option<Wish> {
    let role = gate.verified_role.filter(|_| gate.design == Design::Verified)?;
    Some(Wish { user, role, wanted: true })
}

/// What became of a look at a member's restriction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Discord has it as it is wanted.
    Done,
    /// Nothing is wanted for this member.
    Nothing,
    Failed(Failure),
}

/// Sets a member's roles as they are wanted, at once.
///
/// # Errors
/// When the database does not serve.
pub async fn bring_about(means: &Means, guild: GuildId, user: UserId, now: Time) -> Result<Outcome> {
    let facts = vec![sql::find_restriction(guild, user)];
    let (settings, rows) = settings::read_of(&means.db, &means.config, guild, facts).await?;
    let known: Option<Restriction> = db::first(&rows, 0)?;
    let Some(known) = known else { return Ok(Outcome::Nothing) };
    let gate = GateSettings::of(&settings, &means.config);
    let tried = set(means, guild, &gate, &known).await?;
    finish(means, guild, &known, tried, now).await
}

async fn set(
    means: &Means,
    guild: GuildId,
    gate: &GateSettings,
    known: &Restriction,
) -> Result<std::result::Result<(), Failure>> {
    let seen = look::guild(&means.discord, guild, false).await;
    let member = match &seen {
        Ok(_) => {
            means.discord.read::<MemberRoles>(rest::get_member(guild, known.user)).await.map_err(|e| logic::failure(&e))
        }
        Err(error) => Err(logic::failure(error)),
    };
    let (Ok(seen), Ok(member)) = (&seen, &member) else {
        return Ok(Err(member.err().unwrap_or(Failure::Unreachable)));
    };
    let wanted = logic::wanted(known.want, gate, seen, &member.roles, &known.taken());
    if wanted.taken != known.taken() && known.want == Want::Restricted {
        let taken = serde_json::json!(wanted.taken).to_string();
        means.db.batch(vec![sql::set_taken(guild, known.user, &taken)]).await?;
    }
    if !wanted.differs {
        return Ok(Ok(()));
    }
    let reason = match known.want {
        Want::Restricted => "Guildhall: restricted until verified",
        Want::Free => "Guildhall: verified, or no longer restricted",
    };
    let sent = means.discord.send(rest::set_roles(guild, known.user, &wanted.roles).because(reason)).await;
    Ok(sent.map_err(|error| logic::failure(&error)))
}

async fn finish(
    means: &Means,
    guild: GuildId,
    known: &Restriction,
    tried: std::result::Result<(), Failure>,
    now: Time,
) -> Result<Outcome> {
    let want = match known.want {
        Want::Restricted => "restricted",
        Want::Free => "free",
    };
    let (statement, outcome) = match (tried, known.want) {
        (Ok(()), Want::Restricted) => (sql::set_outcome(guild, known.user, want, None, None), Outcome::Done),
        // Who has left while they were to be freed comes back with nothing to free them from.
        (Ok(()) | Err(Failure::MemberGone), Want::Free) => (sql::delete_free(guild, known.user), Outcome::Done),
        (Err(failure), _) => {
            let due = logic::next_try(failure, known.attempts, now);
            (sql::set_outcome(guild, known.user, want, Some(failure), due), Outcome::Failed(failure))
        }
    };
    means.db.batch(vec![statement]).await?;
    Ok(outcome)
}

#[derive(FromJson)]
struct Held {
    #[serde(default)]
    roles: Vec<RoleId>,
}

/// Whether a member who should be restricted has come back without what marks them so.
pub async fn has_slipped(means: &Means, guild: &Guild, settings: &Settings, known: &Restriction) -> bool {
    let gate = GateSettings::of(settings, &means.config);
    let member = means.discord.read::<Held>(rest::get_member(guild.id, known.user)).await;
    member.is_ok_and(|member| logic::wanted(known.want, &gate, guild, &member.roles, &known.taken()).differs)
}
