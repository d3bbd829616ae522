//! No statement reads a whole table, and none sorts what an index could hand over in order: its
//! cost would grow with the guild.

use crate::{database::migrated, found::statements};

/// What plans may scan, and why: function, start of the plan's line, reason.
const SCANS: &[(&str, &str, &str)] = &[
    ("list_jobs", "SCAN jobs", "one row a job, a handful"),
    ("list_failed_jobs", "SCAN jobs", "one row a job, a handful"),
    ("list_moved", "SCAN moved", "what its own first part found"),
    ("list_joined", "SCAN gained", "what its own first part found"),
    ("count_of_period", "SCAN resolved", "what its own first part found"),
    ("find_schema", "SCAN d1_migrations", "from the end of its key, LIMIT 1"),
];

/// What plans may sort or group in memory, and why.
const SORTS: &[(&str, &str)] = &[
    ("insert_carried", "the months of a bounded range of accounts"),
    ("count_of_target", "one person's own cases"),
    ("list_moved", "who moved bytes in a period, for a digest"),
    ("list_joined", "the squads of a guild, for a digest"),
    ("count_of_period", "the verifications of a period, for a digest"),
    ("count_of_kinds", "the cases of a period, for a digest"),
    ("list_late", "the open alerts of a guild, for a digest"),
    ("list_failed_wishes", "a period's failed wishes, by role"),
    ("list_guilds", "two hundred rows at most"),
    ("list_made", "ten of each of two kinds"),
    ("list_of_guild", "a page of each of five kinds"),
    ("upsert_uses", "the uses of one batch, by command"),
    ("list_scopes", "the clicks of some days, by link"),
    ("list_open_counts", "of what is open in raids, up to a LIMIT a guild"),
    ("list_usage", "a guild's commands of some days, a hundred at most a day"),
    ("list_sums_below", "one series of some days, by key"),
    ("list_sums", "one series of some days, by key"),
    ("count_by_day", "a guild's cases of sixty days, for a chart"),
    ("list_entries", "the few entries of one moment, by cause"),
];

#[test]
fn no_statement_scans_a_table() {
    let mut used = vec![false; SCANS.len()];
    let mut wrong = Vec::new();
    for (function, line) in plans() {
        // Values that are handed over with the statement, and what a subquery with its own line gave.
        let bounded = ["CONSTANT ROW", "VIRTUAL TABLE", "VALUES CLAUSE", "SCAN one", "SCAN (subquery"];
        if !(line.starts_with("SCAN") || line.contains("AUTOMATIC")) || bounded.iter().any(|known| line.contains(known))
        {
            continue;
        }
        match SCANS.iter().position(|(known, start, _)| *known == function && line.starts_with(start)) {
            Some(place) => used[place] = true,
            None => wrong.push(format!("{function}: {line}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nGive the statement an index to search by, or, where what it scans is bounded, name it in SCANS with the reason"
    );
    for ((function, start, _), used) in SCANS.iter().zip(used) {
        assert!(used, "{function} no longer says {start:?}; take it out of SCANS");
    }
}

/// Searches that meet everything a guild has, and what bounds them.
const WHOLE_GUILDS: &[(&str, &str)] = &[
    ("list_keys", "in the order of the key, LIMIT a page"),
    ("list_open_counts", "of what is open, up to a LIMIT a guild"),
    ("list_ranked", "in the order of the index, LIMIT a page"),
    ("insert_squad", "a guild's squads are 100 at most; its members only where a foreign key was violated"),
    ("list_squads", "a guild's squads are 100 at most"),
    ("list_open", "of what is asked for, LIMIT twenty"),
    ("list_versions", "in the order of the key, LIMIT a page"),
    ("list_imports", "in the order of the key, LIMIT ten"),
    ("sums", "once where an administrator asks for it"),
    ("list_joined", "a guild's squads, and of each who joined in a period"),
    ("list_moved", "once a digest; an index on the ledger's time would cost a row written a claim"),
];

/// `SEARCH accounts USING PRIMARY KEY (guild=?)` is as good as a scan where there is one guild.
#[test]
fn no_statement_reads_a_whole_guild() {
    let wide: Vec<(String, String)> = plans().into_iter().filter(|(_, line)| line.ends_with("(guild=?)")).collect();
    let tables = [
        "gate_claims",
        "verification_prompt_looks",
        "verification_pings",
        "guilds",
        "guild_settings",
        "bytes_audits",
        "case_counters",
        "audit_readings",
        "digest_schedules",
        "gate_rollouts",
        "gate_leaks",
        "verification_prompts",
        "dm_quiets",
        "log_cursors",
        "guild_greetings",
        "s ",
        "g ",
    ];
    let one_row = |line: &str| tables.iter().any(|table| line.starts_with(&format!("SEARCH {table}")));
    let wrong: Vec<_> = wide
        .iter()
        .filter(|(function, line)| !one_row(line) && !WHOLE_GUILDS.iter().any(|(known, _)| known == function))
        .collect();
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nSearch by more of the key (CROSS JOIN keeps the order of a join), or, where a LIMIT bounds it, name it in WHOLE_GUILDS"
    );
    for (function, _) in WHOLE_GUILDS {
        assert!(
            wide.iter().any(|(known, _)| known == function),
            "{function} no longer reads by guild alone; take it out of WHOLE_GUILDS"
        );
    }
}

#[test]
fn lists_come_in_the_order_of_an_index() {
    let sorts: Vec<(String, String)> = plans().into_iter().filter(|(_, line)| line.contains("TEMP B-TREE")).collect();
    let wrong: Vec<_> =
        sorts.iter().filter(|(function, _)| !SORTS.iter().any(|(known, _)| known == function)).collect();
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nOrder by the columns of an index, or name the statement in SORTS with the reason"
    );
    for (function, _) in SORTS {
        assert!(sorts.iter().any(|(known, _)| known == function), "{function} no longer sorts; take it out of SORTS");
    }
}

/// The lines of every statement's plan beside the function that makes it.
fn plans() -> Vec<(String, String)> {
    let connection = migrated();
    let mut lines = Vec::new();
    for statement in statements() {
        let explain = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let mut prepared =
            connection.prepare(&explain).unwrap_or_else(|error| panic!("{}: {error}", statement.function));
        let nulls = vec![rusqlite::types::Null; prepared.parameter_count()];
        let plan =
            prepared.query_map(rusqlite::params_from_iter(nulls), |row| row.get::<_, String>(3)).expect("a plan");
        lines.extend(plan.map(|line| (statement.function.clone(), line.expect("a line"))));
    }
    assert!(
        lines.iter().any(|(_, line)| line.starts_with("SEARCH")),
        "no plan searches: SQLite words them otherwise now"
    );
    lines
}
