//! Where and when digests come, as administrators read it.

use twilight_model::channel::message::Embed;

use super::specs;
use crate::{
    app::DigestSection,
    base::{ids::ChannelId, lang::Lang, time::Time},
    discord::build::{EmbedExt, embed},
    features::digest::model::{DigestSettings, Frequency},
    say, word,
};

pub fn title(lang: Lang) -> &'static str {
    word!(lang, "Digests", "Berichte", "Resúmenes")
}

pub fn choose_sections(lang: Lang) -> &'static str {
    word!(lang, "What they tell of", "Wovon sie erzählen", "De qué hablan")
}

/// How often and when: "Weekly, Monday 9:00 (Europe/Berlin)".
pub fn rhythm(lang: Lang, settings: &DigestSettings) -> String {
    let (hour, zone) = (settings.hour, settings.zone.name());
    // Spanish counts one o'clock alone.
    let las = if hour == 1 { "la" } else { "las" };
    match settings.frequency {
        Frequency::Off => specs::off(lang).to_owned(),
        Frequency::Daily => say!(
            lang,
            "daily at {hour}:00 ({zone})",
            "täglich um {hour}:00 Uhr ({zone})",
            "cada día a {las} {hour}:00 ({zone})"
        ),
        Frequency::Weekly => {
            let day = weekday(lang, settings.weekday);
            say!(
                lang,
                "every {day} at {hour}:00 ({zone})",
                "jeden {day} um {hour}:00 Uhr ({zone})",
                "cada {day} a {las} {hour}:00 ({zone})"
            )
        }
    }
}

fn weekday(lang: Lang, day: i64) -> &'static str {
    usize::try_from(day).ok().and_then(|day| specs::WEEKDAYS.get(day)).map_or("?", |choice| (choice.label)(lang))
}

/// Digests as they are set, with the next one's time.
pub fn config(lang: Lang, settings: &DigestSettings, next: Option<Time>, sections: &[&DigestSection]) -> Embed {
    let channel = settings.channel.map_or_else(
        || word!(lang, "none yet", "noch keiner", "ninguno aún").to_owned(),
        |channel| format!("<#{channel}>"),
    );
    let next = next.map_or_else(
        || {
            word!(
                lang,
                "none: choose a channel with `/digest configure channel:…`",
                "keiner: wähle mit `/digest configure channel:…` einen Kanal",
                "ninguno: elige un canal con `/digest configure channel:…`"
            )
            .to_owned()
        },
        |next| format!("{} ({})", next.full(), next.relative()),
    );
    let empty = match settings.empty {
        true => word!(lang, "are sent too", "kommen auch", "también se envían"),
        false => word!(lang, "are skipped", "werden ausgelassen", "se omiten"),
    };
    let is_hidden = |section: &DigestSection| settings.hidden.iter().any(|hidden| hidden == section.name);
    let listed = sections.iter().map(|section| match is_hidden(section) {
        true => format!("~~{}~~", (section.title)(lang)),
        false => (section.title)(lang).to_owned(),
    });
    let lines = [
        (word!(lang, "Channel", "Kanal", "Canal"), channel),
        (word!(lang, "When", "Wann", "Cuándo"), rhythm(lang, settings)),
        (word!(lang, "Next", "Nächster", "Próximo"), next),
        (word!(lang, "Empty ones", "Leere", "Los vacíos"), empty.to_owned()),
        (word!(lang, "Sections", "Abschnitte", "Secciones"), listed.collect::<Vec<_>>().join(" · ")),
    ];
    let lines = lines.into_iter().map(|(name, value)| format!("{name}: **{value}**"));
    embed(title(lang)).text(lines.collect::<Vec<_>>().join("\n")).footer(word!(
        lang,
        "/digest preview shows what one would say now.",
        "/digest preview zeigt, was einer jetzt sagen würde.",
        "/digest preview muestra lo que diría uno ahora."
    ))
}

/// The step in `/setup`.
pub fn summary(lang: Lang, settings: &DigestSettings) -> String {
    match settings.plan() {
        Some((channel, _)) => format!("<#{channel}>, {} · `/digest configure`", rhythm(lang, settings)),
        None => say!(
            lang,
            "Off. `/digest configure channel:…` sends them.",
            "Aus. `/digest configure channel:…` sendet sie.",
            "Desactivados. `/digest configure channel:…` los envía."
        ),
    }
}

pub fn come_here(lang: Lang) -> &'static str {
    word!(lang, "Digests are sent here.", "Hierher kommen Berichte.", "Aquí se envían los resúmenes.")
}

pub fn no_channel(lang: Lang) -> &'static str {
    word!(
        lang,
        "Digests are off until they have a channel: `/digest configure channel:…`. `/digest preview` shows one to you alone.",
        "Berichte sind aus, bis sie einen Kanal haben: `/digest configure channel:…`. `/digest preview` zeigt dir allein einen.",
        "Los resúmenes están desactivados hasta que tengan un canal: `/digest configure channel:…`. `/digest preview` te muestra uno solo a ti."
    )
}

pub fn sent(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "Sent to <#{channel}>. The regular digest comes all the same.",
        "An <#{channel}> gesendet. Der reguläre Bericht kommt trotzdem.",
        "Enviado a <#{channel}>. El resumen habitual llega igual."
    )
}

pub fn sent_later(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "Discord does not answer at the moment. I keep trying to send it to <#{channel}>.",
        "Discord antwortet gerade nicht. Ich versuche weiter, ihn an <#{channel}> zu senden.",
        "Discord no responde ahora. Sigo intentando enviarlo a <#{channel}>."
    )
}

/// For the admin channel, or for the one who asked. `why` is a word of `posts`.
pub fn could_not_send(lang: Lang, channel: ChannelId, why: &str) -> String {
    match why {
        "channel_gone" => say!(
            lang,
            "⚠️ I could not send the digest: its channel does not exist any more. Choose another with `/digest configure channel:…`.",
            "⚠️ Der Bericht ließ sich nicht senden: Seinen Kanal gibt es nicht mehr. Wähle mit `/digest configure channel:…` einen anderen.",
            "⚠️ No pude enviar el resumen: su canal ya no existe. Elige otro con `/digest configure channel:…`."
        ),
        "not_allowed" => cannot_speak_because(lang, channel),
        _ => say!(
            lang,
            "⚠️ Discord refused the digest for <#{channel}>. Please tell the operator; `/digest preview` shows it.",
            "⚠️ Discord hat den Bericht für <#{channel}> abgelehnt. Bitte sag es dem Betreiber; `/digest preview` zeigt ihn.",
            "⚠️ Discord rechazó el resumen para <#{channel}>. Avisa al operador; `/digest preview` lo muestra."
        ),
    }
}

fn cannot_speak_because(lang: Lang, channel: ChannelId) -> String {
    format!(
        "⚠️ {} {}",
        word!(
            lang,
            "I could not send the digest.",
            "Der Bericht ließ sich nicht senden.",
            "No pude enviar el resumen."
        ),
        cannot_speak(lang, channel)
    )
}

pub fn cannot_speak(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "I cannot write in <#{channel}>, where digests should come. Give my role **View Channel**, **Send Messages** and **Embed Links** there.",
        "In <#{channel}>, wohin Berichte kommen sollen, kann ich nicht schreiben. Gib meiner Rolle dort **Kanal anzeigen**, **Nachrichten senden** und **Links einbetten**.",
        "No puedo escribir en <#{channel}>, donde deben llegar los resúmenes. Da a mi rol **Ver canal**, **Enviar mensajes** e **Insertar enlaces** allí."
    )
}

pub fn channel_gone(lang: Lang) -> &'static str {
    word!(
        lang,
        "The channel for digests does not exist any more, or I cannot see it. Choose another with `/digest configure channel:…`.",
        "Den Kanal für Berichte gibt es nicht mehr oder ich sehe ihn nicht. Wähle mit `/digest configure channel:…` einen anderen.",
        "El canal de los resúmenes ya no existe o no lo veo. Elige otro con `/digest configure channel:…`."
    )
}
