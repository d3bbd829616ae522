//! When alerts are a raid, what its members share, and what a run does next.

use super::model::{Action, Run, Task, TaskState};
use crate::{
    base::{
        ids::{RoleId, UserId},
        list,
        time::{MINUTE, SECOND, Time},
    },
    features::verification::model::Status,
};

/// So many alerts within a [`WINDOW`] stand alone; one more makes all of them a raid.
pub const SINGLES: i64 = 5;
/// In milliseconds, by the times of the events.
pub const WINDOW: i64 = MINUTE;
/// A raid is over when no alert has come for so long, in milliseconds, by the times of the events: as
/// long as raid mode lasts after its last join.
pub const LASTS: i64 = 10 * MINUTE;
/// A card is edited at most every so many milliseconds; Discord takes five edits in five seconds.
pub const EDIT_PAUSE: i64 = 5 * SECOND;

/// Members of one bulk ban. Source: Discord reference, "Bulk Guild Ban".
pub const TOGETHER: usize = 200;
/// Members of a slice where each takes one call.
pub const ONE_CALL: usize = 25;
/// Members of a slice where each takes two: their roles are seen first.
pub const TWO_CALLS: usize = 13;
/// Members whose rank is looked up in a slice before a bulk ban.
pub const LOOKED_UP: usize = 12;
/// After so many tries a minute apart who is left has failed.
const TRIES: i64 = 10;

/// When a run goes on that Discord did not answer; `None` when it is given up.
pub fn next_try(attempts: i64, now: Time) -> Option<Time> {
    (attempts < TRIES).then(|| now.plus(MINUTE))
}

/// Whether the card is left for the tick, because it was edited just now.
pub fn rests(shown_at: i64, now: Time) -> bool {
    now.millis() - shown_at < EDIT_PAUSE
}

/// How a member's verification has to stand, so that a run acts on them.
pub fn fits(run: &Run, task: &Task) -> bool {
    let resolved_by_it = run.undoes.is_some() && task.resolved_cause == run.undoes;
    match (run.action, run.is_undo()) {
        (Action::Restrict, false) => task.status == Status::Pending && task.restricted == 0,
        (Action::Verify | Action::Ban, false) => task.status == Status::Pending,
        (Action::Restrict, true) => task.status == Status::Pending && task.restricted == 1,
        (Action::Verify, true) => task.status == Status::Verified && resolved_by_it && task.other_open == 0,
        (Action::Ban, true) => task.status == Status::Rejected && resolved_by_it && task.other_open == 0,
    }
}

/// What a slice has before it.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Next<'a> {
    /// Decided in an earlier slice that did not come to its end: they come first, and nobody else.
    pub decided: Vec<&'a Task>,
    /// Somebody has decided on them meanwhile.
    pub skipped: Vec<&'a Task>,
    pub planned: Vec<&'a Task>,
}

impl PartialEq for Task {
    fn eq(&self, other: &Task) -> bool {
        self.user == other.user && self.state == other.state
    }
}

impl Eq for Task {}

pub fn next<'a>(run: &Run, tasks: &'a [Task], most: usize) -> Next<'a> {
    let decided: Vec<&Task> = tasks.iter().filter(|task| task.state == TaskState::Decided).collect();
    if !decided.is_empty() {
        return Next { decided, ..Next::default() };
    }
    let (planned, skipped): (Vec<&Task>, Vec<&Task>) = tasks.iter().partition(|task| fits(run, task));
    Next { decided, skipped, planned: planned.into_iter().take(most).collect() }
}

/// What most of the names begin with, at least three characters of at least four in five of them, as it is
/// written in one of them; `None` where they have nothing in common.
pub fn shared_start(names: &[&str]) -> Option<String> {
    if names.len() < 3 {
        return None;
    }
    let mut sorted: Vec<(Vec<char>, &str)> =
        names.iter().map(|name| (name.to_lowercase().chars().collect(), *name)).collect();
    list::sort(&mut sorted);
    let enough = (names.len() * 4).div_ceil(5);
    let starts = sorted.windows(enough).filter_map(|window| {
        let (first, last) = (window.first()?, window.last()?);
        let shared = first.0.iter().zip(&last.0).take_while(|(a, b)| a == b).count();
        // Numbers at the end tell them apart; what they share ends before.
        let start: String = first.1.chars().take(shared).collect();
        let start = start.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        (start.chars().count() >= 3).then(|| start.to_owned())
    });
    starts.max_by_key(|start| start.chars().count())
}

/// What a look at a member's roles is worth: those seen without a role need none.
pub fn known_roles(task: &Task) -> Option<Vec<RoleId>> {
    (task.has_roles == 0).then(Vec::new)
}

/// People of tasks.
pub fn users(tasks: &[&Task]) -> Vec<UserId> {
    tasks.iter().map(|task| task.user).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::verification::raid::model::RunState;

    fn run(action: Action, undoes: Option<&str>) -> Run {
        Run {
            id: "9".into(),
            raid: "1".into(),
            action,
            undoes: undoes.map(str::to_owned),
            admin: UserId::new(1),
            admin_roles: "[]".into(),
            state: RunState::Running,
            total: 1,
            done: 0,
            skipped: 0,
            failed: 0,
            written: 0,
            attempts: 0,
            started_at: 0,
            undone_by: None,
        }
    }

    fn task(user: u64, status: Status, restricted: i64, cause: Option<&str>) -> Task {
        Task {
            user: UserId::new(user),
            user_name: String::new(),
            verification: user.to_string(),
            has_roles: 0,
            was_restricted: restricted,
            state: TaskState::Planned,
            alone: 0,
            status,
            restricted,
            resolved_cause: cause.map(str::to_owned),
            other_open: 0,
        }
    }

    #[test]
    fn who_was_decided_on_meanwhile_is_skipped() {
        let tasks = [
            task(1, Status::Pending, 0, None),
            task(2, Status::Pending, 1, None),
            task(3, Status::Verified, 0, Some("5")),
            task(4, Status::Pending, 0, None),
        ];
        let users = |list: &[&Task]| list.iter().map(|task| task.user.get()).collect::<Vec<_>>();
        let restrict = run(Action::Restrict, None);
        let first = next(&restrict, &tasks, 1);
        assert_eq!((users(&first.planned), users(&first.skipped)), (vec![1], vec![2, 3]));
        let ban = run(Action::Ban, None);
        assert_eq!(users(&next(&ban, &tasks, 9).planned), [1, 2, 4]);
    }

    #[test]
    fn what_was_decided_comes_first() {
        let mut tasks = [task(1, Status::Pending, 0, None), task(2, Status::Rejected, 0, Some("9"))];
        tasks[1].state = TaskState::Decided;
        let ban = run(Action::Ban, None);
        let first = next(&ban, &tasks, 9);
        assert_eq!((first.decided.len(), first.planned.len(), first.skipped.len()), (1, 0, 0));
    }

    #[test]
    fn only_what_the_run_itself_did_is_taken_back() {
        let undo = run(Action::Ban, Some("7"));
        assert!(fits(&undo, &task(1, Status::Rejected, 0, Some("7"))));
        assert!(!fits(&undo, &task(1, Status::Rejected, 0, Some("8"))), "somebody banned them again");
        assert!(!fits(&undo, &task(1, Status::Pending, 0, None)));
        assert!(!fits(&undo, &Task { other_open: 1, ..task(1, Status::Rejected, 0, Some("7")) }));
        assert!(fits(&run(Action::Verify, Some("7")), &task(1, Status::Verified, 0, Some("7"))));
        assert!(!fits(&run(Action::Restrict, Some("7")), &task(1, Status::Pending, 0, None)));
    }

    #[test]
    fn names_share_a_start_or_they_do_not() {
        let start = |names: &[&str]| shared_start(names);
        assert_eq!(start(&["Free Nitro 1", "free nitro 22", "Free nitro 3"]).as_deref(), Some("Free Nitro"));
        assert_eq!(start(&["nova1", "nova2", "nova3", "nova4", "ada"]).as_deref(), Some("nova"), "four in five");
        assert_eq!(start(&["nova1", "nova2", "nova3", "ada", "ben"]), None);
        assert_eq!(start(&["ab1", "ab2", "ab3"]), None, "two letters are nothing");
        assert_eq!(start(&["nova1", "nova2"]), None, "nor are two people");
        assert_eq!(start(&["", "", ""]), None);
        assert_eq!(start(&["ğüşa", "ğüşb", "ĞÜŞc"]).as_deref(), Some("ğüş"));
    }

    #[test]
    fn a_card_rests_after_each_edit() {
        assert!(rests(1_000, Time::from_millis(5_999)) && !rests(1_000, Time::from_millis(6_000)));
    }
}
