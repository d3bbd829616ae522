//! Makes what is due.

use super::{
    compose::{Subject, compose, cost},
    logic::{self, Calendar},
    model::{DigestSettings, Kind},
    send::{post, send},
    sql,
};
use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::GuildId,
        json::FromJson,
        time::{MINUTE, Time},
    },
    features::{posts, settings},
    platform::db::{DbError, Violated},
};

pub const JOBS: &[Job] = &[Job {
    name: "digest.make",
    schedule: Schedule::WhenDue(sql::list_due_schedules),
    needs: Needs::least(32, 2),
    run: |ctx| Box::pin(due(ctx)),
}];

/// A guild whose digest could not be made waits so long, and the others have their turn.
const LATER: i64 = 15 * MINUTE;

/// Statements beside those of the sections: the row, the schedule, old rows, the post and its outcome;
/// and what the tick itself still writes.
const AROUND: usize = 8;

#[derive(FromJson)]
struct Due {
    guild: GuildId,
    due_at: i64,
}

async fn due(ctx: JobCtx) -> Result<Slice> {
    let row: Option<Due> = ctx.due.as_ref().map(|due| due.first()).transpose()?.flatten();
    let Some(row) = row else { return Ok(Slice::default()) };
    match make(&ctx, &row).await {
        Ok(made) => Ok(Slice { rows: i64::from(made), ..Slice::default() }),
        Err(error) => {
            ctx.db.batch(vec![sql::set_schedule(row.guild, ctx.now.plus(LATER))]).await?;
            Err(error)
        }
    }
}

/// False when this tick has not enough left for it: the next one comes in a minute.
async fn make(ctx: &JobCtx, row: &Due) -> Result<bool> {
    let guild = row.guild;
    let (settings, _) = match settings::read_of(&ctx.db, &ctx.config, guild, Vec::new()).await {
        Err(Error::Without(Missing::Guild)) => return unscheduled(ctx, guild).await,
        read => read?,
    };
    let digest: DigestSettings = settings.section();
    let Some((channel, rhythm)) = digest.plan() else {
        return unscheduled(ctx, guild).await;
    };
    let calendar = Calendar { zone: &digest.zone, rhythm, hour: digest.hour };
    let (period, before, late) = logic::told_of(&calendar, Time::from_millis(row.due_at), ctx.now);
    let kind = Kind::from(rhythm);
    let subject = Subject { kind, is_week: kind == Kind::Weekly, period, before, late };
    if !ctx.meter.has_room(cost(&ctx.means, guild, &digest, subject) + AROUND) {
        return Ok(false);
    }
    let composed = compose(&ctx.means, guild, &digest, settings.lang(), subject).await?;
    let next = sql::set_schedule(guild, calendar.next_due(ctx.now));
    let skipped = composed.is_empty && !digest.empty;
    let made = sql::insert_digest(guild, kind, period.end, skipped, ctx.now);
    let post = (!skipped).then(|| post(guild, kind, period.end, channel, composed.message));
    let plan = post.as_ref().map(|post| posts::plan(post, ctx.now));
    let statements = [made, next.clone(), sql::delete_old(guild, kind, ctx.now)].into_iter().chain(plan);
    match ctx.db.batch(statements.collect()).await {
        // Another tick has made it.
        Err(DbError::Violated(Violated::Unique(_))) => {
            ctx.db.batch(vec![next]).await?;
            return Ok(true);
        }
        written => drop(written?),
    }
    if let Some(post) = post {
        send(&ctx.means, &settings, &post, ctx.now).await?;
    }
    Ok(true)
}

async fn unscheduled(ctx: &JobCtx, guild: GuildId) -> Result<bool> {
    ctx.db.batch(vec![sql::delete_schedule(guild)]).await?;
    Ok(true)
}
