//! Works off an import, a slice a tick.

use crate::{
    app::{Job, JobCtx, Needs, Schedule, Slice},
    base::{
        error::{Error, Missing, Result},
        ids::{self, GuildId, UserId},
        json::FromJson,
        time::DAY,
    },
    features::{
        bytes::{logic, model::BytesSettings, sql},
        roles, settings,
    },
    platform::db::DbError,
};

/// Lines a slice; the database does the work, the Worker only cuts the text.
const LINES: usize = 1_000;

pub const IMPORT: Job = Job {
    name: "bytes.import",
    schedule: Schedule::WhenDue(sql::list_due_imports),
    needs: Needs::most(30, 0),
    run: |ctx| Box::pin(import(ctx)),
};

/// Files on which nobody decided within a day.
pub const FORGET: Job = Job {
    name: "bytes.previews",
    schedule: Schedule::Nightly { hour: 4 },
    needs: Needs::most(1, 0),
    run: |ctx| {
        Box::pin(async move {
            ctx.db.batch(vec![sql::delete_previews(ctx.now.plus(-DAY))]).await?;
            Ok(Slice::default())
        })
    },
};

#[derive(FromJson)]
struct Row {
    guild: GuildId,
    id: String,
    body: String,
    lines: i64,
    next_line: i64,
}

async fn import(ctx: JobCtx) -> Result<Slice> {
    let Some(row) = ctx.due.as_ref().map(|due| due.first::<Row>()).transpose()?.flatten() else {
        return Ok(Slice::default());
    };
    let slice: Vec<(UserId, i64)> = row
        .body
        .lines()
        .skip(row.next_line as usize)
        .take(LINES)
        .filter_map(|line| line.split_once(','))
        .filter_map(|(user, balance)| Some((ids::parse(user)?, balance.parse().ok()?)))
        .collect();
    let bytes: BytesSettings = match settings::read_of(&ctx.db, &ctx.config, row.guild, Vec::new()).await {
        Ok((settings, _)) => settings.section(),
        Err(Error::Without(Missing::Guild)) => BytesSettings::default(),
        Err(other) => return Err(other),
    };
    let earned = logic::earned_by_balance(&bytes, &slice);
    let next = (row.next_line + LINES as i64).min(row.lines);
    let (state, due) = if next >= row.lines { ("done", None) } else { ("running", Some(ctx.now)) };
    let done = slice.len() as i64;
    let slice = slice.iter().map(|(user, balance)| serde_json::json!([user, balance])).collect();
    let slice = serde_json::Value::Array(slice).to_string();
    let cause = format!("import:{}", row.id);
    let mut statements = vec![
        sql::set_import_line(row.guild, &row.id, row.next_line, next, state, due),
        sql::import_open(row.guild, &slice, ctx.now),
        sql::import_entries(row.guild, &slice, ctx.now, &cause),
        sql::import_balances(row.guild, &slice, ctx.now),
    ];
    statements.extend(earned.iter().map(|(role, users)| roles::plan_many(row.guild, users, *role, "bytes", ctx.now)));
    match ctx.db.batch(statements).await {
        // Another tick did this slice.
        Err(DbError::Violated(_)) => Ok(Slice::default()),
        written => {
            written?;
            Ok(Slice { rows: done, ..Slice::default() })
        }
    }
}
