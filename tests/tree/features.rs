//! The one list of features: complete, named after its folders, every name unique.

use std::collections::BTreeSet;

use guildhall::{
    app::DigestSection,
    base::{ids::GuildId, time::Time},
    features::FEATURES,
};

use crate::support::{files, root};

/// Formats that outlive a release, and the test that pins each.
const FORMATS: &[(&str, &str)] = &[("src/discord/custom_id.rs", "custom_id_format_unchanged")];

fn folders() -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join("src/features")).expect("src/features");
    let folders = entries.map(|entry| entry.expect("a readable entry").path()).filter(|path| path.is_dir());
    folders.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
}

#[test]
fn every_folder_is_a_feature_or_says_why_not() {
    let listed: BTreeSet<String> = FEATURES.iter().map(|feature| feature.name.to_owned()).collect();
    for folder in folders() {
        let path = format!("src/features/{folder}/mod.rs");
        let text = std::fs::read_to_string(root().join(&path))
            .unwrap_or_else(|_| panic!("{path} is missing: it is the folder's table of contents"));
        let has = text.contains("pub const FEATURE: Feature");
        let doc: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(
            has || doc.contains("no `FEATURE`"),
            "{path}: add `pub const FEATURE`, or say in its `//!` lines why there is no `FEATURE`"
        );
        assert_eq!(
            has,
            listed.contains(&folder),
            "{path}: list it in FEATURES of src/features/mod.rs, under the name of its folder"
        );
    }
    assert!(listed.is_subset(&folders()), "a feature's name is the name of its folder: {listed:?}");
}

#[test]
fn every_table_has_one_owner() {
    let made = files("migrations", ".sql");
    let tables: BTreeSet<String> = made
        .iter()
        .flat_map(|migration| migration.text.lines())
        .filter_map(|line| line.strip_prefix("CREATE TABLE "))
        .filter_map(|rest| rest.split([' ', '(']).next().map(str::to_owned))
        .collect();
    for table in tables {
        let owners: Vec<String> = folders()
            .into_iter()
            .filter(|folder| {
                let text =
                    std::fs::read_to_string(root().join(format!("src/features/{folder}/mod.rs"))).unwrap_or_default();
                let doc: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
                doc.contains("Owns") && doc.contains(&format!("`{table}`"))
            })
            .collect();
        assert_eq!(
            owners.len(),
            1,
            "{table}: exactly one feature's mod.rs says in its `//!` lines \"Owns `{table}`\"; now {owners:?}"
        );
    }
}

fn all_unique(what: &str, names: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name.clone()), "two {what} are named {name:?}; rename one");
    }
    assert!(!seen.is_empty(), "no {what} at all");
}

#[test]
fn names_are_unique() {
    all_unique("features", FEATURES.iter().map(|feature| feature.name.to_owned()));
    let commands = || FEATURES.iter().flat_map(|feature| feature.commands);
    all_unique("commands", commands().map(|command| command.name.to_owned()));
    all_unique("subcommands", commands().flat_map(|command| command.actions()).map(|(name, _, _)| name));
    let presses = FEATURES
        .iter()
        .flat_map(|feature| feature.presses.iter().map(|press| format!("{}:{}", feature.name, press.action)));
    all_unique("presses", presses);
    all_unique("jobs", FEATURES.iter().flat_map(|feature| feature.jobs).map(|job| job.name.to_owned()));
}

#[test]
fn jobs_are_named_after_their_feature() {
    for feature in FEATURES {
        for job in feature.jobs {
            assert!(
                job.name.starts_with(&format!("{}.", feature.name)),
                "{}: name it {}.<what>",
                job.name,
                feature.name
            );
        }
    }
}

#[test]
fn stored_formats_are_pinned() {
    for (path, test) in FORMATS {
        let text = std::fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {test}()")),
            "{path}: what the last release wrote is read by this one; pin it in a test {test}"
        );
    }
}

/// All sections of both periods stand beside a tick's own statements in one invocation.
#[test]
fn the_digest_fits_into_one_invocation() {
    let period = guildhall::app::Period { start: Time::from_millis(1), end: Time::from_millis(2) };
    let sections = || FEATURES.iter().flat_map(|feature| feature.digest);
    all_unique("digest sections", sections().map(|section| section.name.to_owned()));
    let facts = |section: &DigestSection| (section.facts)(GuildId::new(1), period).len();
    for section in sections() {
        assert!(facts(section) <= 4, "{}: at most four statements a period", section.name);
    }
    let all: usize = sections().map(facts).sum();
    assert!(2 * all <= 24, "{all} statements a period; let a section do with fewer");
}

/// Every act that is recorded has a name that people read. What looks like one is a text of two words
/// with a point, the first of which is its feature's name; jobs are named alike.
#[test]
fn every_recorded_act_has_a_name() {
    let jobs: Vec<&str> = FEATURES.iter().flat_map(|feature| feature.jobs).map(|job| job.name).collect();
    let mut found = 0;
    for feature in folders() {
        for source in files(&format!("src/features/{feature}"), ".rs") {
            let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
            for text in code.split('"').skip(1).step_by(2) {
                let what = text.strip_prefix(&format!("{feature}.")).unwrap_or_default();
                let is_word = !what.is_empty() && what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                if !is_word || jobs.contains(&text) {
                    continue;
                }
                found += 1;
                let named = guildhall::features::audit::text::action(guildhall::base::lang::Lang::En, text);
                assert!(named.is_some(), "{}: name {text:?} in features/audit/text.rs", source.path);
            }
        }
    }
    assert!(found > 10, "acts are written otherwise now: {found}");
    for kind in guildhall::features::moderation::model::Kind::ALL {
        let action = format!("moderation.{}", kind.word());
        assert!(
            guildhall::features::audit::text::action(guildhall::base::lang::Lang::De, &action).is_some(),
            "{action}"
        );
    }
}

/// A job that needs more than a fresh tick has left would never run.
#[test]
fn every_job_finds_room_in_a_tick() {
    use guildhall::{app::Needs, platform::meter::Totals};
    for job in FEATURES.iter().flat_map(|feature| feature.jobs) {
        let asked = Totals { statements: Needs::ASKING, ..Totals::default() };
        assert!(job.needs.fit(asked), "{}: {:?}; let a slice do with less", job.name, job.needs);
    }
}

/// The tick asks for all of them in the arguments of one function, of which D1 takes 32.
#[test]
fn jobs_that_are_due_fit_into_one_question() {
    let jobs = FEATURES.iter().flat_map(|feature| feature.jobs);
    let asked = jobs.filter(|job| matches!(job.schedule, guildhall::app::Schedule::WhenDue(_))).count();
    assert!((1..=32).contains(&asked), "{asked}: let `which_give_rows` ask in two statements");
}
