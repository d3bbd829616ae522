//! *Ban all*, 200 a call, and taking it back, one call a member: cases are planned, Discord is asked, and
//! what became of it is written.
//!
//! Discord takes a bulk ban only of a bot that may also manage the server, and does not say why it left
//! somebody out; whoever is left out is banned by a call of their own, which tells the reason.

use serde_json::json;

use super::{
    logic,
    model::{Reason, Task},
    run::{End, Outcomes, Work, ids, people, users},
};
use crate::{
    base::{error::Result, ids::UserId, json::FromJson, list::Table, time::MINUTE},
    discord::rest::{self, RestError, code},
    features::{
        audit::{self, Origin},
        moderation::{
            self, Judge, Numbered,
            model::{Failure, Kind, State},
        },
        verification::sql::{self, Fact},
    },
    platform::db::{DbError, Rows, Stmt},
};

/// A planned case is this job's own for so long; then moderation finishes it, looking at Discord first.
const OWN: i64 = 30 * MINUTE;

type Numbers = Table<UserId, i64>;

#[derive(FromJson)]
struct Banned {
    #[serde(default)]
    banned_users: Vec<UserId>,
}

pub async fn ban(work: &Work<'_>) -> Result<()> {
    let next = logic::next(&work.run, &work.tasks, logic::TOGETHER);
    let mut outcomes: Outcomes = next.skipped.iter().map(|task| (task.user, End::Skipped)).collect();
    let (decided, numbers) = match next.decided.is_empty() {
        false => {
            let numbers = numbered(work, &next.decided).await?;
            (next.decided, numbers)
        }
        true => {
            let Some(chosen) = looked_up(work, &next.planned, &mut outcomes).await else {
                return work.postpone(Vec::new(), &outcomes).await;
            };
            let fact = Fact { status: "pending", restricted: None, resolved_cause: None };
            match planned(work, &chosen, fact).await? {
                Some(numbers) => (chosen, numbers),
                // Somebody was quicker with one of them: the next slice reads and decides again.
                None => return work.settle(Vec::new(), &outcomes).await,
            }
        }
    };
    let mut tried: Table<UserId, End> = Table::new();
    let together: Vec<&Task> = decided.iter().copied().filter(|task| task.alone == 0).collect();
    let mut passing = false;
    if together.len() > 1 {
        let users = logic::users(&together);
        let call = rest::bulk_ban(work.guild, &users, 0).because(reason(work, &users, &numbers));
        match work.means.discord.read::<Banned>(call).await {
            Ok(answer) => {
                let banned: Vec<UserId> = answer.banned_users;
                tried.extend(
                    users.iter().map(|user| (*user, if banned.contains(user) { End::Done } else { End::Alone })),
                );
            }
            Err(error) if error.is_passing() => passing = true,
            Err(_) => tried.extend(users.iter().map(|user| (*user, End::Alone))),
        }
    }
    if !passing {
        let alone: Vec<&Task> =
            decided.iter().copied().filter(|task| tried.get(&task.user) != Some(&End::Done)).collect();
        for task in alone.into_iter().take(logic::ONE_CALL) {
            if !work.has_calls(1) {
                break;
            }
            let call = rest::ban(work.guild, task.user, 0).because(reason(work, &[task.user], &numbers));
            match end(work.means.discord.send(call).await, None) {
                Some(end) => tried.insert(task.user, end),
                None => passing = true,
            }
        }
    }
    let done: Vec<&Task> = decided.iter().copied().filter(|task| tried.get(&task.user) == Some(&End::Done)).collect();
    let mut statements = cases(work, &tried);
    if !done.is_empty() {
        let (guild, run, now, ids) = (work.guild, &work.run, work.now, ids(&done));
        let cause = Some(run.id.as_str());
        let subjects: Vec<_> = done.iter().map(|task| (task.user, work.reason.to_owned())).collect();
        statements.extend([
            sql::resolve_all(guild, &ids, "rejected", run.admin, &run.id, now),
            sql::insert_actions(guild, &ids, &run.id, &json!(["ban", "reject"]).to_string(), run.admin, now, cause),
            sql::insert_events(guild, &ids, &run.id, "ban", run.admin, now, cause),
            audit::record_many(guild, now, &run.id, run.admin, ("moderation.ban", Origin::Button), &subjects),
        ]);
    }
    outcomes.extend(tried);
    finished(work, statements, outcomes, passing).await
}

pub async fn unban(work: &Work<'_>) -> Result<()> {
    let next = logic::next(&work.run, &work.tasks, logic::ONE_CALL);
    let mut outcomes: Outcomes = next.skipped.iter().map(|task| (task.user, End::Skipped)).collect();
    let (decided, numbers) = match next.decided.is_empty() {
        false => {
            let numbers = numbered(work, &next.decided).await?;
            (next.decided, numbers)
        }
        true => {
            let fact = Fact { status: "rejected", restricted: None, resolved_cause: work.run.undoes.as_deref() };
            match planned(work, &next.planned, fact).await? {
                Some(numbers) => (next.planned, numbers),
                None => return work.settle(Vec::new(), &outcomes).await,
            }
        }
    };
    let (mut tried, mut passing) = (Table::new(), false);
    for task in &decided {
        if !work.has_calls(1) {
            break;
        }
        let call = rest::unban(work.guild, task.user).because(reason(work, &[task.user], &numbers));
        // Somebody has lifted it already, which is just as well.
        match end(work.means.discord.send(call).await, Some(code::UNKNOWN_BAN)) {
            Some(end) => tried.insert(task.user, end),
            None => passing = true,
        }
    }
    let done: Vec<&Task> = decided.iter().copied().filter(|task| tried.get(&task.user) == Some(&End::Done)).collect();
    let mut statements = cases(work, &tried);
    if !done.is_empty() {
        let (guild, run, now, ids) = (work.guild, &work.run, work.now, ids(&done));
        let list: Vec<_> = done.iter().map(|task| json!([task.verification, task.restricted])).collect();
        let undone = run.undoes.as_deref().unwrap_or_default();
        let subjects: Vec<_> = done.iter().map(|task| (task.user, work.reason.to_owned())).collect();
        statements.extend([
            sql::reopen_all(guild, &json!(list).to_string(), undone, now),
            sql::insert_actions(guild, &ids, &run.id, &json!(["reopen"]).to_string(), run.admin, now, None),
            sql::insert_events(guild, &ids, &run.id, "reopen", run.admin, now, None),
            audit::record_many(guild, now, &run.id, run.admin, ("moderation.unban", Origin::Button), &subjects),
        ]);
    }
    outcomes.extend(tried);
    finished(work, statements, outcomes, passing).await
}

async fn finished(work: &Work<'_>, statements: Vec<Stmt>, outcomes: Outcomes, passing: bool) -> Result<()> {
    if passing { work.postpone(statements, &outcomes).await } else { work.settle(statements, &outcomes).await }
}

/// What Discord's answer means for a member; `None` where it may be another one later.
fn end(sent: std::result::Result<(), RestError>, fine: Option<u32>) -> Option<End> {
    match sent {
        Ok(()) => Some(End::Done),
        Err(error) if Some(error.code()) == fine => Some(End::Done),
        Err(error) if error.is_passing() => None,
        Err(error) => Some(End::Failed(moderation::failure(&error).into())),
    }
}

fn reason(work: &Work<'_>, users: &[UserId], numbers: &Numbers) -> String {
    let known = || users.iter().filter_map(|user| numbers.get(user).copied());
    let (first, last) = (known().min().unwrap_or_default(), known().max().unwrap_or_default());
    let text = if first == last { work.reason.to_owned() } else { format!("{} ({first}–{last})", work.reason) };
    moderation::reason(first, Some(&text))
}

/// The cases of those who were tried.
fn cases(work: &Work<'_>, tried: &Table<UserId, End>) -> Vec<Stmt> {
    let tried: Vec<(UserId, Option<Failure>)> = tried
        .iter()
        .filter_map(|(user, end)| match end {
            End::Done => Some((*user, None)),
            End::Failed(reason) => Some((*user, Some(reason.on_case()))),
            End::Skipped | End::Alone => None,
        })
        .collect();
    if tried.is_empty() { Vec::new() } else { moderation::settle_many(&work.many(work.run.kind()), &tried) }
}

/// Decides on them and plans their cases; `None` where one of them was decided otherwise meanwhile.
async fn planned(work: &Work<'_>, chosen: &[&Task], fact: Fact<'_>) -> Result<Option<Numbers>> {
    if chosen.is_empty() {
        return Ok(Some(Numbers::new()));
    }
    let kind = work.run.kind();
    let mut statements = vec![sql::claim_tasks(work.guild, &work.run.id, &users(chosen), fact, false)];
    statements.extend(moderation::record_many(
        &work.many(kind),
        State::Planned,
        &people(chosen),
        Some(work.now.plus(OWN)),
    ));
    statements.push(moderation::list_numbers(&work.many(kind), &logic::users(chosen)));
    match work.means.db.batch(statements).await {
        Err(DbError::Violated(_)) => Ok(None),
        rows => read(rows?.last()).map(Some),
    }
}

/// The numbers that were given in an earlier slice.
async fn numbered(work: &Work<'_>, decided: &[&Task]) -> Result<Numbers> {
    let list = moderation::list_numbers(&work.many(work.run.kind()), &logic::users(decided));
    read(work.means.db.batch(vec![list]).await?.first())
}

fn read(rows: Option<&Rows>) -> Result<Numbers> {
    let rows: Vec<Numbered> = rows.map(Rows::all).transpose()?.unwrap_or_default();
    Ok(rows.into_iter().map(|row| (row.target, row.number)).collect())
}

/// Who of them may be banned: those without a role at once, of the others a few a slice; `None` where
/// Discord does not answer.
async fn looked_up<'a>(work: &Work<'_>, planned: &[&'a Task], outcomes: &mut Outcomes) -> Option<Vec<&'a Task>> {
    if planned.is_empty() {
        return Some(Vec::new());
    }
    let judge = Judge::of(work.means, work.guild, work.run.admin, work.run.roles()).await.ok()?;
    let (mut chosen, mut looks) = (Vec::new(), 0);
    for task in planned.iter().copied() {
        let roles = match logic::known_roles(task) {
            Some(roles) => Some(roles),
            None if looks == logic::LOOKED_UP => continue,
            None => {
                looks += 1;
                moderation::roles_of(work.means, work.guild, task.user).await.ok()?
            }
        };
        match judge.decide(Kind::Ban, task.user, roles, work.now) {
            Ok(()) => chosen.push(task),
            Err(refusal) => outcomes.push((task.user, End::Failed(Reason::from(refusal)))),
        }
    }
    Some(chosen)
}
