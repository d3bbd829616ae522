//! Every sentence about the pause.

use crate::{
    base::{lang::Lang, time::Time},
    say, word,
};

pub fn specs_pause(lang: Lang) -> &'static str {
    word!(
        lang,
        "Stop automatic acts for a while: they only tell moderators",
        "Automatische Maßnahmen eine Weile anhalten: sie melden nur",
        "Detener un rato las acciones automáticas: solo avisan"
    )
}

pub fn specs_minutes(lang: Lang) -> &'static str {
    word!(
        lang,
        "For how long; 60 if you don't say, 0 ends the pause",
        "Wie lange; ohne Angabe 60, 0 beendet die Pause",
        "Cuánto tiempo; 60 si no lo dices, 0 termina la pausa"
    )
}

/// The answer to the one who set it.
pub fn paused(lang: Lang, until: Time) -> String {
    let (full, relative) = (until.full(), until.relative());
    say!(
        lang,
        "⏸️ Automatic acts are paused until {full} ({relative}). Rules and detection go on looking, but they only tell moderators. What people order, and terms that end, go on. `/pause minutes:0` ends it.",
        "⏸️ Automatische Maßnahmen sind bis {full} angehalten ({relative}). Regeln und Erkennung sehen weiter hin, melden aber nur. Was Menschen anordnen und Fristen, die enden, laufen weiter. `/pause minutes:0` beendet es.",
        "⏸️ Las acciones automáticas están en pausa hasta {full} ({relative}). Las reglas y la detección siguen mirando, pero solo avisan. Lo que ordenan las personas y los plazos que terminan siguen. `/pause minutes:0` la termina."
    )
}

/// As the check-up tells it.
pub fn is_paused(lang: Lang, until: Time) -> String {
    let (full, relative) = (until.full(), until.relative());
    say!(
        lang,
        "Automatic acts are paused until {full} ({relative}). `/pause minutes:0` ends it.",
        "Automatische Maßnahmen sind bis {full} angehalten ({relative}). `/pause minutes:0` beendet es.",
        "Las acciones automáticas están en pausa hasta {full} ({relative}). `/pause minutes:0` la termina."
    )
}

pub fn ended(lang: Lang) -> &'static str {
    word!(
        lang,
        "▶️ The pause is over. Automatic acts work again.",
        "▶️ Die Pause ist vorbei. Automatische Maßnahmen wirken wieder.",
        "▶️ La pausa terminó. Las acciones automáticas vuelven a actuar."
    )
}

pub fn was_not_paused(lang: Lang) -> &'static str {
    word!(
        lang,
        "Nothing is paused. `/pause` stops automatic acts for an hour.",
        "Es ist nichts angehalten. `/pause` hält automatische Maßnahmen eine Stunde an.",
        "No hay nada en pausa. `/pause` detiene las acciones automáticas una hora."
    )
}
