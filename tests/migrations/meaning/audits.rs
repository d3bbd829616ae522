//! The audit closes what it has summed up; old entries are folded; slices are worked once.

use rusqlite::types::Value;

use super::{Bound, Tried, number, stmt, text};

const AUDITS: &str = "bytes/sql/audits.rs";
const IMPORTS: &str = "bytes/sql/imports.rs";
/// 2025-01-01, and a day.
const JANUARY: i64 = 1_735_689_600_000;
const DAY: i64 = 86_400_000;

fn entry(user: &str, at: i64, cause: &str, delta: i64, kind: &str) -> Bound {
    let values = vec![text("1"), text(user), number(at), text(cause), number(delta), text(kind), Value::Null];
    stmt("bytes/sql/ledger.rs", "insert_entry", values)
}

fn grant(user: &str, at: i64, cause: &str, amount: i64) -> [Bound; 2] {
    let values = vec![text("1"), text(user), number(amount), number(at)];
    [entry(user, at, cause, amount, "grant"), stmt("bytes/sql/accounts.rs", "grant", values)]
}

/// A member with an opening entry and one entry a day over 60 days.
fn sixty_days() -> Tried {
    let mut tried = Tried::new();
    let opened = vec![text("1"), text("10"), number(100), number(JANUARY)];
    tried.does(&[stmt("bytes/sql/accounts.rs", "open_account", opened), entry("10", JANUARY, "open", 100, "open")]);
    for day in 0..60 {
        tried.does(&grant("10", JANUARY + day * DAY + 1, &format!("g{day}"), 1));
    }
    tried
}

fn audited(upto: i64) -> Bound {
    let range = [text(""), text(""), text("1"), text("10")];
    let mut values = range.to_vec();
    values.extend([number(JANUARY), number(upto + 1), number(upto)]);
    stmt(AUDITS, "set_audited", values)
}

#[test]
fn closed_period() {
    let mut tried = sixty_days();
    let upto = JANUARY + 30 * DAY;
    tried.does(&[audited(upto)]);
    assert_eq!(tried.number("SELECT audited_balance FROM accounts"), 130, "100 and one a day for 30 days");
    tried.is_refused(&grant("10", upto, "late", 1), "CHECK constraint failed: closed_period");
    tried.is_refused(&grant("10", upto - DAY, "later", 1), "CHECK constraint failed: closed_period");
    tried.does(&grant("10", upto + 1, "in time", 1));
}

#[test]
fn the_audit_finds_a_difference_before_and_after_a_sum_is_remembered() {
    let mut tried = sixty_days();
    let differ = |tried: &Tried| {
        let changed = crate::found::statement(AUDITS, "list_changed");
        let sql = format!("SELECT count(*) FROM ({changed}) WHERE balance <> expected");
        let values = [text(""), text(""), number(JANUARY), number(500)];
        tried.0.query_row(&sql, rusqlite::params_from_iter(values), |row| row.get::<_, i64>(0)).expect("a count")
    };
    assert_eq!(differ(&tried), 0);
    tried.does(&[audited(JANUARY + 30 * DAY)]);
    assert_eq!(differ(&tried), 0, "the remembered sum and the entries since");
    tried.does(&[audited(JANUARY + 45 * DAY)]);
    assert_eq!(differ(&tried), 0, "a second sum stands on the first");
    tried.0.execute("UPDATE accounts SET balance = balance + 1", []).expect("a fault from outside");
    assert_eq!(differ(&tried), 1);
}

#[test]
fn folding_keeps_every_sum_and_leaves_one_entry_a_month() {
    let mut tried = sixty_days();
    let before = JANUARY + 59 * DAY;
    let range = || vec![text(""), text(""), text("1"), text("10"), number(before)];
    let fold = || [stmt(AUDITS, "insert_carried", range()), stmt(AUDITS, "delete_folded", range())];
    tried.does(&fold());
    assert_eq!(tried.number("SELECT sum(delta) FROM ledger"), 160);
    assert_eq!(tried.number("SELECT count(*) FROM ledger WHERE kind = 'carried'"), 2, "January and February");
    assert_eq!(tried.number("SELECT count(*) FROM ledger WHERE kind <> 'carried'"), 1, "what is newer stays");
    assert_eq!(tried.number("SELECT delta FROM ledger WHERE cause = 'carried:2025-01'"), 131);
    let folded = tried.everything();
    tried.does(&fold());
    assert_eq!(tried.everything(), folded, "a second time changes nothing");
}

fn import_slice(at: i64, seen: i64, next: i64, state: &str) -> Vec<Bound> {
    let rows = r#"[["10",50],["30",9007199254740991],["40",0]]"#;
    let due = if state == "done" { Value::Null } else { number(at) };
    let slice = |function, more: Vec<Value>| {
        let mut values = vec![text("1"), text(rows), number(at)];
        values.extend(more);
        stmt(IMPORTS, function, values)
    };
    vec![
        stmt(IMPORTS, "set_import_line", vec![text("1"), text("7"), number(seen), number(next), text(state), due]),
        slice("import_open", Vec::new()),
        slice("import_entries", vec![text("import:7")]),
        slice("import_balances", Vec::new()),
    ]
}

#[test]
fn a_slice_of_an_import_is_worked_once() {
    let mut tried = sixty_days();
    let at = JANUARY + 90 * DAY;
    let keep = vec![text("1"), text("7"), text("99"), number(at), text("10,50\n30,9007199254740991\n40,0"), number(3)];
    let start = vec![text("1"), text("7"), text("running"), number(at)];
    tried.does(&[stmt(IMPORTS, "insert_import", keep), stmt(IMPORTS, "set_import_state", start)]);
    tried.does(&import_slice(at, 0, 3, "done"));
    assert_eq!(tried.number("SELECT balance FROM accounts WHERE user = '10'"), 50);
    assert_eq!(tried.number("SELECT balance FROM accounts WHERE user = '30'"), 9_007_199_254_740_991);
    assert_eq!(tried.number("SELECT count(*) FROM ledger WHERE kind = 'import'"), 2, "none for a balance that fits");
    assert_eq!(tried.number("SELECT sum(delta) FROM ledger WHERE user = '10'"), 50);
    tried.is_refused(&import_slice(at, 0, 3, "done"), "NOT NULL constraint failed: bytes_imports.next_line");
}

#[test]
fn a_slice_of_an_audit_is_worked_once() {
    let mut tried = Tried::new();
    tried.does(&[stmt(AUDITS, "insert_audit", vec![text("1"), text("99"), number(5)])]);
    let values = |seen: &str| vec![text("1"), text(seen), text("10"), number(500), number(1), Value::Null, number(5)];
    tried.does(&[stmt(AUDITS, "set_audit_progress", values(""))]);
    tried.is_refused(
        &[stmt(AUDITS, "set_audit_progress", values(""))],
        "NOT NULL constraint failed: bytes_audits.cursor",
    );
    assert_eq!(tried.number("SELECT checked FROM bytes_audits"), 500);
}
