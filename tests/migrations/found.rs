//! Every statement of the crate, found in its source.

use std::sync::OnceLock;

use syn::visit::Visit;

use crate::support::{files, is_test};

/// A statement of the crate: every text that is passed to `Stmt::new`.
pub struct Statement {
    pub file: String,
    /// The function that makes it.
    pub function: String,
    /// On one line, single spaces.
    pub sql: String,
    /// How many values are bound to it.
    pub binds: usize,
}

/// All statements in `src/`, in the order of the files.
pub fn statements() -> &'static [Statement] {
    static STATEMENTS: OnceLock<Vec<Statement>> = OnceLock::new();
    STATEMENTS.get_or_init(|| {
        let mut found = Vec::new();
        for source in files("src", ".rs") {
            let mut calls = Calls { file: source.path.clone(), function: String::new(), found: Vec::new() };
            calls.visit_file(&source.parsed());
            found.extend(calls.found);
        }
        found
    })
}

/// The text of the one statement that a function makes.
pub fn statement(file: &str, function: &str) -> &'static str {
    let mut fitting = statements().iter().filter(|s| s.file.ends_with(file) && s.function == function);
    let first = fitting.next().unwrap_or_else(|| panic!("no statement in {function} of {file}; was it renamed?"));
    assert!(fitting.next().is_none(), "{function} of {file} makes several statements");
    &first.sql
}

struct Calls {
    file: String,
    function: String,
    found: Vec<Statement>,
}

impl<'a> Visit<'a> for Calls {
    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        if !is_test(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.function = function.sig.ident.to_string();
        syn::visit::visit_item_fn(self, function);
    }

    // `Stmt::new("…").bind(…).bind(…)`: the outermost call is met first.
    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let (mut binds, mut at) = (0, call);
        loop {
            binds += usize::from(at.method == "bind");
            match &*at.receiver {
                syn::Expr::MethodCall(inner) => at = inner,
                syn::Expr::Call(made) if is_statement(made) => {
                    self.keep(made, binds);
                    return call.args.iter().for_each(|arg| self.visit_expr(arg));
                }
                _ => return syn::visit::visit_expr_method_call(self, call),
            }
        }
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        if is_statement(call) {
            self.keep(call, 0);
        }
        syn::visit::visit_expr_call(self, call);
    }
}

impl Calls {
    fn keep(&mut self, call: &syn::ExprCall, binds: usize) {
        let (file, function) = (self.file.clone(), self.function.clone());
        let Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. })) = call.args.first() else {
            panic!(
                "{file}, {function}: write the text in place as one string literal, so that tests can read every statement"
            );
        };
        let sql = text.value().split_whitespace().collect::<Vec<_>>().join(" ");
        self.found.push(Statement { file, function, sql, binds });
    }
}

fn is_statement(call: &syn::ExprCall) -> bool {
    matches!(&*call.func, syn::Expr::Path(path) if ends_with(&path.path, &["Stmt", "new"]))
}

fn ends_with(path: &syn::Path, words: &[&str]) -> bool {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    segments.len() >= words.len() && segments.iter().rev().zip(words.iter().rev()).all(|(a, b)| a == b)
}
