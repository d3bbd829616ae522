//! Restricting and freeing many members in one go: what all have in common is asked and written once.

use serde_json::json;

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
        list::Table,
        time::Time,
    },
    discord::rest,
    features::roles,
    platform::{
        db::{self, Stmt},
        meter::CEILING,
    },
};

/// Wants members restricted, as [`super::restrict`] does.
pub fn restrict_many(guild: GuildId, users: &[UserId], cause: &str, now: Time) -> Vec<Stmt> {
    vec![sql::set_all_restricted(guild, &json!(users).to_string(), cause, now), roles::hold_many(guild, users)]
}

/// Wants members free, as [`super::lift`] does; without a gate they only get back what was taken.
pub fn lift_many(guild: GuildId, users: &[UserId], gate: Option<&GateSettings>, cause: &str, now: Time) -> Vec<Stmt> {
    let verified = gate.filter(|gate| gate.design == Design::Verified).and_then(|gate| gate.verified_role);
    let mut statements = vec![sql::set_all_free(guild, &json!(users).to_string(), verified, cause, now)];
    statements.extend(roles::release_many(guild, users, now));
    statements
}

/// What became of those for whom something is wanted; who is left out was not reached.
pub type Tried = Vec<(UserId, std::result::Result<(), Failure>)>;

/// Calls of an invocation that are kept for what comes after.
const KEPT: u32 = 3;

/// Sets members' roles as they are wanted, as many as the calls of this invocation allow; `seen` are roles
/// that are known already. Who needs nothing is done.
///
/// # Errors
/// When the database does not serve.
pub async fn bring_about_many(
    means: &Means,
    settings: &Settings,
    guild: GuildId,
    users: &[UserId],
    seen: &Table<UserId, Vec<RoleId>>,
    now: Time,
) -> Result<Tried> {
    let rows = means.db.batch(vec![sql::list_of(guild, &json!(users).to_string())]).await?;
    let known: Vec<Restriction> = db::all(&rows, 0)?;
    let idle = users.iter().filter(|user| known.iter().all(|one| one.user != **user));
    let mut tried: Tried = idle.map(|user| (*user, Ok(()))).collect();
    if known.is_empty() {
        return Ok(tried);
    }
    let gate = GateSettings::of(settings, &means.config);
    let there = match look::guild(&means.discord, guild, false).await {
        Ok(there) => there,
        Err(error) => {
            let failure = logic::failure(&error);
            tried.extend(known.iter().map(|one| (one.user, Err(failure))));
            return Ok(tried);
        }
    };
    let plans = planned(means, &gate, &there, &known, seen).await;
    let taken: Vec<_> = plans.iter().filter_map(Plan::taken).collect();
    if !taken.is_empty() {
        means.db.batch(vec![sql::set_all_taken(guild, &json!(taken).to_string())]).await?;
    }
    let mut reached = Vec::new();
    for plan in plans {
        if !has_room(means, 1) {
            break;
        }
        let sent = plan.send(means, guild).await;
        reached.push((plan.known, sent));
    }
    let statements = settled(guild, &reached, now);
    if !statements.is_empty() {
        means.db.batch(statements).await?;
    }
    tried.extend(reached.into_iter().map(|(known, sent)| (known.user, sent)));
    Ok(tried)
}

fn has_room(means: &Means, calls: u32) -> bool {
    means.meter.totals().subrequests + calls + KEPT <= CEILING
}

/// What is to be sent for one member.
struct Plan<'a> {
    known: &'a Restriction,
    step: Step,
}

enum Step {
    Nothing,
    Give(RoleId),
    Take(RoleId),
    Set { roles: Vec<RoleId>, taken: Vec<RoleId> },
    Failed(Failure),
}

impl Plan<'_> {
    /// What the call takes, as it is kept before.
    fn taken(&self) -> Option<(String, String)> {
        match &self.step {
            Step::Set { taken, .. } if self.known.want == Want::Restricted && *taken != self.known.taken() => {
                Some((self.known.user.to_string(), json!(taken).to_string()))
            }
            _ => None,
        }
    }

    async fn send(&self, means: &Means, guild: GuildId) -> std::result::Result<(), Failure> {
        let user = self.known.user;
        let call = match &self.step {
            Step::Nothing => return Ok(()),
            Step::Failed(failure) => return Err(*failure),
            Step::Give(role) => rest::add_member_role(guild, user, *role),
            Step::Take(role) => rest::remove_member_role(guild, user, *role),
            Step::Set { roles, .. } => rest::set_roles(guild, user, roles),
        };
        let reason = match self.known.want {
            Want::Restricted => "Guildhall: restricted until verified",
            Want::Free => "Guildhall: verified, or no longer restricted",
        };
        means.discord.send(call.because(reason)).await.map_err(|error| logic::failure(&error))
    }
}

/// One call a member where one is enough; where roles have to be seen first, that is a second one, and
/// its place is kept.
async fn planned<'a>(
    means: &Means,
    gate: &GateSettings,
    guild: &Guild,
    known: &'a [Restriction],
    seen: &Table<UserId, Vec<RoleId>>,
) -> Vec<Plan<'a>> {
    let mut plans: Vec<Plan<'a>> = Vec::new();
    for one in known {
        let simple = logic::simple(one.want, gate, guild, &one.taken());
        let needs_look = simple.is_none() && !seen.contains_key(&one.user);
        if !has_room(means, plans.len() as u32 + 1 + u32::from(needs_look)) {
            break;
        }
        let held = match (simple, seen.get(&one.user)) {
            (Some(logic::Simple::Give(role)), _) => {
                plans.push(Plan { known: one, step: Step::Give(role) });
                continue;
            }
            (Some(logic::Simple::Take(role)), _) => {
                plans.push(Plan { known: one, step: Step::Take(role) });
                continue;
            }
            (None, Some(roles)) => Ok(roles.clone()),
            (None, None) => {
                let member = means.discord.read::<MemberRoles>(rest::get_member(guild.id, one.user)).await;
                member.map(|member| member.roles).map_err(|error| logic::failure(&error))
            }
        };
        let step = match held {
            Err(failure) => Step::Failed(failure),
            Ok(held) => {
                let set = logic::wanted(one.want, gate, guild, &held, &one.taken());
                if set.differs { Step::Set { roles: set.roles, taken: set.taken } } else { Step::Nothing }
            }
        };
        plans.push(Plan { known: one, step });
    }
    plans
}

/// What became of all of them in two statements at most.
fn settled(guild: GuildId, reached: &[(&Restriction, std::result::Result<(), Failure>)], now: Time) -> Vec<Stmt> {
    let (mut free, mut others) = (Vec::new(), Vec::new());
    for (known, sent) in reached {
        match (sent, known.want) {
            // Who has left while they were to be freed comes back with nothing to free them from.
            (Ok(()) | Err(Failure::MemberGone), Want::Free) => free.push(known.user),
            (Ok(()), Want::Restricted) => others.push(json!([known.user, "restricted", null, null])),
            (Err(failure), want) => {
                let want = if want == Want::Free { "free" } else { "restricted" };
                let due = logic::next_try(*failure, known.attempts, now).map(Time::millis);
                others.push(json!([known.user, want, failure.word(), due]));
            }
        }
    }
    let mut statements = Vec::new();
    if !free.is_empty() {
        statements.push(sql::delete_all_free(guild, &json!(free).to_string()));
    }
    if !others.is_empty() {
        statements.push(sql::set_outcomes(guild, &json!(others).to_string()));
    }
    statements
}
