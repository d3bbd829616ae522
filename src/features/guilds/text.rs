//! What is said where the bot was added.

use twilight_model::channel::message::Component;

use crate::{
    app::text,
    base::{error::Missing, ids::GuildId, lang::Lang, words},
    discord::build::{link, row},
    say, word,
};

/// A guild's name as people wrote it. Discord's longest has 100 characters.
fn shown(name: &str) -> String {
    words::shortened(&words::quoted(name), 200)
}

pub fn first_steps(lang: Lang, name: &str) -> String {
    let name = shown(name);
    say!(
        lang,
        "👋 I am Guildhall, and I am now in **{name}**. I look after bytes and squads, help moderators with their cases, and can keep a gate for newcomers. The first steps, for whoever has **Manage Server**:\n1. `/setup` checks what I may do and asks a few questions.\n2. `/setupverification` sets up a gate, if you want one.\n3. `/help` shows everything I can do.\nBytes, squads and the moderators' commands work at once; what acts by itself stays off until you switch it on.",
        "👋 Ich bin Guildhall und jetzt auf **{name}**. Ich kümmere mich um Bytes und Trupps, helfe Moderatoren bei ihren Fällen und kann ein Tor für Neue hüten. Die ersten Schritte, für alle mit **Server verwalten**:\n1. `/setup` prüft, was ich darf, und stellt ein paar Fragen.\n2. `/setupverification` richtet ein Tor ein, falls du eines möchtest.\n3. `/help` zeigt alles, was ich kann.\nBytes, Trupps und die Befehle der Moderatoren gehen sofort; was von selbst handelt, bleibt aus, bis du es einschaltest.",
        "👋 Soy Guildhall y ya estoy en **{name}**. Me ocupo de los bytes y los escuadrones, ayudo a la moderación con sus casos y puedo guardar una puerta para quienes llegan. Los primeros pasos, para quien tenga **Gestionar servidor**:\n1. `/setup` revisa qué puedo hacer y hace unas preguntas.\n2. `/setupverification` prepara una puerta, si quieres una.\n3. `/help` muestra todo lo que sé hacer.\nLos bytes, los escuadrones y los comandos de moderación funcionan desde ya; lo que actúa por sí solo queda apagado hasta que lo actives."
    )
}

/// Where settings are there already: the bot came back, or was given other permissions.
pub fn welcome_back(lang: Lang, name: &str) -> String {
    let name = shown(name);
    say!(
        lang,
        "👋 I am in **{name}** again, and its settings are as they were. `/setup` checks whether I have the permissions that they need.",
        "👋 Ich bin wieder auf **{name}**, und die Einstellungen sind, wie sie waren. `/setup` prüft, ob ich die Berechtigungen habe, die sie brauchen.",
        "👋 Estoy de nuevo en **{name}** y sus ajustes siguen como estaban. `/setup` revisa si tengo los permisos que necesitan."
    )
}

pub fn not_served(lang: Lang, name: &str) -> String {
    let (name, sentence) = (shown(name), text::without(lang, Missing::Guild));
    format!("**{name}**: {sentence}")
}

/// The way to the guild, for who reads it in direct messages.
pub fn open(lang: Lang, guild: GuildId) -> Component {
    let label = word!(lang, "Open the server", "Zum Server", "Abrir el servidor");
    row(vec![link(label, format!("https://discord.com/channels/{guild}"))])
}
