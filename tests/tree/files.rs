//! Every file: its first line, its length, its attributes.

use crate::support::{Source, files};

/// A file beyond this is cut by sub-topic into a folder of the same name.
const LONGEST: usize = 500;
/// From here on a cut is worth a thought.
const LONG: usize = 250;

/// All Rust of the crate and its tests.
fn all() -> Vec<Source> {
    ["src", "tests", "scripts"].into_iter().flat_map(|folder| files(folder, ".rs")).collect()
}

#[test]
fn every_file_says_on_its_first_line_what_it_is_for() {
    let wrong: Vec<String> =
        all().into_iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path).collect();
    assert!(wrong.is_empty(), "{wrong:#?}\nStart each with a line `//! <what it is for>`");
}

#[test]
fn no_file_is_too_long() {
    let mut lengths: Vec<(usize, String)> =
        all().into_iter().map(|file| (file.text.lines().count(), file.path)).collect();
    lengths.sort();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > LONG).collect();
    // Shown with --nocapture.
    println!("over {LONG} lines: {long:#?}");
    let wrong: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(wrong.is_empty(), "{wrong:#?}\nCut each by sub-topic into a folder of the same name, {LONG} lines a file");
}

#[test]
fn what_is_allowed_says_why() {
    let silent = ["#[allow", "#![allow"].map(|start| format!("{start}("));
    let wrong: Vec<String> = all()
        .iter()
        .flat_map(|file| file.text.lines().enumerate().map(move |(line, text)| (file, line + 1, text.trim())))
        .filter(|(_, _, text)| silent.iter().any(|start| text.starts_with(start.as_str())))
        .map(|(file, line, text)| format!("{}:{line}: {text}", file.path))
        .collect();
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nWrite #[expect(…, reason = \"…\")], which also tells when it is no longer needed"
    );
}
