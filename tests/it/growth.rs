//! What a command reads and writes is the same in a guild of ten members and of a hundred thousand.

use std::ops::Range;

use serde_json::Value;

use crate::world::{Actor, End, World, story};

/// Members of the guild, one after another in the same guild.
const SIZES: [u64; 3] = [10, 1_000, 100_000];
/// How far counts may differ.
const ALMOST: u64 = 10;
/// Ranks beyond this many are not counted.
const RANKS: u64 = 1_000;
/// Rows that one statement fills in.
const CHUNK: usize = 50_000;
/// The numbers from `?2` to below `?3`.
const NUMBERS: &str =
    "WITH RECURSIVE numbers (n) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?3)";

/// The id of the `n`th made-up member.
const MEMBER: &str = "CAST(10000000000000000 + n AS TEXT)";

/// Lets the guild grow from so many members to so many, each with two entries in the ledger and
/// more than anybody in the cast holds.
async fn grow(world: &World, from: u64, upto: u64) {
    let own = world.id("ada").to_string();
    // The one who asks has a ledger that grows with the guild, of more than a page from the start.
    let entries = |members: u64| if members == 0 { 0 } else { members.div_ceil(10).max(30) };
    let old = format!(
        "INSERT INTO ledger (guild, user, at, cause, delta, kind) {NUMBERS} \
         SELECT ?1, ?5, ?4 - n, 'old:' || n, 0, 'grant' FROM numbers WHERE n < ?3"
    );
    fill(world, &old, entries(from)..entries(upto), Some(own)).await;
    for first in (from..upto).step_by(CHUNK) {
        let part = first..upto.min(first + CHUNK as u64);
        let accounts = format!(
            "INSERT INTO accounts (guild, user, balance, highest, changed_at) {NUMBERS} \
             SELECT ?1, {MEMBER}, 1000000 + n, 1000000 + n, ?4 FROM numbers"
        );
        fill(world, &accounts, part.clone(), None).await;
        let ledger = format!(
            "INSERT INTO ledger (guild, user, at, cause, delta, kind) {NUMBERS}, parts (cause, delta, kind) AS \
             (VALUES ('open', 100, 'open'), ('import:1', 999900, 'import')) \
             SELECT ?1, {MEMBER}, ?4, cause, delta + iif(kind = 'import', n, 0), kind FROM numbers, parts"
        );
        fill(world, &ledger, part, None).await;
    }
}

/// Runs a statement that makes rows for these numbers, as of yesterday.
async fn fill(world: &World, sql: &str, numbers: Range<u64>, own: Option<String>) {
    if numbers.is_empty() {
        return;
    }
    let yesterday = world.sim.clock().now() - 86_400_000;
    let mut params: Vec<Value> =
        vec![world.guild.to_string().into(), numbers.start.into(), numbers.end.into(), yesterday.into()];
    params.extend(own.map(Value::from));
    world.db(sql, &params).await;
}

/// What each command costs on a new day.
async fn costs(world: &World, ada: &Actor) -> Vec<(&'static str, End)> {
    world.days_later(1);
    let daily = ada.runs("/bytes daily").await;
    let again = ada.runs("/bytes daily").await;
    let read = ada.runs("/bytes read").await;
    let send = ada.runs("/bytes send user:@ben amount:1").await;
    let history = ada.runs("/bytes history").await;
    let older = ada.clicks(&history, "Older").await;
    let heap = ada.runs("/bytes heap").await;
    let shown = heap.text();
    if world.db(COUNT, &[world.guild.to_string().into()]).await[0]["n"].as_u64() > Some(RANKS) {
        assert!(shown.contains("1,000+"), "an own rank beyond a thousand is not counted: {shown}");
    }
    let next = ada.clicks(&heap, "Next").await;
    vec![
        ("/bytes daily", daily.end),
        ("/bytes daily, again", again.end),
        ("/bytes read", read.end),
        ("/bytes send", send.end),
        ("/bytes history", history.end),
        ("/bytes history, older", older.end),
        ("/bytes heap", heap.end),
        ("/bytes heap, next page", next.end),
    ]
}

const COUNT: &str = "SELECT count(*) AS n FROM accounts WHERE guild = ?1";

#[test]
fn commands_cost_the_same_in_a_large_guild() {
    story(async |world| {
        let (ada, ben) = (world.actor("ada"), world.actor("ben"));
        ada.runs("/bytes read").await;
        ben.runs("/bytes read").await;
        ada.runs("/bytes send user:@ben amount:1").await;
        let mut small: Vec<(&'static str, End)> = Vec::new();
        let mut members = 0;
        for size in SIZES {
            grow(&world, members, size).await;
            members = size;
            let large = costs(&world, &ada).await;
            assert!(large.iter().all(|(_, end)| end.outcome == "ok" && end.rows_read > 0), "at {size}: {large:?}");
            for ((name, end), (_, first)) in large.iter().zip(&small) {
                let own_rank = if name.contains("heap") { RANKS + 1 } else { 0 };
                let figures = format!("{name} at {size} members: {end:?}\nat {}: {first:?}", SIZES[0]);
                assert!(end.rows_read <= first.rows_read + ALMOST + own_rank, "reads grow. {figures}");
                assert!(end.rows_written.abs_diff(first.rows_written) <= ALMOST, "writes grow. {figures}");
                assert_eq!(end.trips, first.trips, "round trips grow. {figures}");
            }
            if small.is_empty() {
                small = large;
            }
        }
        // Others meet in the same database.
        for table in ["ledger", "pairs", "accounts"] {
            world.db(&format!("DELETE FROM {table} WHERE guild = ?1"), &[world.guild.to_string().into()]).await;
        }
    });
}
