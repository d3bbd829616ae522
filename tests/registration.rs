//! Discord's command list, as the crate makes it, against Discord's rules for it.
//!
//! Sources: Discord reference, "Application Commands"; twilight-validate's numbers.

use std::collections::BTreeSet;

use guildhall::{
    app::{Audience, Command, Shape},
    base::lang::Lang,
    features::FEATURES,
};
use serde_json::Value;
use twilight_model::application::command::Command as Registered;

/// Characters of a command in all, by its longest localisation. Source: "Application Command Structure".
const CHARACTERS: usize = 8_000;
/// Commands of one application that slash opens.
const MOST: usize = 100;

fn commands() -> impl Iterator<Item = &'static Command> {
    FEATURES.iter().flat_map(|feature| feature.commands)
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[test]
fn every_command_is_one_that_discord_takes() {
    for command in commands() {
        let json = command.registration();
        let mut stored = json.clone();
        // What the model asks for and only Discord sets.
        stored["version"] = "1".into();
        if stored["description"].is_null() {
            stored["description"] = "".into();
        }
        let known: Registered = serde_json::from_value(stored).unwrap_or_else(|e| panic!("/{}: {e}", command.name));
        assert_eq!(known.name, command.name);
        if let Err(cause) = twilight_validate::command::command(&known) {
            panic!("/{}: {cause}", command.name);
        }
        assert_eq!(json["contexts"], serde_json::json!([0]), "/{}: guilds only", command.name);
    }
}

#[test]
fn there_are_not_too_many_and_names_are_unique() {
    let names: Vec<&str> = commands().map(|command| command.name).collect();
    assert!(!names.is_empty() && names.len() <= MOST, "{}", names.len());
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    let full: Vec<String> = commands().flat_map(Command::actions).map(|(name, ..)| name).collect();
    assert_eq!(full.iter().collect::<BTreeSet<_>>().len(), full.len(), "{full:?}");
    for (name, action, _) in commands().flat_map(Command::actions) {
        let options: BTreeSet<&str> = action.options.iter().map(|option| option.name).collect();
        assert_eq!(options.len(), action.options.len(), "/{name}: options of one name");
        assert!(action.options.is_sorted_by_key(|option| !option.required), "/{name}: what is required comes first");
    }
}

/// Characters of everything that Discord counts: each text by its longest localisation.
fn characters(node: &Value) -> usize {
    let longest = |text: &Value, others: &Value| {
        let others = others.as_object().into_iter().flat_map(|map| map.values());
        std::iter::once(text)
            .chain(others)
            .filter_map(Value::as_str)
            .map(|text| text.chars().count())
            .max()
            .unwrap_or_default()
    };
    let own = longest(&node["name"], &node["name_localizations"])
        + longest(&node["description"], &node["description_localizations"]);
    let choices = array(&node["choices"]).map(|choice| {
        let value = choice["value"].as_str().map_or(0, |text| text.chars().count());
        longest(&choice["name"], &choice["name_localizations"]) + value
    });
    own + choices.sum::<usize>() + array(&node["options"]).map(characters).sum::<usize>()
}

#[test]
fn every_command_fits_with_its_longest_localisation() {
    for command in commands() {
        let length = characters(&command.registration());
        assert!((2..=CHARACTERS).contains(&length), "/{}: {length}", command.name);
    }
}

/// Walks a command and everything in it.
fn each(node: &Value, path: &str, see: &mut impl FnMut(&Value, &str)) {
    let path = format!("{path} {}", node["name"].as_str().unwrap_or_default());
    see(node, &path);
    for inner in array(&node["options"]) {
        each(inner, &path, see);
    }
}

#[test]
fn every_description_is_translated_and_fits() {
    for command in commands() {
        each(&command.registration(), "", &mut |node, path| {
            if matches!(command.shape, Shape::OnUser(_) | Shape::OnMessage(_)) {
                assert!(node["description"].is_null(), "{path}: menus have no descriptions");
                return;
            }
            let translations = &node["description_localizations"];
            for lang in Lang::ALL {
                let text = lang.registered_locale().map_or(&node["description"], |locale| &translations[locale]);
                let text = text.as_str().unwrap_or_default();
                assert!((1..=100).contains(&text.chars().count()), "{path} in {lang:?}: {text:?}");
                assert_eq!(text.trim(), text, "{path} in {lang:?}");
            }
            assert!(node["name_localizations"].is_null(), "{path}: names stay English");
        });
    }
}

/// Permissions exist per top-level command only: what stands under a members' command is everybody's.
#[test]
fn staff_commands_are_hidden_from_members() {
    let mut staff = 0;
    for command in commands() {
        let needed =
            command.registration()["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
        match command.audience {
            Audience::Everyone => assert_eq!(needed, None, "/{}", command.name),
            _ => {
                staff += 1;
                assert!(needed.is_some_and(|bits| bits != 0), "/{} is for staff and shown to everybody", command.name);
            }
        }
    }
    assert!(staff > 0);
}

#[test]
fn no_staff_subcommand_stands_under_a_members_command() {
    // What an administrator does to others; a members' command that names it stands in the wrong place.
    let acts = ["grant", "revoke", "config", "import", "export", "audit", "reward", "ban", "kick", "purge", "undo"];
    for command in commands().filter(|command| command.audience == Audience::Everyone) {
        let Shape::Many(subs) = &command.shape else { continue };
        for sub in *subs {
            let words = [sub.name, sub.group.map_or("", |group| group.name)];
            assert!(!words.iter().any(|word| acts.contains(word)), "/{} {} is a staff act", command.name, sub.name);
        }
    }
}

/// The bulk PUT is the list of the features and nothing else, whatever runs it.
#[test]
fn the_printed_list_is_the_list_of_features() {
    let printed =
        std::process::Command::new(env!("CARGO_BIN_EXE_commands")).arg("--json").output().expect("the program runs");
    let printed: Vec<Value> = serde_json::from_slice(&printed.stdout).expect("JSON and nothing else");
    let own: Vec<Value> = commands().map(Command::registration).collect();
    assert_eq!(printed, own);
}

/// README holds the command table between two marks.
#[test]
fn the_readme_tells_of_every_command() {
    let table =
        std::process::Command::new(env!("CARGO_BIN_EXE_commands")).arg("--table").output().expect("the program runs");
    let table = String::from_utf8_lossy(&table.stdout).trim().to_owned();
    assert_eq!(table.lines().count(), 2 + commands().flat_map(Command::actions).count());
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("README.md is there");
    let between = readme.split_once("<!-- commands -->").and_then(|(_, rest)| rest.split_once("<!-- /commands -->"));
    let (held, _) = between.expect("README.md holds the lines <!-- commands --> and <!-- /commands -->");
    assert_eq!(held.trim(), table, "README's table is not what `commands --table` prints");
}
