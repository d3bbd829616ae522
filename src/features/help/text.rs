//! Every sentence of `/help` and `/ping`.

use twilight_model::channel::message::Embed;

use crate::{
    app::{Action, Command, Shape},
    base::{lang::Lang, words},
    discord::{
        build::{EmbedExt, embed},
        command::{OptKind, Text},
    },
    say, word,
};

pub fn help(lang: Lang) -> &'static str {
    word!(lang, "What I can do", "Was ich kann", "Lo que sé hacer")
}

pub fn help_command(lang: Lang) -> &'static str {
    word!(lang, "More about one command", "Mehr über einen Befehl", "Más sobre un comando")
}

pub fn ping(lang: Lang) -> &'static str {
    word!(lang, "Am I there?", "Bin ich da?", "¿Estoy ahí?")
}

pub fn pong(lang: Lang) -> &'static str {
    word!(lang, "Pong. I am here.", "Pong. Ich bin da.", "Pong. Aquí estoy.")
}

pub fn overview(lang: Lang, commands: &[&Command]) -> Embed {
    let mut shown = embed(word!(lang, "Commands", "Befehle", "Comandos"));
    let lines = |command: &Command| -> Vec<String> {
        command
            .actions()
            .into_iter()
            .map(|(name, _, about)| format!("`{}` {}", command.shown(&name), about(lang)))
            .collect()
    };
    let (single, grouped): (Vec<&Command>, Vec<&Command>) =
        commands.iter().copied().partition(|command| !matches!(command.shape, Shape::Many(_)));
    for command in grouped {
        shown = shown.field(format!("/{} · {}", command.name, (command.about)(lang)), lines(command).join("\n"));
    }
    if !single.is_empty() {
        let list: Vec<String> = single.into_iter().flat_map(lines).collect();
        shown = shown.field(word!(lang, "And", "Und", "Y"), list.join("\n"));
    }
    shown.footer(word!(
        lang,
        "/help command:… tells more about one.",
        "/help command:… sagt mehr über einen.",
        "/help command:… explica uno de ellos."
    ))
}

pub fn one(lang: Lang, shown_name: String, action: &Action, about: Text) -> Embed {
    let mut shown = embed(shown_name).text(about(lang));
    for option in action.options {
        let needed = if option.required { word!(lang, " (needed)", " (nötig)", " (necesario)") } else { "" };
        shown = shown.field(
            format!("{}{needed}", option.name),
            format!("{}{}", (option.about)(lang), range(lang, &option.kind)),
        );
    }
    shown
}

fn range(lang: Lang, kind: &OptKind) -> String {
    match kind {
        OptKind::Integer { min, max } => {
            let (min, max) = (words::number(lang, *min), words::number(lang, *max));
            say!(lang, "\n{min} to {max}", "\n{min} bis {max}", "\nde {min} a {max}")
        }
        OptKind::Text { max, .. } => {
            say!(lang, "\nup to {max} characters", "\nbis {max} Zeichen", "\nhasta {max} caracteres")
        }
        OptKind::Choice(choices) => {
            let labels: Vec<&str> = choices.iter().map(|choice| (choice.label)(lang)).collect();
            format!("\n{}", labels.join(" · "))
        }
        OptKind::Boolean | OptKind::User | OptKind::Role | OptKind::Channel | OptKind::Attachment => String::new(),
    }
}

pub fn no_such_command(lang: Lang, name: &str) -> String {
    let name = words::shortened(&words::quoted(name), 60);
    say!(
        lang,
        "There is no command \"{name}\" that you can use. `/help` lists them all.",
        "Einen Befehl „{name}“, den du nutzen kannst, gibt es nicht. `/help` zeigt alle.",
        "No hay ningún comando «{name}» que puedas usar. `/help` los muestra todos."
    )
}
