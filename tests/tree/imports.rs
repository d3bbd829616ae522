//! Imports run one way: base ← discord ← platform ← app ← features/x ← features/mod ← entry.

use std::collections::BTreeSet;

use crate::{
    paths::named,
    support::{files, root},
};

const LAYERS: [&str; 8] = ["base", "discord", "platform", "ui", "app", "a feature", "features/mod", "entry"];
const FEATURE: usize = 5;

/// Which feature uses which, through its `mod.rs`, `model` or `text`. A new edge is a decision: add
/// it here when the lower feature knows nothing of the higher one. When a lower one must tell a
/// higher one, the entry calls both, or the lower writes a row that the higher reads.
const EDGES: &[(&str, &[&str])] = &[
    ("appeals", &["audit", "dms", "moderation", "people", "posts", "settings"]),
    ("bytes", &["audit", "roles", "settings"]),
    ("channels", &["audit", "settings"]),
    ("data", &["audit", "bytes", "people"]),
    ("digest", &["audit", "jobs", "posts", "roles", "settings"]),
    ("gate", &["audit", "pause", "people", "posts", "roles", "settings"]),
    ("guilds", &["data", "dedup", "dms", "posts", "settings"]),
    ("history", &["audit", "moderation", "people", "settings"]),
    ("keys", &["audit", "counters"]),
    ("logs", &["audit", "posts", "settings"]),
    ("members", &["bytes", "moderation", "people", "settings", "squads", "verification"]),
    ("moderation", &["audit", "dms", "gate", "people", "settings"]),
    ("jobs", &["audit"]),
    ("links", &["audit", "counters"]),
    ("overview", &["bytes", "counters", "jobs", "moderation", "pause", "settings", "squads", "verification"]),
    ("pause", &["audit", "settings"]),
    ("people", &["audit", "settings"]),
    ("settings", &["audit", "jobs", "roles"]),
    ("squads", &["audit", "bytes", "posts", "roles", "settings"]),
    ("verification", &["audit", "dms", "gate", "history", "moderation", "pause", "people", "roles", "settings"]),
];

fn layer(path: &[String]) -> Option<usize> {
    let first = path.first()?.as_str();
    if first == "features" {
        let is_feature = path.get(1).is_some_and(|name| root().join("src/features").join(name).is_dir());
        return Some(if is_feature { FEATURE } else { FEATURE + 1 });
    }
    // What a macro of the crate's root is: `say`, `word`.
    Some(LAYERS.iter().position(|layer| *layer == first).unwrap_or(0))
}

#[test]
fn imports_run_one_way() {
    let mut wrong = BTreeSet::new();
    for source in files("src", ".rs").into_iter().filter(|source| source.path != "src/lib.rs") {
        let module = source.module();
        let own = layer(&module).unwrap_or(0);
        for path in named(&source).iter().filter(|path| path[0] == "crate").map(|path| &path[1..]) {
            let Some(theirs) = layer(path) else { continue };
            if theirs > own {
                wrong.insert(format!(
                    "{}: crate::{} ({} names {})",
                    source.path,
                    path.join("::"),
                    LAYERS[own],
                    LAYERS[theirs]
                ));
            }
            if path.first().is_some_and(|first| first == "entry")
                && module.first().is_some_and(|first| first != "entry")
            {
                wrong.insert(format!("{}: nobody imports entry", source.path));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nMove what both need down to the layer that both may name, or hand it over from above as a value"
    );
}

/// (feature, the other feature, what of it), each once.
fn uses() -> BTreeSet<(String, String, String, String)> {
    let mut found = BTreeSet::new();
    for source in files("src/features", ".rs") {
        let Some(own) = source.feature() else { continue };
        for path in named(&source) {
            let [first, second, theirs, rest @ ..] = path.as_slice() else {
                continue;
            };
            let is_feature =
                first == "crate" && second == "features" && root().join("src/features").join(theirs).is_dir();
            if is_feature && *theirs != own {
                let what = rest.first().map_or("mod", String::as_str);
                found.insert((own.clone(), theirs.clone(), what.to_owned(), source.path.clone()));
            }
        }
    }
    found
}

#[test]
fn features_use_each_other_only_as_declared() {
    let uses = uses();
    let declared = |own: &str, theirs: &str| EDGES.iter().any(|(from, to)| *from == own && to.contains(&theirs));
    let unknown: Vec<String> = uses
        .iter()
        .filter(|(own, theirs, _, _)| !declared(own, theirs))
        .map(|(own, theirs, what, place)| format!("{place}: {own} uses {theirs}::{what}"))
        .collect();
    assert!(
        unknown.is_empty(),
        "{unknown:#?}\nAdd the edge to EDGES in tests/tree/imports.rs if the used feature knows nothing of the other; \
         else let the entry call both, or let the lower write a row that the higher reads"
    );
    for (own, all) in EDGES {
        for theirs in *all {
            let used = uses.iter().any(|(from, to, _, _)| from == own && to == theirs);
            assert!(used, "{own} no longer uses {theirs}; take the edge out of EDGES");
        }
    }
}

#[test]
fn features_have_no_cycle() {
    let edges = |own: &str| EDGES.iter().find(|(from, _)| *from == own).map_or(&[][..], |(_, to)| to);
    for (start, _) in EDGES {
        let (mut seen, mut open) = (BTreeSet::new(), edges(start).to_vec());
        while let Some(next) = open.pop() {
            assert_ne!(next, *start, "{start} uses itself through others; turn one edge round");
            if seen.insert(next) {
                open.extend(edges(next));
            }
        }
    }
}

#[test]
fn features_are_used_through_their_front_door() {
    let wrong: Vec<String> = uses()
        .into_iter()
        .filter(|(_, theirs, what, _)| {
            let folder = root().join("src/features").join(theirs);
            let is_module = folder.join(what).is_dir() || folder.join(format!("{what}.rs")).is_file();
            what != "mod" && is_module && !["model", "text"].contains(&what.as_str())
        })
        .map(|(_, theirs, what, place)| format!("{place}: {theirs}::{what}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\nName only `model`, `text` and what the other's mod.rs offers");
}
