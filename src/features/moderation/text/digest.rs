//! Cases in the digest.

use crate::{
    app::digest::bar_line,
    base::lang::Lang,
    features::moderation::{digest::Count, model::Kind},
    word,
};

pub fn digest_title(lang: Lang) -> &'static str {
    word!(lang, "Moderation", "Moderation", "Moderación")
}

/// A line for each kind of case, the hardest first, beside the period before.
pub fn digest(lang: Lang, now: &[Count], before: &[Count]) -> String {
    let order = [
        Kind::Ban,
        Kind::Kick,
        Kind::Timeout,
        Kind::Restrict,
        Kind::Warn,
        Kind::Note,
        Kind::Unban,
        Kind::Untimeout,
        Kind::Lift,
    ];
    let of = |rows: &[Count], kind| rows.iter().find(|row| row.kind == kind).map_or(0, |row| row.count);
    let largest = now.iter().map(|row| row.count).max().unwrap_or_default();
    let lines = order.into_iter().filter(|kind| of(now, *kind) > 0).map(|kind| {
        let count = of(now, kind);
        bar_line(lang, count, largest, named(lang, kind, count), of(before, kind))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn named(lang: Lang, kind: Kind, count: i64) -> &'static str {
    match (kind, count == 1) {
        (Kind::Unban, true) => word!(lang, "ban lifted", "Bann aufgehoben", "veto retirado"),
        (Kind::Unban, false) => word!(lang, "bans lifted", "Banne aufgehoben", "vetos retirados"),
        (Kind::Untimeout, true) => word!(lang, "timeout ended", "Auszeit beendet", "aislamiento terminado"),
        (Kind::Untimeout, false) => word!(lang, "timeouts ended", "Auszeiten beendet", "aislamientos terminados"),
        (Kind::Lift, true) => word!(lang, "restriction lifted", "Einschränkung aufgehoben", "restricción retirada"),
        (Kind::Lift, false) => {
            word!(lang, "restrictions lifted", "Einschränkungen aufgehoben", "restricciones retiradas")
        }
        _ => super::cases::named(lang, kind, count),
    }
}
