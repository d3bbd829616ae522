//! Roles as desired state: other features say who should have which role, and this brings it
//! about on Discord, at once or later. Owns `role_wishes` and `role_holds`.

mod fit;
mod holdings;
mod jobs;
mod logic;
pub mod model;
mod sql;
pub mod text;

pub use fit::{require_giveable, require_own};
pub use sql::list_failing;

use twilight_model::guild::Permissions;

use crate::{
    app::{After, Afterword, Ctx, Feature, Period},
    base::{
        error::Result,
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
        time::Time,
    },
    platform::{
        db::{self, Db, Stmt},
        http::Rest,
    },
};
use model::{Outcome, Wish};

pub const FEATURE: Feature = Feature {
    permissions: Permissions::MANAGE_ROLES,
    jobs: jobs::JOBS,
    holdings: holdings::HOLDINGS,
    ..Feature::named("roles")
};

/// The statements that make a wish part of an act's batch: it is planned then, and the minute tick
/// brings it about if nothing else does.
pub fn plan(guild: GuildId, wishes: &[Wish], origin: &str, now: Time) -> Vec<Stmt> {
    wishes.iter().map(|wish| sql::set_wish(guild, wish, origin, now)).collect()
}

/// As [`plan`] for one role and many members at once; brought about by the minute tick.
pub fn plan_many(guild: GuildId, users: &[UserId], role: RoleId, origin: &str, now: Time) -> Stmt {
    let users: Vec<String> = users.iter().map(ToString::to_string).collect();
    sql::set_wishes(guild, &serde_json::json!(users).to_string(), role, origin, now)
}

/// As [`plan`] for taking a role from many members at once.
pub fn forget_many(guild: GuildId, users: &[UserId], role: RoleId, origin: &str, now: Time) -> Stmt {
    let users: Vec<String> = users.iter().map(ToString::to_string).collect();
    sql::set_unwanted(guild, &serde_json::json!(users).to_string(), role, origin, now)
}

/// Gives and takes no role of a member until [`release`]: they are kept out, and what they had before
/// is given back first.
pub fn hold(guild: GuildId, user: UserId) -> Stmt {
    sql::hold(guild, user)
}

/// As [`hold`] for many members.
pub fn hold_many(guild: GuildId, users: &[UserId]) -> Stmt {
    sql::hold_many(guild, &serde_json::json!(users).to_string())
}

/// As [`release`] for many members.
pub fn release_many(guild: GuildId, users: &[UserId], now: Time) -> Vec<Stmt> {
    let users = serde_json::json!(users).to_string();
    vec![sql::delete_holds(guild, &users), sql::set_all_held_due(guild, &users, now)]
}

/// Gives what was wished for a member meanwhile, by the minute tick.
pub fn release(guild: GuildId, user: UserId, now: Time) -> Vec<Stmt> {
    vec![sql::delete_hold(guild, user), sql::set_held_due(guild, user, now)]
}

#[derive(FromJson)]
struct Held {
    guild: GuildId,
    user: UserId,
}

/// Which of these members are held.
///
/// # Errors
/// When the database does not serve.
pub async fn held(db: &Db, members: &[(GuildId, UserId)]) -> Result<Vec<(GuildId, UserId)>> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let pairs: Vec<[String; 2]> = members.iter().map(|(guild, user)| [guild.to_string(), user.to_string()]).collect();
    let rows = db.batch(vec![sql::list_held(&serde_json::json!(pairs).to_string())]).await?;
    let held: Vec<Held> = db::all(&rows, 0)?;
    Ok(held.into_iter().map(|held| (held.guild, held.user)).collect())
}

/// What is known of a member's wishes, for an act's reading batch.
pub fn list_of_member(guild: GuildId, user: UserId) -> Stmt {
    sql::list_of_member(guild, user)
}

/// Which roles could not be given or taken in a period and why, for what an administrator must cure:
/// rows `role`, `reason`, `count`.
pub fn list_failed_wishes(guild: GuildId, period: Period) -> Stmt {
    sql::list_failed_wishes(guild, period)
}

/// Brings planned wishes about after the answer, and says of each why it could not be; `None` when there
/// are none.
pub fn after(ctx: &Ctx, wishes: Vec<Wish>) -> Option<After> {
    let ctx = ctx.clone();
    (!wishes.is_empty()).then(|| -> After {
        Box::pin(async move {
            let outcomes = bring_about(&ctx.db, &ctx.discord, ctx.guild, wishes, ctx.now).await?;
            let lines: Vec<String> =
                outcomes.iter().filter_map(|(wish, out)| text::not_so(ctx.lang, wish, out)).collect();
            Ok((!lines.is_empty()).then(|| Afterword::Besides(lines.join("\n"))))
        })
    })
}

/// Gives and takes the roles on Discord now and writes each outcome, in one batch.
///
/// # Errors
/// When the outcomes cannot be written; they stay planned then.
pub async fn bring_about(
    db: &Db,
    discord: &Rest,
    guild: GuildId,
    wishes: Vec<Wish>,
    now: Time,
) -> Result<Vec<(Wish, Outcome)>> {
    let mut outcomes = Vec::new();
    if wishes.is_empty() {
        return Ok(outcomes);
    }
    let members: Vec<_> = wishes.iter().map(|wish| (guild, wish.user)).collect();
    let held = held(db, &members).await?;
    for wish in wishes {
        if held.contains(&(guild, wish.user)) {
            outcomes.push((wish, Outcome::Held));
            continue;
        }
        let sent = discord.send(logic::call(guild, &wish)).await;
        let outcome = logic::outcome(sent.err().as_ref(), 0, now);
        outcomes.push((wish, outcome));
    }
    db.batch(outcomes.iter().map(|(wish, outcome)| sql::set_outcome(guild, wish, outcome)).collect()).await?;
    Ok(outcomes)
}
