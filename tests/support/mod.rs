//! What the native tests of the tree share: the files of the crate, read and parsed once.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of the tree, by its path from the root with `/` between the parts.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// As syntax.
    pub fn parsed(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path))
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Every file below a folder with this ending, sorted by path.
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no {ending} files below {folder}");
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            // A build of the simulated Discord's own.
            if path.file_name().is_some_and(|name| name != "target") {
                collect(&path, ending, found);
            }
        } else if path.to_string_lossy().ends_with(ending) {
            let relative = path.strip_prefix(root()).expect("below the root");
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            found.push(Source { path: parts.join("/"), text: fs::read_to_string(&path).expect("UTF-8") });
        }
    }
}

/// Whether an item stands under `#[cfg(test)]`.
pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}
