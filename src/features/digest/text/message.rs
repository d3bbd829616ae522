//! The digest itself.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        ids::{ChannelId, RoleId},
        lang::Lang,
        words::{self, number},
    },
    discord::build::{EmbedExt, embed},
    features::{
        digest::{compose::Subject, logic::Late, model::Kind},
        roles,
    },
    say, word,
};

/// A digest of sections: title and text of each.
pub fn digest(lang: Lang, subject: Subject, sections: &[(&'static str, String)]) -> Embed {
    let title = match (subject.kind, subject.is_week) {
        (Kind::Now, true) => word!(lang, "The last seven days", "Die letzten sieben Tage", "Los últimos siete días"),
        (Kind::Now, false) => word!(lang, "The last 24 hours", "Die letzten 24 Stunden", "Las últimas 24 horas"),
        (_, true) => word!(lang, "Weekly digest", "Wochenbericht", "Resumen semanal"),
        (_, false) => word!(lang, "Daily digest", "Tagesbericht", "Resumen diario"),
    };
    let (start, end) = (subject.period.start.full(), subject.period.end.full());
    let mut text = format!("{start} – {end}");
    if let Some(late) = subject.late {
        text = format!("{text}\n{}", comes_late(lang, late));
    }
    if sections.is_empty() {
        text = format!("{text}\n\n{}", nothing(lang));
    }
    let footer = match (subject.late, subject.is_week) {
        (Some(Late::WithOthers), _) => word!(
            lang,
            "▲ ▼ compared with as much time before",
            "▲ ▼ gegenüber ebenso viel Zeit davor",
            "▲ ▼ frente a otro tanto tiempo anterior"
        ),
        (_, true) => word!(
            lang,
            "▲ ▼ compared with the week before",
            "▲ ▼ gegenüber der Woche davor",
            "▲ ▼ frente a la semana anterior"
        ),
        (_, false) => {
            word!(lang, "▲ ▼ compared with the day before", "▲ ▼ gegenüber dem Tag davor", "▲ ▼ frente al día anterior")
        }
    };
    let shown = sections.iter().fold(embed(title).text(text), |shown, (title, text)| shown.field(*title, text.clone()));
    if sections.is_empty() { shown } else { shown.footer(footer) }
}

fn nothing(lang: Lang) -> &'static str {
    word!(lang, "Nothing happened.", "Es ist nichts geschehen.", "No pasó nada.")
}

fn comes_late(lang: Lang, late: Late) -> &'static str {
    match late {
        Late::Itself => word!(
            lang,
            "⏰ It comes late: I was not running when it was due.",
            "⏰ Er kommt spät: Als er fällig war, lief ich nicht.",
            "⏰ Llega tarde: cuando tocaba, yo no estaba en marcha."
        ),
        Late::WithOthers => word!(
            lang,
            "⏰ It comes late and tells of all this time at once: I was not running when earlier ones were due.",
            "⏰ Er kommt spät und erzählt von dieser ganzen Zeit auf einmal: Als frühere fällig waren, lief ich nicht.",
            "⏰ Llega tarde y cuenta todo este tiempo a la vez: cuando tocaban los anteriores, yo no estaba en marcha."
        ),
    }
}

pub fn failures_title(lang: Lang) -> &'static str {
    word!(lang, "Needs an administrator", "Braucht die Administration", "Necesita a la administración")
}

pub fn role_failed(lang: Lang, role: RoleId, reason: roles::model::Reason, count: i64) -> String {
    let (why, count) = (roles::text::reason(lang, reason), number(lang, count));
    format!("⚠️ <@&{role}> (×{count}): {why}")
}

pub fn post_failed(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "⚠️ I could not write in <#{channel}>. `/setup` says what is missing.",
        "⚠️ In <#{channel}> konnte ich nicht schreiben. `/setup` sagt, was fehlt.",
        "⚠️ No pude escribir en <#{channel}>. `/setup` dice qué falta."
    )
}

pub fn job_failed(lang: Lang, name: &str) -> String {
    let name = words::plain(name);
    say!(
        lang,
        "⚠️ The job `{name}` fails. The operator finds the reason in `/status` and in the Worker's log.",
        "⚠️ Die Aufgabe `{name}` schlägt fehl. Den Grund findet der Betreiber in `/status` und im Log des Workers.",
        "⚠️ La tarea `{name}` falla. El operador ve la razón en `/status` y en el registro del Worker."
    )
}
