//! Verifications in the digest.

use super::detection;
use crate::{
    app::digest::{bar_line, moved},
    base::{duration, lang::Lang, time::Time, words::number},
    features::verification::digest::{Late, Sums},
    say, word,
};

/// What came, what was decided, and how long it took.
pub fn digest(lang: Lang, now: Sums, before: Sums) -> String {
    let largest = now.opened.max(now.resolved());
    let opened = word!(lang, "opened", "eröffnet", "abiertas");
    let resolved = word!(lang, "decided", "entschieden", "decididas");
    let (verified, rejected) = (number(lang, now.verified), number(lang, now.rejected));
    let mut lines = vec![
        bar_line(lang, now.opened, largest, opened, before.opened),
        bar_line(lang, now.resolved(), largest, resolved, before.resolved()),
    ];
    if now.resolved() > 0 {
        lines.push(say!(
            lang,
            "✅ **{verified}** approved · ⛔ **{rejected}** rejected",
            "✅ **{verified}** freigegeben · ⛔ **{rejected}** abgelehnt",
            "✅ **{verified}** aprobadas · ⛔ **{rejected}** rechazadas"
        ));
    }
    if let Some(median) = now.median {
        let (took, change) = (
            duration::shown(lang, median),
            before.median.map(|before| moved(lang, median, before)).unwrap_or_default(),
        );
        let gap = if change.is_empty() { "" } else { " " };
        lines.push(say!(
            lang,
            "Half of them within **{took}**{gap}{change}",
            "Die Hälfte innerhalb von **{took}**{gap}{change}",
            "La mitad en menos de **{took}**{gap}{change}"
        ));
    }
    lines.join("\n")
}

pub fn late_title(lang: Lang) -> &'static str {
    word!(lang, "Open for long", "Lange offen", "Abiertas hace tiempo")
}

/// How many alerts are open for long, and the oldest.
pub fn late(lang: Lang, sum: i64, oldest: &[Late]) -> String {
    let count = number(lang, sum);
    let head = match sum {
        1 => say!(
            lang,
            "**1** alert waits for more than 12 hours · `/inbox`",
            "**1** Meldung wartet seit mehr als 12 Stunden · `/inbox`",
            "**1** alerta espera desde hace más de 12 horas · `/inbox`"
        ),
        _ => say!(
            lang,
            "**{count}** alerts wait for more than 12 hours · `/inbox`",
            "**{count}** Meldungen warten seit mehr als 12 Stunden · `/inbox`",
            "**{count}** alertas esperan desde hace más de 12 horas · `/inbox`"
        ),
    };
    let lines = oldest.iter().map(|late| {
        let (kind, since) = (detection(lang, late.detection), Time::from_millis(late.opened_at).relative());
        let mine = late.mine.map(|by| format!(" · <@{by}>")).unwrap_or_default();
        let link = super::alert_link(lang, late.guild, late.channel, late.message);
        format!("🔴 <@{}> · {kind} · {since}{mine}{link}", late.user)
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}
