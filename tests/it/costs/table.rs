//! The table of acts and the sum of a day, in `docs/costs.md`.

use std::{collections::BTreeMap, fmt::Write, path::PathBuf};

use super::{Cost, IMPORTED, Measured};

/// Compares what was measured with `docs/costs.md`; with `UPDATE_EXPECT=1` writes it there.
pub fn compare(measured: &Measured) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/costs.md");
    let text = std::fs::read_to_string(&path).expect("docs/costs.md");
    let (acts, day) = (acts(measured), day(measured));
    if std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1") {
        let text = replaced(&replaced(&text, "acts", &acts), "day", &day);
        std::fs::write(&path, text).expect("docs/costs.md can be written");
        return;
    }
    let mut known = written_down(between(&text, "acts"));
    let mut wrong = String::new();
    for (act, cost) in &measured.0 {
        match known.remove(*act) {
            Some(written) if written == *cost => {}
            Some(written) => {
                let grew = cost.0.iter().zip(written.0).any(|(now, then)| *now > then);
                let _ = writeln!(
                    wrong,
                    "{act}: {} from {:?} to {:?}",
                    if grew { "grew" } else { "fell" },
                    written.0,
                    cost.0
                );
            }
            None => wrong += &format!("{act}: {:?} is not in the table\n", cost.0),
        }
    }
    wrong.extend(known.keys().map(|act| format!("{act}: in the table, but not measured\n")));
    assert!(
        wrong.is_empty(),
        "costs (rows read, rows written, statements, round trips, those before the answer) differ from docs/costs.md:\n{wrong}\
         Make the act cheaper, or accept the figures with\nUPDATE_EXPECT=1 cargo test --test it costs"
    );
    assert_eq!(between(&text, "day").trim(), day.trim(), "the day's sum in docs/costs.md; UPDATE_EXPECT=1 writes it");
}

fn acts(measured: &Measured) -> String {
    let mut table = "| act | rows read | rows written | statements | round trips | before the answer |\n|---|---:|---:|---:|---:|---:|\n".to_owned();
    for (act, Cost([read, written, statements, trips, first])) in &measured.0 {
        let _ = writeln!(table, "| {act} | {read} | {written} | {statements} | {trips} | {first} |");
    }
    table
}

fn written_down(table: &str) -> BTreeMap<String, Cost> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").map(str::trim).collect();
        let figures: Vec<u64> = cells.iter().skip(1).filter_map(|cell| cell.parse().ok()).collect();
        Some((cells.first()?.to_string(), Cost(figures.try_into().ok()?)))
    };
    table.lines().filter_map(row).collect()
}

/// The day that the budgets of the free plan are held against.
fn day(measured: &Measured) -> String {
    let (members, authors, commands, transfers, heaps) = (13_000, 3_500, 1_500, 300, 300);
    let accounts = IMPORTED + 5;
    let claim = measured.of("`/bytes daily`");
    let read = measured.of("`/bytes read`");
    let send = measured.of("`/bytes send`");
    let heap = measured.of("`/bytes heap`");
    let night = measured.of("nightly audit of 105 accounts, the night after");
    let first_night = measured.of("nightly audit of 105 accounts");
    let idle = measured.of("tick with nothing to do");
    // A row a use, an amount and a sum of rows written where each comes alone; many at once are written together.
    let counted = commands + (authors + transfers) + commands;
    let rows = [
        ("counting 1,500 uses, 3,800 amounts, and what they wrote", 2 * counted, counted),
        ("day's bytes of 3,500 members", authors * claim.read(), authors * claim.written()),
        ("300 transfers", transfers * send.read(), transfers * send.written()),
        ("300 looks at the leaderboard, each with an own rank beyond 1,000", heaps * (heap.read() + 1_001), 0),
        ("900 other commands that read", (commands - transfers - heaps) * read.read(), 0),
        ("1,440 ticks, 24 of them noted", 1_440 * idle.read(), 1_440 * idle.written() + 24),
        // Sums are remembered for 14 days, so a fourteenth is written anew each night.
        (
            "nightly audit of 13,000 accounts",
            members * night.read().div_ceil(accounts),
            members.div_ceil(14) * first_night.written().div_ceil(accounts),
        ),
    ];
    let mut table = "| what | rows read | rows written |\n|---|---:|---:|\n".to_owned();
    for (what, read, written) in &rows {
        let _ = writeln!(table, "| {what} | {read} | {written} |");
    }
    let sum = |pick: fn(&(&str, u64, u64)) -> u64| rows.iter().map(pick).sum::<u64>();
    let (read, written) = (sum(|row| row.1), sum(|row| row.2));
    assert!(read <= 1_500_000 && written <= 60_000, "the day costs too much: {read} read, {written} written");
    let _ = writeln!(table, "| **sum** (of at most 1,500,000 and 60,000) | **{read}** | **{written}** |");
    table
}

fn between<'a>(text: &'a str, name: &str) -> &'a str {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let inner = text.split_once(&open).and_then(|(_, rest)| rest.split_once(&close));
    inner.unwrap_or_else(|| panic!("docs/costs.md has no part <!-- {name} -->")).0
}

fn replaced(text: &str, name: &str, with: &str) -> String {
    text.replace(
        &format!("<!-- {name} -->\n{}<!-- /{name} -->", between(text, name)),
        &format!("<!-- {name} -->\n{with}<!-- /{name} -->"),
    )
}
