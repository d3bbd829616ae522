//! Every sentence about log channels.

use twilight_model::channel::message::Embed;

use super::model::{Kind, Logs};
use crate::{
    base::{ids::ChannelId, lang::Lang},
    discord::build::{EmbedExt, embed},
    features::audit::{self, model::Act},
    say, word,
};

pub fn title(lang: Lang) -> &'static str {
    word!(lang, "Log channels", "Log-Kanäle", "Canales de registro")
}

pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::All => word!(lang, "Everything", "Alles", "Todo"),
        Kind::Moderation => word!(lang, "Moderation", "Moderation", "Moderación"),
        Kind::Verification => word!(lang, "Verification", "Verifizierung", "Verificación"),
        Kind::Bytes => word!(lang, "Bytes", "Bytes", "Bytes"),
        Kind::Squads => word!(lang, "Squads", "Trupps", "Escuadrones"),
        Kind::Settings => word!(lang, "Settings", "Einstellungen", "Ajustes"),
    }
}

/// Acts as they are told.
pub fn acts(lang: Lang, acts: &[&Act]) -> Embed {
    let lines: Vec<String> = acts.iter().map(|act| audit::text::line(lang, act, None)).collect();
    embed(word!(lang, "What was done", "Was geschah", "Lo que se hizo")).text(lines.join("\n"))
}

/// The step in `/setup`.
pub fn summary(lang: Lang, logs: &Logs) -> String {
    if logs.channels.is_empty() {
        return word!(
            lang,
            "Off. `/setup` › *Features* › *Log channels* chooses where acts are told.",
            "Aus. `/setup` › *Funktionen* › *Log-Kanäle* wählt, wo erzählt wird, was geschah.",
            "Desactivados. `/setup` › *Funciones* › *Canales de registro* elige dónde se cuenta lo que se hizo."
        )
        .to_owned();
    }
    let list = logs.channels.iter().map(|(known, channel)| format!("{} → <#{channel}>", kind(lang, *known)));
    list.collect::<Vec<_>>().join(", ")
}

/// The page on which they are chosen.
pub fn channels(lang: Lang, logs: &Logs) -> Embed {
    let none = word!(lang, "nowhere", "nirgends", "en ningún sitio");
    let lines = Kind::ALL.into_iter().map(|known| {
        let place = logs.channel(known).map_or_else(|| none.to_owned(), |channel| format!("<#{channel}>"));
        format!("{}: {place}", kind(lang, known))
    });
    let about = word!(
        lang,
        "What people and I do here is told in these channels, ten acts a message, at most once a minute. A kind's own channel and the one for everything both tell of it.",
        "Was Menschen und ich hier tun, wird in diesen Kanälen erzählt, zehn Einträge je Nachricht, höchstens einmal in der Minute. Der eigene Kanal einer Art und der für alles erzählen beide davon.",
        "Lo que hacen aquí las personas y yo se cuenta en estos canales, diez acciones por mensaje, como mucho una vez por minuto. Lo cuentan tanto el canal propio de cada tipo como el de todo."
    );
    embed(title(lang)).text(format!("{about}\n\n{}", lines.collect::<Vec<_>>().join("\n")))
}

pub fn which(lang: Lang) -> &'static str {
    word!(lang, "Which acts", "Welche Aktionen", "Qué acciones")
}

pub fn where_to(lang: Lang, known: Kind) -> String {
    let name = kind(lang, known);
    say!(lang, "{name}: where it is told", "{name}: wo es erzählt wird", "{name}: dónde se cuenta")
}

pub fn back(lang: Lang) -> &'static str {
    word!(lang, "Back", "Zurück", "Volver")
}

pub fn told_here(lang: Lang, kinds: &[Kind]) -> String {
    let list = kinds.iter().map(|known| kind(lang, *known)).collect::<Vec<_>>().join(", ");
    say!(
        lang,
        "What was done is told here: {list}.",
        "Hier wird erzählt, was geschah: {list}.",
        "Aquí se cuenta lo que se hizo: {list}."
    )
}

/// In the check-up.
pub fn cannot_speak(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "I cannot write in the log channel <#{channel}>. Give my role **View Channel**, **Send Messages** and **Embed Links** there, or choose another under `/setup` › *Features* › *Log channels*.",
        "Im Log-Kanal <#{channel}> kann ich nicht schreiben. Gib meiner Rolle dort **Kanal anzeigen**, **Nachrichten senden** und **Links einbetten** oder wähle unter `/setup` › *Funktionen* › *Log-Kanäle* einen anderen.",
        "No puedo escribir en el canal de registro <#{channel}>. Da a mi rol **Ver canal**, **Enviar mensajes** e **Insertar enlaces** allí, o elige otro en `/setup` › *Funciones* › *Canales de registro*."
    )
}

/// In the admin channel, once.
pub fn cannot_tell(lang: Lang, channel: ChannelId) -> String {
    let why = cannot_speak(lang, channel);
    say!(
        lang,
        "⚠️ {why} Until then I try once an hour; what was done meanwhile stands in `/history`.",
        "⚠️ {why} Bis dahin versuche ich es stündlich; was inzwischen geschah, steht in `/history`.",
        "⚠️ {why} Mientras tanto lo intento cada hora; lo que se hizo entretanto está en `/history`."
    )
}
