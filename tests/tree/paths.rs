//! Which items a file names, as paths from the crate's root.

use std::collections::BTreeSet;

use syn::{UseTree, visit::Visit};

use crate::support::{Source, is_test};

/// Where a file stands.
impl Source {
    /// Its module's path: `src/features/bytes/sql/mod.rs` is `features`, `bytes`, `sql`.
    pub fn module(&self) -> Vec<String> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inner.split('/').filter(|part| *part != "mod" && *part != "lib").map(str::to_owned).collect()
    }

    /// The feature in whose folder it is.
    pub fn feature(&self) -> Option<String> {
        let module = self.module();
        (module.first()? == "features").then(|| module.get(1).cloned())?
    }

    /// The part of the feature: `sql` for `sql.rs` and for everything in `sql/`.
    pub fn part(&self) -> Option<String> {
        self.feature()?;
        self.module().get(2).cloned()
    }
}

/// What a file names, without its unit tests. Own items start with `crate`; others with the name
/// of their crate.
pub fn named(source: &Source) -> BTreeSet<Vec<String>> {
    let mut names = Names { module: source.module(), found: BTreeSet::new() };
    names.visit_file(&source.parsed());
    names.found
}

struct Names {
    module: Vec<String>,
    found: BTreeSet<Vec<String>>,
}

impl Names {
    fn keep(&mut self, path: Vec<String>) {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let own = path.first().is_some_and(|part| part == "self");
        let path = match (ups, own) {
            (0, false) => path,
            _ => {
                let from = self.module.len().saturating_sub(ups);
                let start = std::iter::once("crate".to_owned()).chain(self.module[..from].iter().cloned());
                start.chain(path.into_iter().skip(ups.max(1))).collect()
            }
        };
        self.found.insert(path);
    }

    fn tree(&mut self, mut before: Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(before, &path.tree);
            }
            UseTree::Group(group) => group.items.iter().for_each(|inner| self.tree(before.clone(), inner)),
            UseTree::Name(name) => {
                before.push(name.ident.to_string());
                self.keep(before);
            }
            UseTree::Rename(name) => {
                before.push(name.ident.to_string());
                self.keep(before);
            }
            UseTree::Glob(_) => self.keep(before),
        }
    }
}

impl<'a> Visit<'a> for Names {
    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        if !is_test(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, used: &'a syn::ItemUse) {
        self.tree(Vec::new(), &used.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if parts.len() > 1 {
            self.keep(parts);
        }
        syn::visit::visit_path(self, path);
    }
}
