//! What administrators do to the economy, from wherever: rewards, imports, audits.

use super::{
    act,
    logic::{self, CsvFile},
    model::{BytesSettings, FullAudit, Reward},
    sql, text,
};
use crate::{
    app::Ctx,
    base::{
        error::{Error, Result},
        ids::RoleId,
        json::FromJson,
        list,
        money::Amount,
    },
    features::{
        audit::{self, Origin},
        roles, settings,
    },
    platform::db::{self, DbError, Violated},
};

/// Rewards of a guild at most.
const MOST_REWARDS: usize = 20;

/// Largest file, in bytes: about 30,000 members, and well below the largest value of a D1 row.
pub const LARGEST_FILE: usize = 1_000_000;

/// Adds a reward, or gives one another threshold. Asks Discord whether the bot can give the role.
///
/// # Errors
/// Refused when it cannot, or when there are too many.
pub async fn set_reward(ctx: &Ctx, origin: Origin, role: RoleId, threshold: Amount) -> Result<BytesSettings> {
    roles::require_giveable(ctx, role).await?;
    let changed = settings::update(ctx, origin, "bytes rewards", |before| {
        let mut bytes: BytesSettings = before.section();
        bytes.rewards.retain(|reward| reward.role != role);
        if bytes.rewards.len() >= MOST_REWARDS {
            return Err(Error::Refused(text::too_many_rewards(ctx.lang, MOST_REWARDS)));
        }
        bytes.rewards.push(Reward { role, threshold });
        list::sort_by_key(&mut bytes.rewards, |reward| (reward.threshold, reward.role));
        Ok(before.with(&bytes))
    })
    .await?;
    Ok(changed.after.section())
}

/// Takes a reward off the list; who holds the role keeps it.
///
/// # Errors
/// Refused when it is none.
pub async fn remove_reward(ctx: &Ctx, origin: Origin, role: Option<RoleId>) -> Result<BytesSettings> {
    let changed = settings::update(ctx, origin, "bytes rewards", |before| {
        let mut bytes: BytesSettings = before.section();
        let count = bytes.rewards.len();
        bytes.rewards.retain(|reward| Some(reward.role) != role);
        if bytes.rewards.len() == count {
            return Err(Error::Refused(text::no_such_reward(ctx.lang).to_owned()));
        }
        Ok(before.with(&bytes))
    })
    .await?;
    Ok(changed.after.section())
}

/// A file that is kept until somebody says go.
pub struct Preview {
    /// Names it to [`start_import`].
    pub id: String,
    pub file: CsvFile,
    /// How many of its members have an account.
    pub known: i64,
    /// What they hold together.
    pub held: i64,
}

#[derive(FromJson)]
struct Known {
    known: i64,
    held: i64,
}

/// Reads a file and keeps it. Nothing is imported yet.
///
/// # Errors
/// Refused with the faults of the file.
pub async fn preview_import(ctx: &Ctx, body: &[u8]) -> Result<Preview> {
    let file = logic::read_csv(body);
    if file.rows.is_empty() || !file.faults.is_empty() {
        return Err(Error::Refused(text::unfit_file(ctx.lang, &file)));
    }
    let users = serde_json::Value::from_iter(file.rows.iter().map(|(user, _)| user.to_string())).to_string();
    let id = ctx.cause.to_string();
    let lines = file.rows.len() as i64;
    let keep = sql::insert_import(ctx.guild, &id, ctx.actor.id, ctx.now, &file.normal(), lines);
    let (_, rows) = settings::read(ctx, vec![sql::sum_of_users(ctx.guild, &users), keep]).await?;
    let known: Option<Known> = db::first(&rows, 0)?;
    let (known, held) = known.map_or((0, 0), |row| (row.known, row.held));
    Ok(Preview { id, file, known, held })
}

/// Lets the minute tick work an import off.
///
/// # Errors
/// Refused when it was started or cancelled before.
pub async fn start_import(ctx: &Ctx, origin: Origin, id: &str) -> Result<()> {
    let entry =
        audit::Entry { action: "bytes.import", origin, subject: Some(id.to_owned()), before: None, after: None };
    let refused = || Error::Refused(text::already_done(ctx.lang).to_owned());
    // The event's own time, so that the next tick takes it up.
    let go = sql::set_import_state(ctx.guild, id, "running", Some(ctx.now));
    match ctx.db.batch(vec![audit::record(ctx, entry), sql::check_preview(ctx.guild, id), go]).await {
        Err(DbError::Violated(Violated::NotNull(_))) => Err(refused()),
        // The audit row of this very event is there already: it did start.
        Err(DbError::Violated(_)) => Ok(()),
        written => Ok(written.map(drop)?),
    }
}

/// # Errors
/// As [`start_import`].
pub async fn cancel_import(ctx: &Ctx, id: &str) -> Result<()> {
    let rows = ctx.db.batch(vec![sql::set_import_state(ctx.guild, id, "cancelled", None)]).await?;
    // A preview that was started or cancelled before cannot be decided again.
    match rows.first().is_some_and(|rows| !rows.is_empty()) {
        true => Ok(()),
        false => Err(Error::Refused(text::already_done(ctx.lang).to_owned())),
    }
}

/// Lines that the database writes in one statement: under 2 MB, the largest value D1 gives back.
const PART: i64 = 40_000;
/// Parts at most: 200,000 members.
const PARTS: usize = 5;

#[derive(FromJson)]
struct Part {
    lines: Option<String>,
    count: i64,
    last: Option<String>,
}

/// Every balance as CSV, and how many there are.
///
/// # Errors
/// When the database does not serve.
pub async fn export(ctx: &Ctx) -> Result<(String, i64)> {
    let mut csv = String::from("user,balance\n");
    let mut count = 0;
    let mut after = String::new();
    for round in 0..PARTS {
        let part = sql::export_part(ctx.guild, &after, PART);
        let rows = if round == 0 { settings::read(ctx, vec![part]).await?.1 } else { ctx.db.batch(vec![part]).await? };
        let part: Option<Part> = db::first(&rows, 0)?;
        let Some(Part { lines: Some(lines), count: lines_here, last: Some(last) }) = part else {
            break;
        };
        csv.push_str(&lines);
        csv.push('\n');
        count += lines_here;
        after = last;
        if lines_here < PART {
            break;
        }
    }
    Ok((csv, count))
}

/// What an export of now is called.
pub fn export_name(ctx: &Ctx) -> String {
    format!("bytes-{}.csv", ctx.now.utc_date())
}

/// Asks for a full audit, unless one runs; and the one before.
///
/// # Errors
/// Refused when another event asked at the same moment.
pub async fn start_audit(ctx: &Ctx, origin: Origin) -> Result<(Option<FullAudit>, bool)> {
    let (_, rows) = settings::read(ctx, vec![sql::find_audit(ctx.guild)]).await?;
    let last: Option<FullAudit> = db::first(&rows, 0)?;
    let runs = last.as_ref().is_some_and(|audit| audit.finished_at.is_none());
    if !runs {
        let entry = audit::Entry { action: "bytes.audit", origin, subject: None, before: None, after: None };
        let started = vec![audit::record(ctx, entry), sql::insert_audit(ctx.guild, ctx.actor.id, ctx.now)];
        if act::commit(ctx, started).await?.is_none() {
            return Err(Error::Refused(text::already_done(ctx.lang).to_owned()));
        }
    }
    Ok((last, !runs))
}
