//! What a person is told by direct message, in the guild's language.

use crate::{
    base::{lang::Lang, words},
    discord::{
        build::{AMBER, BRASS, EmbedExt, embed},
        reply::Message,
    },
    features::moderation::model::{Kind, Order},
    say, word,
};

pub fn dm(lang: Lang, order: &Order, number: i64, guild: &str) -> Message {
    let guild = words::quoted(guild);
    let title = match order.kind {
        Kind::Warn => say!(lang, "A warning from {guild}", "Eine Verwarnung von {guild}", "Una advertencia de {guild}"),
        Kind::Timeout => {
            say!(
                lang,
                "You have a timeout in {guild}",
                "Du hast eine Auszeit in {guild}",
                "Tienes un aislamiento en {guild}"
            )
        }
        Kind::Kick => {
            say!(lang, "You were removed from {guild}", "Du wurdest aus {guild} entfernt", "Te expulsaron de {guild}")
        }
        Kind::Ban => {
            say!(lang, "You were banned from {guild}", "Du wurdest aus {guild} gebannt", "Te vetaron de {guild}")
        }
        _ => say!(lang, "News from {guild}", "Nachricht von {guild}", "Noticias de {guild}"),
    };
    let mut shown = embed(title).colored(AMBER);
    if let Some(reason) = &order.reason {
        shown = shown.field(word!(lang, "Why", "Warum", "Por qué"), words::quoted(reason));
    }
    if let Some(until) = order.expires {
        let label = word!(lang, "Until", "Bis", "Hasta");
        shown = shown.field(label, format!("{} ({})", until.full(), until.relative()));
    }
    if let Some(evidence) = order.evidence.as_ref().filter(|evidence| !evidence.text.is_empty()) {
        let label = word!(lang, "Your message", "Deine Nachricht", "Tu mensaje");
        shown = shown.field(label, words::shortened(&words::quoted(&evidence.text), 500));
    }
    let number = words::number(lang, number);
    Message::embed(shown.footer(say!(lang, "Case {number}", "Fall {number}", "Caso {number}")))
}

/// What takes the place of a message whose act did not happen after all.
pub fn dm_undone(lang: Lang, order: &Order, guild: &str) -> Message {
    let guild = words::quoted(guild);
    let text = match order.kind {
        Kind::Ban => say!(
            lang,
            "You were not banned from {guild} after all. Please ignore the message that stood here.",
            "Du wurdest doch nicht aus {guild} gebannt. Bitte vergiss, was hier stand.",
            "Al final no te vetaron de {guild}. Ignora el mensaje que había aquí."
        ),
        _ => say!(
            lang,
            "You were not removed from {guild} after all. Please ignore the message that stood here.",
            "Du wurdest doch nicht aus {guild} entfernt. Bitte vergiss, was hier stand.",
            "Al final no te expulsaron de {guild}. Ignora el mensaje que había aquí."
        ),
    };
    Message::embed(embed(word!(lang, "A mistake", "Ein Irrtum", "Un error")).text(text).colored(BRASS))
}
