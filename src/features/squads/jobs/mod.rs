//! What squads do by themselves: archived ones are emptied, roles kept right, bytes summed up.

mod sums;
mod upkeep;

use super::sql;
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::Result,
        ids::{GuildId, RoleId, UserId},
        json::FromJson,
    },
    features::roles,
    platform::db::{self, Rows},
};

pub const JOBS: &[Job] = &[
    Job {
        name: "squads.roles",
        schedule: Schedule::WhenDue(sql::list_role_due),
        needs: Needs::most(30, 0),
        run: |ctx| Box::pin(plan_roles(ctx)),
    },
    Job {
        name: "squads.archive",
        schedule: Schedule::WhenDue(sql::list_due),
        needs: Needs::most(5, 0),
        run: |ctx| Box::pin(empty(ctx)),
    },
    Job {
        name: "squads.sums",
        schedule: Schedule::Hourly,
        needs: Needs::most(16, 0),
        run: |ctx| Box::pin(sums::sum_up(ctx)),
    },
    Job {
        name: "squads.upkeep",
        schedule: Schedule::Nightly { hour: 5 },
        needs: Needs::most(32, 20),
        run: |ctx| Box::pin(upkeep::upkeep(ctx)),
    },
];

/// Memberships that one slice removes.
const REMOVED: i64 = 200;

#[derive(FromJson)]
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

#[derive(FromJson)]
struct Archived {
    guild: GuildId,
    id: i64,
    role: Option<RoleId>,
}

#[derive(FromJson)]
struct MemberRow {
    user: UserId,
}

async fn empty(ctx: JobCtx) -> Result<Slice> {
    let squad: Option<Archived> = ctx.due.as_ref().map(Rows::first).transpose()?.flatten();
    let Some(squad) = squad else { return Ok(Slice::default()) };
    let rows = ctx.db.batch(vec![sql::list_members(squad.guild, squad.id, None, REMOVED)]).await?;
    let members: Vec<MemberRow> = db::all(&rows, 0)?;
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
