//! What may stand where: SQL, Cloudflare, waiting, sentences.

use syn::visit::Visit;

use crate::{
    paths::named,
    support::{Source, files, is_test},
};

#[test]
fn decisions_know_no_platform_and_wait_for_nothing() {
    let mut wrong = Vec::new();
    for source in files("src/features", ".rs") {
        if !source.part().is_some_and(|part| part == "logic" || part == "model") {
            continue;
        }
        let platform = named(&source)
            .into_iter()
            .filter(|path| path[0] == "crate" && path.get(1).is_some_and(|part| part == "platform"));
        wrong.extend(platform.map(|path| format!("{}: {}", source.path, path.join("::"))));
        let mut seen = Seen::of(&source);
        wrong.extend(seen.waits.drain(..).map(|what| format!("{}: {what}", source.path)));
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nLogic takes facts and a time and gives an outcome; read and write in commands, jobs or act"
    );
}

#[test]
fn pure_layers_wait_for_nothing() {
    for folder in ["src/base", "src/discord"] {
        for source in files(folder, ".rs") {
            assert!(
                Seen::of(&source).waits.is_empty(),
                "{}: base and discord are plain values; wait in platform",
                source.path
            );
        }
    }
}

#[test]
fn sql_stands_in_sql_files() {
    let mut wrong = Vec::new();
    for source in files("src", ".rs") {
        // What a feature keeps is declared with the statements that delete it; tests/migrations reads them there.
        let declares = source.path.ends_with("/holdings.rs") || source.path == "src/app/holding.rs";
        if declares || source.part().is_some_and(|part| part == "sql") {
            continue;
        }
        let is_sql = |text: &String| {
            ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].iter().any(|word| text.starts_with(word))
        };
        wrong.extend(Seen::of(&source).texts.into_iter().filter(is_sql).map(|text| format!("{}: {text}", source.path)));
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nMove the statement into the sql.rs of the feature that owns the table, as a function of its own"
    );
}

#[test]
fn only_platform_and_entry_name_cloudflare() {
    let theirs = ["worker", "js_sys", "web_sys", "wasm_bindgen", "wasm_bindgen_futures", "reqwest"];
    let mut wrong = Vec::new();
    for source in files("src", ".rs") {
        if source.module().first().is_some_and(|first| first == "platform" || first == "entry") {
            continue;
        }
        let named = named(&source).into_iter().filter(|path| theirs.contains(&path[0].as_str()));
        wrong.extend(named.map(|path| format!("{}: {}", source.path, path.join("::"))));
    }
    assert!(wrong.is_empty(), "{wrong:#?}\nWrap it in platform/");
}

#[test]
fn nothing_unwraps() {
    let mut wrong = Vec::new();
    for source in files("src", ".rs") {
        wrong.extend(Seen::of(&source).unwraps.into_iter().map(|what| format!("{}: .{what}()", source.path)));
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nA panic resets every object in the isolate; give an Error::Internal instead"
    );
}

/// `say!` and `word!` take every language, so a sentence outside of them has only one.
#[test]
fn sentences_are_written_in_every_language() {
    let mut wrong = Vec::new();
    let texts = files("src", ".rs")
        .into_iter()
        .filter(|source| source.part().is_some_and(|part| part == "text") || source.path.starts_with("src/app/text/"));
    for source in texts {
        let seen = Seen::of(&source);
        let sentences = seen.texts.into_iter().chain(seen.formats).filter(|text| is_sentence(text));
        wrong.extend(sentences.map(|text| format!("{}: {text:?}", source.path)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}\nWrite it as say!(lang, \"…\", \"…\", \"…\") or word!(…)");
}

/// Two words of letters one after another, outside of `{}` and code.
fn is_sentence(text: &str) -> bool {
    let mut plain = String::new();
    let mut inside = 0;
    for c in text.chars() {
        match c {
            '{' => inside += 1,
            '}' => inside -= 1,
            _ if inside == 0 => plain.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = plain.split(' ').collect();
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

#[test]
fn a_sentence_is_told_from_a_format() {
    assert!(is_sentence("There is nothing here."));
    assert!(is_sentence("{name} has left us"));
    for other in ["{a}\n{b}", "**{amount}** {unit}", "v1", "<@{user}>", "bytes-admin", "• {name}: {count}"] {
        assert!(!is_sentence(other), "{other}");
    }
}

/// What a file's code, without its unit tests, contains.
#[derive(Default)]
struct Seen {
    texts: Vec<String>,
    /// Format strings of `format!`.
    formats: Vec<String>,
    waits: Vec<String>,
    unwraps: Vec<String>,
}

impl Seen {
    fn of(source: &Source) -> Seen {
        let mut seen = Seen::default();
        seen.visit_file(&source.parsed());
        seen
    }
}

impl<'a> Visit<'a> for Seen {
    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        if !is_test(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }

    // Doc comments are attributes.
    fn visit_attribute(&mut self, _attribute: &'a syn::Attribute) {}

    fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
        self.texts.push(text.value());
    }

    fn visit_macro(&mut self, called: &'a syn::Macro) {
        let name = called.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let first = called.tokens.clone().into_iter().next();
        if name == "format"
            && let Some(text) = first.and_then(|token| syn::parse_str::<syn::LitStr>(&token.to_string()).ok())
        {
            self.formats.push(text.value());
        }
    }

    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        if signature.asyncness.is_some() {
            self.waits.push(format!("async fn {}", signature.ident));
        }
        syn::visit::visit_signature(self, signature);
    }

    fn visit_expr_await(&mut self, awaited: &'a syn::ExprAwait) {
        self.waits.push(".await".to_owned());
        syn::visit::visit_expr_await(self, awaited);
    }

    fn visit_expr_async(&mut self, block: &'a syn::ExprAsync) {
        self.waits.push("async block".to_owned());
        syn::visit::visit_expr_async(self, block);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if call.method == "unwrap" || call.method == "unwrap_err" {
            self.unwraps.push(call.method.to_string());
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}
