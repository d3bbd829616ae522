//! Prints what is derived from the one list of features: `--json` Discord's command list for the
//! bulk PUT, `--table` the command table of the README, `--permissions` what the bot's role needs
//! (Discord's bit set, a decimal number), `--openapi` the API's document, `--api-docs` its readable page, `--pages` the
//! paths of the dashboard's pages below a guild, as a JSON array.

use guildhall::{
    app::{
        Audience, Command,
        api::{docs, document},
        invite,
    },
    base::lang::Lang,
    features::FEATURES,
};

fn main() {
    let commands: Vec<&Command> = FEATURES.iter().flat_map(|feature| feature.commands).collect();
    match std::env::args().nth(1).as_deref() {
        Some("--json") => {
            let list = commands.iter().map(|command| command.registration()).collect();
            println!("{}", serde_json::Value::Array(list));
        }
        Some("--permissions") => println!("{}", invite::permissions(FEATURES).bits()),
        Some("--openapi") => println!("{:#}", document::openapi(FEATURES)),
        Some("--api-docs") => print!("{}", docs::page(FEATURES)),
        Some("--pages") => {
            let pages = FEATURES.iter().flat_map(|feature| feature.pages).map(|page| page.path.into()).collect();
            println!("{}", serde_json::Value::Array(pages));
        }
        Some("--table") => print!("{}", table(&commands)),
        _ => {
            eprintln!("usage: commands --json | --table | --permissions | --openapi | --api-docs | --pages");
            std::process::exit(2);
        }
    }
}

fn table(commands: &[&Command]) -> String {
    let mut table = String::from("| command | for | does |\n|---|---|---|\n");
    for command in commands {
        let audience = match command.audience {
            Audience::Everyone => "everyone",
            Audience::Moderators(_) => "moderators",
            Audience::Admins => "admins",
            Audience::Operators => "operator",
        };
        for (name, _, about) in command.actions() {
            table.push_str(&format!("| `{}` | {audience} | {} |\n", command.shown(&name), about(Lang::En)));
        }
    }
    table
}
