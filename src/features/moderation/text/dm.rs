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
        Kind::Restrict => say!(
            lang,
            "You are restricted in {guild}",
            "Du bist in {guild} eingeschränkt",
            "Estás restringido en {guild}"
        ),
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

/// Leads to where the person can say something against it.
pub fn appeal_button(lang: Lang) -> &'static str {
    word!(lang, "Appeal", "Einspruch einlegen", "Apelar")
}

/// What takes the place of a message whose act did not happen after all.
pub fn dm_undone(lang: Lang, kind: Kind, guild: &str) -> Message {
    let forget = word!(
        lang,
        "Please ignore the message that stood here.",
        "Bitte vergiss, was hier stand.",
        "Ignora el mensaje que había aquí."
    );
    mistake(lang, kind, guild, forget)
}

/// As [`dm_undone`], below the message, for one that was sent long ago.
pub fn dm_undone_later(lang: Lang, kind: Kind, guild: &str) -> Message {
    let forget = word!(
        lang,
        "Please ignore what I wrote before.",
        "Bitte vergiss, was ich zuvor geschrieben habe.",
        "Ignora lo que escribí antes."
    );
    mistake(lang, kind, guild, forget)
}

fn mistake(lang: Lang, kind: Kind, guild: &str, forget: &str) -> Message {
    let guild = words::quoted(guild);
    let text = match kind {
        Kind::Ban => say!(
            lang,
            "You were not banned from {guild} after all. {forget}",
            "Du wurdest doch nicht aus {guild} gebannt. {forget}",
            "Al final no te vetaron de {guild}. {forget}"
        ),
        _ => say!(
            lang,
            "You were not removed from {guild} after all. {forget}",
            "Du wurdest doch nicht aus {guild} entfernt. {forget}",
            "Al final no te expulsaron de {guild}. {forget}"
        ),
    };
    Message::embed(embed(word!(lang, "A mistake", "Ein Irrtum", "Un error")).text(text).colored(BRASS))
}

/// The way back for who was kicked.
pub fn invite_dm(lang: Lang, guild: &str, code: &str) -> String {
    let guild = words::quoted(guild);
    say!(
        lang,
        "Your removal from {guild} was taken back. You are welcome again, within 7 days: https://discord.gg/{code}",
        "Dass du aus {guild} entfernt wurdest, ist zurückgenommen. Du bist wieder willkommen, innerhalb von 7 Tagen: https://discord.gg/{code}",
        "Se deshizo tu expulsión de {guild}. Puedes volver durante 7 días: https://discord.gg/{code}"
    )
}
