//! Every statement of the crate, and of the release before it, prepares against the schema.

use crate::{database::migrated, found::statements, support::root};

/// `<release> | <where> | <statement>`, one a line: the last release that has the statement.
const KEPT: &str = "tests/data/statements.txt";
const RELEASE: &str = env!("CARGO_PKG_VERSION");

struct Kept {
    release: String,
    place: String,
    sql: String,
}

fn kept() -> Vec<Kept> {
    let text = std::fs::read_to_string(root().join(KEPT)).unwrap_or_default();
    let line = |line: &str| {
        let mut parts = line.splitn(3, " | ").map(str::to_owned);
        Some(Kept { release: parts.next()?, place: parts.next()?, sql: parts.next()? })
    };
    text.lines()
        .map(|text| line(text).unwrap_or_else(|| panic!("{KEPT}: {text:?} is not `release | where | statement`")))
        .collect()
}

#[test]
fn every_statement_prepares_and_binds_all_its_parameters() {
    let connection = migrated();
    for statement in statements() {
        let place = format!("{} in {}", statement.function, statement.file);
        let prepared =
            connection.prepare(&statement.sql).unwrap_or_else(|error| panic!("{place}: {error}\n{}", statement.sql));
        assert_eq!(
            prepared.parameter_count(),
            statement.binds,
            "{place}: parameters on the left, `.bind` calls on the right\n{}",
            statement.sql
        );
    }
}

/// While a release is rolled out the one before it still runs, on the new schema.
#[test]
fn statements_of_the_previous_release_still_prepare() {
    let connection = migrated();
    let kept = kept();
    assert!(kept.len() > 30, "{KEPT} is cut short");
    for old in kept {
        if let Err(error) = connection.prepare(&old.sql) {
            panic!(
                "a migration breaks release {}, which still runs while this one is rolled out.\n{}: {error}\n{}\n\
                 Add what is new beside what is there, and remove the old in the release after.",
                old.release, old.place, old.sql
            );
        }
    }
}

#[test]
fn the_list_of_statements_is_up_to_date() {
    let update = std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1");
    let old = kept();
    let mut lines: Vec<String> =
        statements().iter().map(|s| format!("{RELEASE} | {} {} | {}", s.file, s.function, s.sql)).collect();
    // What only the release before this one had is kept for as long as that may still run.
    let previous =
        old.iter().filter(|kept| number(&kept.release) < number(RELEASE)).max_by_key(|kept| number(&kept.release));
    let previous = previous.map(|kept| kept.release.clone());
    let current: Vec<String> = statements().iter().map(|s| s.sql.clone()).collect();
    let gone = old.iter().filter(|kept| Some(&kept.release) == previous.as_ref() && !current.contains(&kept.sql));
    lines.extend(gone.map(|kept| format!("{} | {} | {}", kept.release, kept.place, kept.sql)));
    lines.sort();
    lines.dedup();
    let wanted = lines.join("\n") + "\n";
    if update {
        // In one step, because other tests read it meanwhile.
        let new = root().join(KEPT).with_extension("new");
        std::fs::write(&new, &wanted)
            .and_then(|()| std::fs::rename(&new, root().join(KEPT)))
            .expect("the list can be written");
        return;
    }
    let have: Vec<String> =
        old.iter().map(|kept| format!("{} | {} | {}", kept.release, kept.place, kept.sql)).collect();
    let differs: Vec<&String> = lines
        .iter()
        .filter(|line| !have.contains(line))
        .chain(have.iter().filter(|line| !lines.contains(line)))
        .collect();
    assert!(
        differs.is_empty(),
        "{KEPT} does not list the statements of src/. Read the difference, then accept it with\n\
         UPDATE_EXPECT=1 cargo test --test migrations\n{differs:#?}"
    );
}

fn number(release: &str) -> Vec<u64> {
    release.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}
