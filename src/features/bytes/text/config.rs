//! The economy's settings as administrators read them.

use twilight_model::channel::message::Embed;

use crate::{
    base::{
        lang::Lang,
        time::Time,
        words::{self, number},
    },
    discord::build::{EmbedExt, embed},
    features::bytes::{
        logic::{self, Unfit},
        model::{BytesSettings, Stacking},
    },
    say, word,
};

pub fn unfit_ladder(lang: Lang, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Form(part) => {
            let part = words::shortened(&words::quoted(part), 60);
            say!(
                lang,
                "I cannot read the step \"{part}\". Write days, a name and a factor, as in `8 CHAR x2, 16 SHORT x4`.",
                "Die Stufe „{part}“ kann ich nicht lesen. Schreibe Tage, einen Namen und einen Faktor, wie `8 CHAR x2, 16 SHORT x4`.",
                "No puedo leer el escalón «{part}». Escribe días, nombre y factor, como `8 CHAR x2, 16 SHORT x4`."
            )
        }
        Unfit::Range(part) => {
            let part = words::shortened(&words::quoted(part), 60);
            say!(
                lang,
                "The step \"{part}\" does not fit: days go from 1 to 10,000, factors from x1 to x1000, each day once.",
                "Die Stufe „{part}“ passt nicht: Tage von 1 bis 10.000, Faktoren von x1 bis x1000, jeder Tag einmal.",
                "El escalón «{part}» no encaja: días de 1 a 10.000, factores de x1 a x1000, cada día una vez."
            )
        }
        Unfit::TooMany => say!(
            lang,
            "A ladder has at most 12 steps.",
            "Eine Leiter hat höchstens 12 Stufen.",
            "Una escala tiene como máximo 12 escalones."
        ),
    }
}

/// The economy, with what changed marked.
pub fn config(lang: Lang, before: &BytesSettings, after: &BytesSettings, now: Time) -> Embed {
    let (old, new) = (config_rows(lang, before, now), config_rows(lang, after, now));
    let changed = before != after;
    let title = match changed {
        true => word!(lang, "Bytes: changed", "Bytes: geändert", "Bytes: cambiado"),
        false => word!(lang, "Bytes: settings", "Bytes: Einstellungen", "Bytes: ajustes"),
    };
    let lines = new.iter().zip(&old).map(|((name, value), (_, was))| {
        if value == was { format!("{name}: **{value}**") } else { format!("{name}: ~~{was}~~ → **{value}**") }
    });
    let (veteran, newcomer) = (year(after, 365), year(after, 0));
    let (veteran, newcomer) = (number(lang, veteran), number(lang, newcomer));
    embed(title)
        .text(lines.collect::<Vec<_>>().join("\n"))
        .field(
            word!(lang, "A year of daily bytes", "Ein Jahr Tages-Bytes", "Un año de bytes diarios"),
            say!(
                lang,
                "a newcomer who never misses a day: **{newcomer}**\nsomebody with a year's streak: **{veteran}**",
                "ein Neuling, der keinen Tag auslässt: **{newcomer}**\njemand mit einem Jahr Serie: **{veteran}**",
                "alguien nuevo que no falta ningún día: **{newcomer}**\nalguien con un año de racha: **{veteran}**"
            ),
        )
        .footer(word!(
            lang,
            "Changes count at once; a moved day from its next start.",
            "Änderungen gelten sofort; ein verschobener Tag ab seinem nächsten Beginn.",
            "Los cambios valen enseguida; un día movido, desde su próximo inicio."
        ))
}

/// What 365 days in a row pay after a streak.
fn year(settings: &BytesSettings, streak: i64) -> i64 {
    (1..=365).fold(0_i64, |sum, day| sum.saturating_add(logic::payout(settings, streak + day).get()))
}

fn config_rows(lang: Lang, settings: &BytesSettings, now: Time) -> Vec<(&'static str, String)> {
    let none = || word!(lang, "none", "keine", "ninguno").to_owned();
    let ladder = logic::ladder_text(&settings.ladder);
    let hours = match settings.cooldown_hours {
        0 => none(),
        hours => format!("{} h", number(lang, hours)),
    };
    let boundary = &settings.boundary;
    let zone = boundary.zone.name().to_owned();
    let waits = boundary.before.is_some() && now < boundary.from;
    let from = if waits { format!(" ({})", boundary.from.relative()) } else { String::new() };
    let stacking = match settings.stacking {
        Stacking::All => super::specs::stack_all(lang),
        Stacking::HighestOnly => super::specs::stack_highest(lang),
    };
    vec![
        (word!(lang, "Starting balance", "Startguthaben", "Saldo inicial"), number(lang, settings.starting.get())),
        (word!(lang, "Daily", "Täglich", "Diario"), number(lang, settings.daily.get())),
        (word!(lang, "Ladder", "Leiter", "Escala"), if ladder.is_empty() { none() } else { ladder }),
        (
            word!(lang, "Cap of a day", "Grenze eines Tages", "Límite diario"),
            settings.cap.map_or_else(none, |cap| number(lang, cap.get())),
        ),
        (
            word!(lang, "Day starts at midnight in", "Tagesbeginn um Mitternacht in", "El día empieza a medianoche en"),
            zone + &from,
        ),
        (word!(lang, "Grace days", "Kulanztage", "Días de gracia"), number(lang, settings.grace)),
        (
            word!(lang, "Largest transfer", "Größte Überweisung", "Transferencia máxima"),
            number(lang, settings.transfer_maximum.get()),
        ),
        (word!(lang, "Between transfers", "Zwischen Überweisungen", "Entre transferencias"), hours),
        (
            word!(lang, "Days of membership to give", "Tage Mitgliedschaft zum Geben", "Días de membresía para dar"),
            number(lang, settings.membership_days),
        ),
        (
            word!(lang, "Rewards are earned by", "Belohnungen verdient man durch", "Las recompensas se ganan por"),
            super::measure(lang, settings.measure).to_owned(),
        ),
        (word!(lang, "Rewards kept", "Behaltene Belohnungen", "Recompensas conservadas"), stacking.to_owned()),
    ]
}
