//! Asking for something for all members of a raid: one run at a time, each event once.

use super::model::{Action, Asked, PICKED, Run};
use crate::{
    app::Ctx,
    base::error::{Error, Result},
    features::{
        audit::{self, Origin},
        verification::{logic::GRACE, sql, text},
    },
    platform::db::{self, DbError, Stmt, Violated},
};

fn asked<'a>(ctx: &Ctx, id: &'a str, raid: &'a str, action: Action, seen: i64) -> Asked<'a> {
    let roles = serde_json::json!(ctx.actor.roles).to_string();
    Asked { id, raid, action, admin: ctx.actor.id, roles, now: ctx.now, seen }
}

fn audited(ctx: &Ctx, action: &'static str, what: String) -> Stmt {
    let entry = audit::Entry { action, origin: Origin::Button, subject: None, before: None, after: Some(what) };
    audit::record(ctx, entry)
}

/// A run as it stands.
pub struct Begun {
    pub run: Run,
    /// False where the same event has begun it before.
    pub is_new: bool,
}

/// Begins to act on everybody who was open at the moment `seen`.
///
/// # Errors
/// Refused politely while another run goes on, or where nobody is left.
pub async fn start(ctx: &Ctx, raid: &str, action: Action, seen: i64) -> Result<Begun> {
    let id = ctx.cause.to_string();
    let asked = asked(ctx, &id, raid, action, seen);
    let statements = vec![
        sql::insert_run(ctx.guild, &asked),
        sql::insert_tasks(ctx.guild, &asked),
        audited(ctx, "verification.raid", action.word().to_owned()),
        sql::set_raid_due(ctx.guild, raid, ctx.now.plus(GRACE)),
        sql::find_run(ctx.guild, &id),
    ];
    written(ctx, &id, statements, text::nobody_left(ctx.lang)).await
}

/// Begins to act on alerts that a moderator has picked, each of which is open; they are worked off as a raid's are.
///
/// # Errors
/// Refused politely where none of them is open.
pub async fn pick(ctx: &Ctx, picked: &[&str], action: Action) -> Result<Begun> {
    let id = ctx.cause.to_string();
    let raid = format!("{PICKED}{id}");
    let asked = asked(ctx, &id, &raid, action, ctx.now.millis());
    let ids = serde_json::json!(picked).to_string();
    let statements = vec![
        sql::insert_picked_run(ctx.guild, &asked, &ids),
        sql::insert_picked_tasks(ctx.guild, &asked, &ids),
        audited(ctx, "verification.picked", action.word().to_owned()),
        sql::find_run(ctx.guild, &id),
    ];
    written(ctx, &id, statements, text::decided_already(ctx.lang)).await
}

/// Begins to take a run back.
///
/// # Errors
/// As [`start`]; and where it was taken back before.
pub async fn take_back(ctx: &Ctx, run: &Run) -> Result<Begun> {
    let id = ctx.cause.to_string();
    let asked = asked(ctx, &id, &run.raid, run.action, ctx.now.millis());
    let statements = vec![
        sql::insert_undo(ctx.guild, &asked, &run.id),
        sql::insert_undo_tasks(ctx.guild, &id, &run.id),
        audited(ctx, "verification.raid", format!("undo {}", run.action.word())),
        sql::set_raid_due(ctx.guild, &run.raid, ctx.now.plus(GRACE)),
        sql::find_run(ctx.guild, &id),
    ];
    written(ctx, &id, statements, text::undone_already(ctx.lang)).await
}

async fn written(ctx: &Ctx, id: &str, statements: Vec<Stmt>, nobody: &str) -> Result<Begun> {
    let place = statements.len() - 1;
    let refused = |sentence: &str| Err(Error::Refused(sentence.to_owned()));
    let rows = match ctx.db.batch(statements).await {
        Err(DbError::Violated(Violated::NotNull(_))) => return refused(nobody),
        Err(DbError::Violated(Violated::Unique(columns))) => {
            let rows = ctx.db.batch(vec![sql::find_run(ctx.guild, id)]).await?;
            // The same event was here before, and stands.
            let known: Option<Run> = db::first(&rows, 0)?;
            return match known {
                Some(run) => Ok(Begun { run, is_new: false }),
                None if columns.contains("undoes") => refused(text::undone_already(ctx.lang)),
                None => refused(text::runs_already(ctx.lang)),
            };
        }
        rows => rows?,
    };
    let run: Option<Run> = db::first(&rows, place)?;
    let run = run.ok_or_else(|| Error::Internal("a run was written and is not there".to_owned()))?;
    Ok(Begun { run, is_new: true })
}
