//! One slice of a run: what is next is read, done, and written with the progress.

use serde_json::json;

use super::{
    bans, logic,
    model::{Action, Reason, Run, Task},
    roles,
};
use crate::{
    app::{Means, Settings},
    base::{
        error::Result,
        ids::{GuildId, UserId},
        time::{MINUTE, Time},
    },
    features::{
        moderation::{Many, model::Kind},
        pause, settings,
        verification::{sql, text},
    },
    platform::{
        db::{self, Stmt},
        meter::CEILING,
    },
};

/// Statements of a slice at most.
pub const STATEMENTS: usize = 24;
/// A slice is begun where so many calls were made at most.
pub const CALLS_BEFORE: u32 = 8;
/// Calls that are kept for the card and the answer.
const CALLS_KEPT: u32 = 3;

/// What a slice works with.
pub struct Work<'a> {
    pub means: &'a Means,
    pub guild: GuildId,
    pub settings: Settings,
    pub run: Run,
    /// Who is not settled yet, as many as a slice can take.
    pub tasks: Vec<Task>,
    pub now: Time,
    /// Why, on the cases.
    pub reason: &'static str,
}

/// What became of a member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum End {
    Done,
    /// Somebody else has decided on them.
    Skipped,
    Failed(Reason),
    /// Not together with the others: tried by a call of their own.
    Alone,
}

pub type Outcomes = Vec<(UserId, End)>;

/// Goes on with a run that was not finished, and gives the raid whose card has changed. While the brake
/// is on it waits.
///
/// # Errors
/// When the database does not serve.
pub async fn go_on(means: &Means, guild: GuildId, id: &str, now: Time) -> Result<Option<String>> {
    let facts = vec![sql::find_run(guild, id), sql::list_tasks(guild, id, logic::TOGETHER as i64)];
    let (settings, rows) = settings::read_of(&means.db, &means.config, guild, facts).await?;
    let run: Option<Run> = db::first(&rows, 0)?;
    let Some(run) = run.filter(Run::is_running) else { return Ok(None) };
    if pause::is_on(&settings, now) {
        means.db.batch(vec![sql::set_run_due(guild, id, now.plus(MINUTE))]).await?;
        return Ok(None);
    }
    let tasks: Vec<Task> = db::all(&rows, 1)?;
    let reason = text::raid_reason(settings.lang(), run.is_picked(), run.is_undo());
    let work = Work { means, guild, settings, run, tasks, now, reason };
    match (work.run.action, work.run.is_undo()) {
        (Action::Ban, false) => bans::ban(&work).await?,
        (Action::Ban, true) => bans::unban(&work).await?,
        _ => roles::set(&work).await?,
    }
    Ok(Some(work.run.raid))
}

impl Work<'_> {
    /// The act as cases tell of it.
    pub fn many(&self, kind: Kind) -> Many<'_> {
        Many {
            guild: self.guild,
            now: self.now,
            cause: &self.run.id,
            moderator: self.run.admin,
            kind,
            reason: self.reason,
        }
    }

    pub fn has_calls(&self, calls: u32) -> bool {
        self.means.meter.totals().subrequests + calls + CALLS_KEPT <= CEILING
    }

    /// Writes what became of members, with what belongs to it, and how far the run is.
    ///
    /// # Errors
    /// When the database does not serve.
    pub async fn settle(&self, mut statements: Vec<Stmt>, outcomes: &Outcomes) -> Result<()> {
        statements.extend(self.outcomes(outcomes));
        self.go(statements, 0, self.now).await
    }

    /// Discord did not answer: who is left is tried again in a minute, and has failed after a while.
    ///
    /// # Errors
    /// When the database does not serve.
    pub async fn postpone(&self, mut statements: Vec<Stmt>, outcomes: &Outcomes) -> Result<()> {
        statements.extend(self.outcomes(outcomes));
        let again = logic::next_try(self.run.attempts, self.now);
        if again.is_none() {
            statements.push(sql::fail_tasks(self.guild, &self.run.id, Reason::Unreachable.word()));
        }
        self.go(statements, self.run.attempts + 1, again.unwrap_or(self.now)).await
    }

    fn outcomes(&self, outcomes: &Outcomes) -> Option<Stmt> {
        let listed: Vec<_> = outcomes
            .iter()
            .map(|(user, end)| match end {
                End::Done => json!([user, "done", null, 0, 1]),
                End::Skipped => json!([user, "skipped", null, 0, null]),
                End::Failed(reason) => json!([user, "failed", reason.word(), 0, null]),
                End::Alone => json!([user, "decided", null, 1, null]),
            })
            .collect();
        (!listed.is_empty()).then(|| sql::settle_tasks(self.guild, &self.run.id, &json!(listed).to_string()))
    }

    async fn go(&self, mut statements: Vec<Stmt>, attempts: i64, due: Time) -> Result<()> {
        statements.push(sql::set_progress(self.guild, &self.run.id, attempts, due, self.now));
        statements.push(sql::set_raid_due(self.guild, &self.run.raid, self.now));
        self.means.db.batch(statements).await?;
        Ok(())
    }
}

/// The verifications of tasks as a JSON array.
pub fn ids(tasks: &[&Task]) -> String {
    json!(tasks.iter().map(|task| &task.verification).collect::<Vec<_>>()).to_string()
}

/// Their people as a JSON array.
pub fn users(tasks: &[&Task]) -> String {
    json!(logic::users(tasks)).to_string()
}

/// People and names, for their cases.
pub fn people<'a>(tasks: &[&'a Task]) -> Vec<(UserId, &'a str)> {
    tasks.iter().map(|task| (task.user, task.user_name.as_str())).collect()
}
