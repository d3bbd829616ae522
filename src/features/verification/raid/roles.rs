//! *Restrict all* and *Verify all*, and taking them back: decided in one batch a slice, and then brought
//! about as the gate wants it.

use serde_json::json;

use super::{
    logic,
    model::{Action, Reason, Task},
    run::{End, Outcomes, Work, ids, people, users},
};
use crate::{
    base::{
        error::Result,
        ids::{RoleId, UserId},
        list::Table,
    },
    features::{
        audit::{self, Origin},
        gate::{self, model::GateSettings},
        moderation::{
            self, Judge,
            model::{Kind, State},
        },
        verification::sql::{self, Fact},
    },
    platform::db::{DbError, Stmt},
};

type Seen = Table<UserId, Vec<RoleId>>;

pub async fn set(work: &Work<'_>) -> Result<()> {
    let restricts = work.run.kind() == Kind::Restrict;
    let most = if restricts { logic::TWO_CALLS } else { logic::ONE_CALL };
    let next = logic::next(&work.run, &work.tasks, most);
    let mut outcomes: Outcomes = next.skipped.iter().map(|task| (task.user, End::Skipped)).collect();
    let mut seen = Seen::new();
    let mut acted = next.decided;
    if acted.is_empty() {
        let chosen = match restricts && !work.run.is_undo() {
            true => match looked_up(work, &next.planned, &mut seen, &mut outcomes).await {
                Some(chosen) => chosen,
                None => return work.postpone(Vec::new(), &outcomes).await,
            },
            false => next.planned,
        };
        if !chosen.is_empty() {
            match work.means.db.batch(decision(work, &chosen)).await {
                // Somebody was quicker with one of them: the next slice reads and decides again.
                Err(DbError::Violated(_)) => return work.settle(Vec::new(), &outcomes).await,
                written => drop(written?),
            }
        }
        acted = chosen;
    }
    let tried = match acted.is_empty() {
        true => Vec::new(),
        false => {
            let users = logic::users(&acted);
            gate::bring_about_many(work.means, &work.settings, work.guild, &users, &seen, work.now).await?
        }
    };
    // What Discord did not take stays wanted, and the gate tries it again by itself.
    outcomes.extend(
        tried.into_iter().map(|(user, tried)| {
            (user, tried.map_or_else(|failure| End::Failed(Reason::from(failure)), |()| End::Done))
        }),
    );
    work.settle(Vec::new(), &outcomes).await
}

/// Who of them may be acted on, with the roles that were seen; `None` where Discord does not answer.
async fn looked_up<'a>(
    work: &Work<'_>,
    planned: &[&'a Task],
    seen: &mut Seen,
    outcomes: &mut Outcomes,
) -> Option<Vec<&'a Task>> {
    if planned.is_empty() {
        return Some(Vec::new());
    }
    let judge = Judge::of(work.means, work.guild, work.run.admin, work.run.roles()).await.ok()?;
    let mut chosen = Vec::new();
    for task in planned.iter().copied() {
        // A call to look, one to act, and those of the gate.
        if !work.has_calls(chosen.len() as u32 + 5) {
            break;
        }
        let roles = moderation::roles_of(work.means, work.guild, task.user).await.ok()?;
        match judge.decide(Kind::Restrict, task.user, roles.clone(), work.now) {
            Ok(()) => {
                seen.extend(roles.map(|roles| (task.user, roles)));
                chosen.push(task);
            }
            Err(refusal) => outcomes.push((task.user, End::Failed(refusal.into()))),
        }
    }
    Some(chosen)
}

/// The batch of a decision: each fact is restated by the claim, and what follows stands or falls with it.
fn decision(work: &Work<'_>, chosen: &[&Task]) -> Vec<Stmt> {
    let (guild, run, now) = (work.guild, &work.run, work.now);
    let gate = GateSettings::of(&work.settings, &work.means.config);
    let of = |restricted: i64| -> Vec<&Task> {
        chosen.iter().copied().filter(|task| task.restricted == restricted).collect()
    };
    let claim = |tasks: &[&Task], fact: Fact<'_>| sql::claim_tasks(guild, &run.id, &users(tasks), fact, true);
    let pending = |restricted| Fact { status: "pending", restricted: Some(restricted), resolved_cause: None };
    let record = |kind, tasks: &[&Task]| moderation::record_many(&work.many(kind), State::Done, &people(tasks), None);
    match (run.action, run.is_undo()) {
        (Action::Restrict, false) => {
            let mut statements =
                vec![claim(chosen, pending(false)), sql::set_all_restricted(guild, &ids(chosen), true)];
            statements.extend(gate::restrict_many(guild, &logic::users(chosen), &run.id, now));
            statements.extend(record(Kind::Restrict, chosen));
            statements.extend(told(work, chosen, "restrict", "verification.restrict"));
            statements
        }
        (Action::Restrict, true) => {
            let mut statements =
                vec![claim(chosen, pending(true)), sql::set_all_restricted(guild, &ids(chosen), false)];
            statements.extend(gate::lift_many(guild, &logic::users(chosen), None, &run.id, now));
            statements.extend(record(Kind::Lift, chosen));
            statements.extend(told(work, chosen, "lift", "moderation.lift"));
            statements
        }
        (_, false) => {
            let (restricted, others) = (of(1), of(0));
            let mut statements = Vec::new();
            if !restricted.is_empty() {
                statements.push(claim(&restricted, pending(true)));
                statements.extend(gate::lift_many(guild, &logic::users(&restricted), Some(&gate), &run.id, now));
                statements.extend(record(Kind::Lift, &restricted));
            }
            if !others.is_empty() {
                statements.push(claim(&others, pending(false)));
            }
            statements.push(sql::resolve_all(guild, &ids(chosen), "verified", run.admin, &run.id, now));
            statements.extend(told(work, chosen, "verify", "verification.verify"));
            statements
        }
        (_, true) => {
            let was_restricted: Vec<&Task> = chosen.iter().copied().filter(|task| task.was_restricted == 1).collect();
            let undone = run.undoes.as_deref();
            let list: Vec<_> = chosen.iter().map(|task| json!([task.verification, task.was_restricted])).collect();
            let fact = Fact { status: "verified", restricted: None, resolved_cause: undone };
            let mut statements = vec![
                claim(chosen, fact),
                sql::reopen_all(guild, &json!(list).to_string(), undone.unwrap_or_default(), now),
            ];
            if !was_restricted.is_empty() {
                statements.extend(gate::restrict_many(guild, &logic::users(&was_restricted), &run.id, now));
                statements.extend(record(Kind::Restrict, &was_restricted));
            }
            statements.extend(told(work, chosen, "reopen", "verification.reopen"));
            statements
        }
    }
}

/// What single acts leave behind: the action, the event, the audit row.
fn told(work: &Work<'_>, chosen: &[&Task], kind: &'static str, action: &str) -> [Stmt; 3] {
    let (guild, run, now) = (work.guild, &work.run, work.now);
    let ids = ids(chosen);
    let subjects: Vec<_> = chosen.iter().map(|task| (task.user, task.verification.clone())).collect();
    [
        sql::insert_actions(guild, &ids, &run.id, &json!([kind]).to_string(), run.admin, now, None),
        sql::insert_events(guild, &ids, &run.id, kind, run.admin, now, None),
        audit::record_many(guild, now, &run.id, run.admin, (action, Origin::Button), &subjects),
    ]
}
