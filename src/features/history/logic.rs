//! Puts cases and acts into one order.

use crate::features::{
    audit::model::{Act, From},
    moderation::model::{Case, Kind},
};

/// A line of a history.
#[derive(Clone, Debug)]
pub enum Entry {
    Case(Case),
    Act(Act),
}

impl Entry {
    fn at(&self) -> i64 {
        match self {
            Entry::Case(case) => case.created_at,
            Entry::Act(act) => act.at,
        }
    }
}

/// Where a page begins: below a case's number, and where the acts go on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Place {
    /// `None`: with the newest.
    pub below: Option<i64>,
    pub acts: From,
}

impl Place {
    pub const NEWEST: Place = Place { below: None, acts: From::NEWEST };
}

/// The newest `most` of both, each of which comes newest first, and where the next page begins, if
/// there is one. Of each there is one more than a page holds, if there are so many.
pub fn page(cases: Vec<Case>, acts: Vec<Act>, from: Place, most: usize) -> (Vec<Entry>, Option<Place>) {
    let mut cases = cases.into_iter().map(Entry::Case).peekable();
    let mut acts = acts.into_iter().map(Entry::Act).peekable();
    let mut taken = Vec::new();
    while taken.len() < most {
        let case_is_newer = match (cases.peek(), acts.peek()) {
            (Some(case), Some(act)) => case.at() >= act.at(),
            (case, _) => case.is_some(),
        };
        let next = if case_is_newer { cases.next() } else { acts.next() };
        let Some(next) = next else { break };
        taken.push(next);
    }
    if cases.peek().is_none() && acts.peek().is_none() {
        return (taken, None);
    }
    let below =
        taken.iter().filter_map(|entry| if let Entry::Case(case) = entry { Some(case.number) } else { None }).min();
    let shown: Vec<Act> =
        taken.iter().filter_map(|entry| if let Entry::Act(act) = entry { Some(act.clone()) } else { None }).collect();
    let next = Place { below: below.or(from.below), acts: from.acts.after(&shown) };
    (taken, Some(next))
}

/// Actions that a case tells of, as a JSON array: they are not told twice.
pub fn told_by_cases() -> String {
    let actions: Vec<String> = Kind::ALL.iter().map(|kind| format!("moderation.{}", kind.word())).collect();
    serde_json::json!(actions).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{ids::UserId, json::FromJson},
        features::audit::Origin,
    };

    fn case(number: i64, created_at: i64) -> Case {
        let json = serde_json::json!({
            "number": number, "kind": "note", "target": "1", "target_name": "", "created_at": created_at,
            "state": "done", "notice": "silent", "delete_seconds": 0, "resolution": "open",
        });
        Case::from_json(&json).unwrap()
    }

    fn act(at: i64) -> Act {
        Act {
            at,
            cause: "1".into(),
            action: "a.b".into(),
            actor: UserId::new(1),
            origin: Origin::Command,
            subject: None,
            before: None,
            after: None,
            actor_name: None,
            subject_name: None,
        }
    }

    fn read(cases: &[(i64, i64)], acts: &[i64], most: usize) -> Vec<Vec<i64>> {
        let (mut from, mut pages) = (Place::NEWEST, Vec::new());
        loop {
            // As the statements read them: one more than a page holds.
            let below = from.below.unwrap_or(i64::MAX);
            let some = cases.iter().filter(|(number, _)| *number < below).take(most + 1);
            let some: Vec<Case> = some.map(|(number, at)| case(*number, *at)).collect();
            let older = acts.iter().filter(|at| **at <= from.acts.at).skip(from.acts.skip as usize).take(most + 1);
            let (taken, next) = page(some, older.map(|at| act(*at)).collect(), from, most);
            pages.push(taken.iter().map(Entry::at).collect());
            match next {
                Some(next) => from = next,
                None => return pages,
            }
        }
    }

    #[test]
    fn everything_is_shown_once_in_one_order() {
        assert_eq!(read(&[], &[], 3), [Vec::<i64>::new()]);
        assert_eq!(read(&[(3, 50), (2, 30), (1, 10)], &[40, 20], 2), [vec![50, 40], vec![30, 20], vec![10]]);
        // Many acts of one moment run over pages.
        assert_eq!(read(&[(1, 7)], &[7, 7, 7, 7, 7, 3], 2), [vec![7, 7], vec![7, 7], vec![7, 7], vec![3]]);
        // A case read from the audit log later has a higher number and an earlier time.
        assert_eq!(read(&[(2, 10), (1, 40)], &[30], 1), [vec![30], vec![10], vec![40]]);
    }

    #[test]
    fn what_cases_tell_is_not_told_twice() {
        assert!(told_by_cases().contains("\"moderation.ban\"") && !told_by_cases().contains("undo"));
    }
}
