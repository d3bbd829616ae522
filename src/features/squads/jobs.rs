//! What squads do by themselves: archived ones are emptied, roles kept right, bytes summed up.

use serde::Deserialize;

use super::{sql, text};
use crate::{
    app::{Job, JobCtx, Schedule, Slice},
    base::{
        error::Result,
        ids::{GuildId, RoleId, UserId},
    },
    discord::{
        reply::Message,
        rest::{self, code},
    },
    features::{
        bytes,
        posts::{self, Post},
        roles::{self, model::Wish},
        settings,
    },
    platform::db::Rows,
};

pub const JOBS: &[Job] = &[
    Job { name: "squads.roles", schedule: Schedule::WhenDue(sql::list_role_due), run: |ctx| Box::pin(plan_roles(ctx)) },
    Job { name: "squads.archive", schedule: Schedule::WhenDue(sql::list_due), run: |ctx| Box::pin(empty(ctx)) },
    Job { name: "squads.sums", schedule: Schedule::Hourly, run: |ctx| Box::pin(sum_up(ctx)) },
    Job { name: "squads.upkeep", schedule: Schedule::Nightly { hour: 5 }, run: |ctx| Box::pin(upkeep(ctx)) },
];

/// Memberships that one slice removes.
const REMOVED: i64 = 200;
/// Members whose balances one statement sums up.
const SUMMED: i64 = 1_000;
/// Members whom one slice of the upkeep looks up on Discord.
const LOOKED_UP: i64 = 15;

#[derive(Deserialize)]
struct RoleRow {
    guild: GuildId,
    user: UserId,
    role: Option<RoleId>,
    previous_role: Option<RoleId>,
}

async fn plan_roles(ctx: JobCtx) -> Result<Slice> {
    let rows: Vec<RoleRow> = ctx.due.as_ref().map(Rows::all).transpose()?.unwrap_or_default();
    let mut statements = Vec::new();
    for row in &rows {
        if let Some(role) = row.previous_role.filter(|previous| Some(*previous) != row.role) {
            statements.push(roles::forget_many(row.guild, &[row.user], role, "squads", ctx.now));
        }
        if let Some(role) = row.role {
            statements.push(roles::plan_many(row.guild, &[row.user], role, "squads", ctx.now));
        }
        statements.push(sql::set_role_planned(row.guild, row.user));
    }
    ctx.db.batch(statements).await?;
    Ok(Slice { rows: rows.len() as i64, ..Slice::default() })
}

#[derive(Deserialize)]
struct Archived {
    guild: GuildId,
    id: i64,
    role: Option<RoleId>,
}

#[derive(Deserialize)]
struct MemberRow {
    user: UserId,
}

async fn empty(ctx: JobCtx) -> Result<Slice> {
    let squad: Option<Archived> = ctx.due.as_ref().map(Rows::first).transpose()?.flatten();
    let Some(squad) = squad else { return Ok(Slice::default()) };
    let rows = ctx.db.batch(vec![sql::list_members(squad.guild, squad.id, None, REMOVED)]).await?;
    let members: Vec<MemberRow> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let users: Vec<UserId> = members.iter().map(|row| row.user).collect();
    let mut statements = Vec::new();
    if !users.is_empty() {
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        statements.push(sql::delete_members(squad.guild, squad.id, &serde_json::json!(ids).to_string()));
        statements.push(sql::set_count(squad.guild, squad.id, users.len() as i64));
        statements.extend(squad.role.map(|role| roles::forget_many(squad.guild, &users, role, "squads", ctx.now)));
    }
    if (users.len() as i64) < REMOVED {
        statements.push(sql::set_emptied(squad.guild, squad.id));
    }
    ctx.db.batch(statements).await?;
    Ok(Slice { rows: users.len() as i64, ..Slice::default() })
}

#[derive(Deserialize)]
struct ToSum {
    guild: GuildId,
    id: i64,
    members: i64,
}

#[derive(Deserialize)]
struct Page {
    user: UserId,
    joined_at: i64,
}

#[derive(Deserialize)]
struct Sum {
    sum: i64,
}

/// One squad a slice. The cursor is `guild:squad`, and within a large squad `:sum:joined:user` too.
async fn sum_up(ctx: JobCtx) -> Result<Slice> {
    let parts: Vec<&str> = ctx.cursor.split(':').collect();
    let number = |place: usize| parts.get(place).and_then(|part| part.parse::<i64>().ok());
    let (after_guild, after_id) = (parts.first().copied().unwrap_or_default(), number(1).unwrap_or(0));
    let within = parts.len() == 5;
    // Within a squad the cursor names it; else it names the one before.
    let from = if within { after_id - 1 } else { after_id };
    let rows = ctx.db.batch(vec![sql::list_to_sum(after_guild, from, ctx.now)]).await?;
    let squads: Vec<ToSum> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let Some(squad) = squads.first() else { return Ok(Slice::default()) };
    let goes_on = within && squad.id == after_id && squad.guild.to_string() == after_guild;
    let (before, after) = match goes_on {
        true => (number(2).unwrap_or(0), number(3).zip(parts.get(4).and_then(|id| crate::base::ids::parse(id)))),
        false => (0, None),
    };
    if squad.members == 0 {
        return Ok(Slice { rows: 0, cursor: Some(format!("{}:{}", squad.guild, squad.id)), until_next_night: false });
    }
    let rows = ctx.db.batch(vec![sql::list_members(squad.guild, squad.id, after, SUMMED)]).await?;
    let page: Vec<Page> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let ids: Vec<String> = page.iter().map(|row| row.user.to_string()).collect();
    let rows = ctx.db.batch(vec![bytes::sum_of(squad.guild, &serde_json::json!(ids).to_string())]).await?;
    let sum = rows.first().map(Rows::first::<Sum>).transpose()?.flatten().map_or(0, |row| row.sum) + before;
    let cursor = match page.last().filter(|_| page.len() as i64 == SUMMED) {
        Some(last) => format!("{}:{}:{sum}:{}:{}", squad.guild, squad.id, last.joined_at, last.user),
        None => {
            ctx.db.batch(vec![sql::set_sum(squad.guild, squad.id, sum, ctx.now)]).await?;
            format!("{}:{}", squad.guild, squad.id)
        }
    };
    Ok(Slice { rows: page.len() as i64, cursor: Some(cursor), until_next_night: false })
}

#[derive(Deserialize)]
struct Belongs {
    guild: GuildId,
    user: UserId,
    role: Option<RoleId>,
}

#[derive(Deserialize)]
struct Known {
    #[serde(default)]
    roles: Vec<RoleId>,
}

/// Looks members up one by one, because listing them all needs an intent that few deployments have.
/// The cursor is `guild:user:mended`.
async fn upkeep(ctx: JobCtx) -> Result<Slice> {
    let parts: Vec<&str> = ctx.cursor.split(':').collect();
    let (guild, user) = (parts.first().copied().unwrap_or_default(), parts.get(1).copied().unwrap_or_default());
    let rows = ctx.db.batch(vec![sql::list_memberships(guild, user, LOOKED_UP)]).await?;
    let members: Vec<Belongs> = rows.first().map(Rows::all).transpose()?.unwrap_or_default();
    let mut wrong: Vec<(GuildId, Wish)> = Vec::new();
    for member in &members {
        let Some(role) = member.role else { continue };
        match ctx.discord.read::<Known>(rest::get_member(member.guild, member.user)).await {
            Ok(known) if !known.roles.contains(&role) => {
                wrong.push((member.guild, Wish { user: member.user, role, wanted: true }));
            }
            Ok(_) => {}
            // Who has left comes back to their squad, and to its role by the next look.
            Err(error) if error.code() == code::UNKNOWN_MEMBER || error.code() == code::UNKNOWN_GUILD => {}
            // The rest of the night would fail alike.
            Err(error) if error.is_passing() => return Err(error.into()),
            Err(_) => {}
        }
    }
    let mut statements = Vec::new();
    for (guild, wish) in &wrong {
        statements.extend(roles::plan(*guild, std::slice::from_ref(wish), "squads", ctx.now));
    }
    if !statements.is_empty() {
        ctx.db.batch(statements).await?;
        told(&ctx, &wrong).await?;
    }
    let more = members.len() as i64 == LOOKED_UP;
    let cursor = members.last().filter(|_| more).map(|last| format!("{}:{}", last.guild, last.user));
    Ok(Slice { rows: members.len() as i64, cursor, until_next_night: false })
}

/// Each guild's administrators read once a slice what was put right.
async fn told(ctx: &JobCtx, wrong: &[(GuildId, Wish)]) -> Result<()> {
    let mut guilds: Vec<GuildId> = wrong.iter().map(|(guild, _)| *guild).collect();
    guilds.dedup();
    for guild in guilds.into_iter().take(3) {
        let (settings, _) = settings::read_of(&ctx.db, &ctx.config, guild, Vec::new()).await?;
        let Some(channel) = settings::admin_channel(&settings, &ctx.config) else { continue };
        let count = wrong.iter().filter(|(other, _)| *other == guild).count() as i64;
        let post = Post {
            guild,
            id: format!("squads:upkeep:{}", ctx.now.millis()),
            channel,
            message: Message::text(text::mended(settings.lang(), count)),
        };
        ctx.db.batch(vec![posts::plan_by_job(&post, ctx.now)]).await?;
    }
    Ok(())
}
