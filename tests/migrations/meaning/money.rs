//! Accounts, the ledger and pairs.

use rusqlite::types::Value;

use super::{Bound, Tried, number, stmt, text};

const ACCOUNTS: &str = "bytes/sql/accounts.rs";
const LEDGER: &str = "bytes/sql/ledger.rs";
/// The largest amount that a JavaScript number carries exactly.
const MOST: i64 = 9_007_199_254_740_991;

fn opening(user: &str, starting: i64, at: i64) -> Vec<Bound> {
    vec![
        stmt(ACCOUNTS, "open_account", vec![text("1"), text(user), number(starting), number(at)]),
        entry(user, at, "open", starting, "open"),
    ]
}

fn entry(user: &str, at: i64, cause: &str, delta: i64, kind: &str) -> Bound {
    let values = vec![text("1"), text(user), number(at), text(cause), number(delta), text(kind), Value::Null];
    stmt(LEDGER, "insert_entry", values)
}

struct Transfer<'a> {
    from: &'a str,
    to: &'a str,
    amount: i64,
    cooldown: i64,
    at: i64,
    cause: &'a str,
}

fn transfer(t: &Transfer<'_>) -> Vec<Bound> {
    let (low, high) = (t.from.min(t.to), t.from.max(t.to));
    let direction = if t.from < t.to { 1 } else { -1 };
    let pair = || [text(low), text(high)];
    let [from, to] = [text(t.from), text(t.to)];
    let (amount, at) = (number(t.amount), number(t.at));
    let mut give = vec![text("1"), from.clone(), to.clone(), amount.clone(), number(t.cooldown), at.clone()];
    give.extend(pair());
    give.push(number(direction));
    let mut receive = vec![text("1"), to.clone(), amount.clone(), at.clone()];
    receive.extend(pair());
    receive.push(number(direction));
    let mut net = vec![text("1")];
    net.extend(pair());
    net.push(number(direction * t.amount));
    vec![
        stmt(LEDGER, "insert_transfer", vec![text("1"), from, to, amount, at, text(t.cause), Value::Null]),
        stmt(ACCOUNTS, "set_pair", net),
        stmt(ACCOUNTS, "give", give),
        stmt(ACCOUNTS, "receive", receive),
    ]
}

fn sends<'a>(from: &'a str, to: &'a str, amount: i64, at: i64, cause: &'a str) -> Transfer<'a> {
    Transfer { from, to, amount, cooldown: 0, at, cause }
}

fn claims(user: &str, seen: i64, day: i64, at: i64) -> Vec<Bound> {
    let values = vec![text("1"), text(user), number(10), number(seen), number(day), number(1), number(at)];
    vec![entry(user, at, &format!("daily:{day}"), 10, "daily"), stmt(ACCOUNTS, "claim_day", values)]
}

/// Two members with 100 each.
fn two() -> Tried {
    let mut tried = Tried::new();
    tried.does(&opening("10", 100, 1_000));
    tried.does(&opening("20", 100, 1_000));
    tried
}

fn of(tried: &Tried, user: &str, column: &str) -> i64 {
    tried.number(&format!("SELECT {column} FROM accounts WHERE user = '{user}'"))
}

fn every_balance_is_its_ledger(tried: &Tried) {
    let differ = tried.number(
        "SELECT count(*) FROM accounts AS a WHERE balance <> (SELECT sum(delta) FROM ledger AS l WHERE l.guild = a.guild AND l.user = a.user)",
    );
    assert_eq!(differ, 0);
}

#[test]
fn a_transfer_moves_bytes_and_counts_them() {
    let mut tried = two();
    tried.does(&transfer(&sends("10", "20", 40, 2_000, "a")));
    assert_eq!((of(&tried, "10", "balance"), of(&tried, "20", "balance")), (60, 140));
    assert_eq!((of(&tried, "10", "sent"), of(&tried, "20", "received")), (40, 40));
    assert_eq!((of(&tried, "10", "highest"), of(&tried, "20", "highest")), (100, 140));
    every_balance_is_its_ledger(&tried);
}

#[test]
fn enough_bytes() {
    two().is_refused(&transfer(&sends("10", "20", 101, 2_000, "a")), "CHECK constraint failed: enough_bytes");
}

#[test]
fn cooldown() {
    let mut tried = two();
    let slow = |at, cause| Transfer { cooldown: 1_000, ..sends("10", "20", 1, at, cause) };
    tried.does(&transfer(&slow(2_000, "a")));
    tried.is_refused(&transfer(&slow(2_999, "b")), "CHECK constraint failed: cooldown");
    tried.does(&transfer(&slow(3_000, "c")));
    assert_eq!(of(&tried, "10", "next_transfer_at"), 4_000);
    // A late event does not bring the next transfer nearer, and one without a cooldown passes.
    tried.does(&transfer(&sends("10", "20", 1, 2_500, "d")));
    assert_eq!(of(&tried, "10", "next_transfer_at"), 4_000);
}

#[test]
fn not_self() {
    two().is_refused(&transfer(&sends("10", "10", 1, 2_000, "a")), "CHECK constraint failed: not_self");
}

#[test]
fn a_repeat_is_told_from_a_refusal() {
    let mut tried = two();
    let all = Transfer { cooldown: 1_000, ..sends("10", "20", 100, 2_000, "a") };
    tried.does(&transfer(&all));
    // Neither `enough_bytes` nor `cooldown`, though both would refuse it too.
    tried.is_refused(&transfer(&all), "UNIQUE constraint failed: ledger.");
    let other_moment = Transfer { at: 2_001, ..all };
    tried.is_refused(&transfer(&other_moment), "UNIQUE constraint failed: ledger.guild, ledger.user, ledger.cause");
}

#[test]
fn nobody_without_an_account_gets_anything() {
    two().is_refused(&transfer(&sends("10", "30", 1, 2_000, "a")), "FOREIGN KEY constraint failed");
}

#[test]
fn too_many_bytes() {
    let mut tried = two();
    tried.does(&opening("30", MOST, 1_000));
    assert_eq!(of(&tried, "30", "balance"), MOST, "the largest amount comes back whole");
    tried.is_refused(&transfer(&sends("10", "30", 1, 2_000, "a")), "CHECK constraint failed: too_many_bytes");
    tried.does(&transfer(&sends("30", "10", 1, 2_000, "b")));
    assert_eq!((of(&tried, "30", "balance"), of(&tried, "30", "sent")), (MOST - 1, 1));
    every_balance_is_its_ledger(&tried);
}

#[test]
fn an_account_is_opened_once() {
    two().is_refused(&opening("10", 100, 2_000), "UNIQUE constraint failed: accounts.guild, accounts.user");
}

#[test]
fn claimed_today() {
    let mut tried = two();
    tried.does(&claims("10", 0, 20, 2_000));
    assert_eq!((of(&tried, "10", "balance"), of(&tried, "10", "last_day")), (110, 20));
    tried.is_refused(&claims("10", 20, 20, 2_500), "UNIQUE constraint failed: ledger.guild, ledger.user, ledger.cause");
    // Decided on what another event has changed meanwhile, and a late event of an earlier day.
    tried.is_refused(&claims("10", 0, 21, 2_500), "CHECK constraint failed: claimed_today");
    tried.is_refused(&claims("10", 20, 19, 2_500), "CHECK constraint failed: claimed_today");
    tried.does(&claims("10", 20, 21, 3_000));
    every_balance_is_its_ledger(&tried);
}

#[test]
fn grants_and_revocations_stop_at_both_ends() {
    let mut tried = two();
    let change =
        |function, amount, at| stmt(ACCOUNTS, function, vec![text("1"), text("10"), number(amount), number(at)]);
    tried.is_refused(&[entry("10", 2_000, "a", -101, "revoke"), change("revoke", 101, 2_000)], "enough_bytes");
    tried.is_refused(&[entry("10", 2_000, "a", MOST, "grant"), change("grant", MOST, 2_000)], "too_many_bytes");
    tried.does(&[entry("10", 2_000, "a", 900, "grant"), change("grant", 900, 2_000)]);
    tried.does(&[entry("10", 2_001, "b", -1_000, "revoke"), change("revoke", 1_000, 2_001)]);
    assert_eq!((of(&tried, "10", "balance"), of(&tried, "10", "highest")), (0, 1_000));
    every_balance_is_its_ledger(&tried);
}

#[test]
fn bytes_sent_in_a_circle_count_once() {
    let mut tried = two();
    for (round, amount) in [30, 30, 50, 10].into_iter().enumerate() {
        let (from, to) = if round % 2 == 0 { ("10", "20") } else { ("20", "10") };
        tried.does(&transfer(&sends(from, to, amount, 2_000 + round as i64, &round.to_string())));
    }
    // 10 gave 80 and got 40 back: 20 has 40 net, 10 none.
    assert_eq!((of(&tried, "20", "received_net"), of(&tried, "10", "received_net")), (40, 0));
    assert_eq!((of(&tried, "20", "received"), of(&tried, "10", "received")), (80, 40));
    tried.does(&transfer(&sends("20", "10", 100, 3_000, "back")));
    assert_eq!((of(&tried, "20", "received_net"), of(&tried, "10", "received_net")), (0, 60));
}

#[test]
fn two_hundred_transfers_of_one_from_a_hundred_and_thirty() {
    let mut tried = Tried::new();
    tried.does(&opening("10", 130, 1_000));
    tried.does(&opening("20", 0, 1_000));
    let mut passed = 0;
    for round in 0..200 {
        // Out of order.
        let at = 2_000 + (round * 37) % 200;
        let cause = round.to_string();
        match tried.batch(&transfer(&sends("10", "20", 1, at, &cause))) {
            Ok(()) => passed += 1,
            Err(why) => assert!(why.contains("enough_bytes"), "{why}"),
        }
    }
    assert_eq!((passed, of(&tried, "10", "balance"), of(&tried, "20", "balance")), (130, 0, 130));
    every_balance_is_its_ledger(&tried);
}
