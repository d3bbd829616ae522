//! Cases as moderators read them.

use twilight_model::channel::message::Embed;

use crate::{
    base::{ids::UserId, lang::Lang, time::Time, words},
    discord::build::{AMBER, BRASS, EmbedExt, GREEN, embed},
    features::moderation::model::{Case, CaseNote, Kind, Resolution, State},
    say, word,
};

pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Note => word!(lang, "Note", "Notiz", "Nota"),
        Kind::Warn => word!(lang, "Warning", "Verwarnung", "Advertencia"),
        Kind::Timeout => word!(lang, "Timeout", "Auszeit", "Aislamiento"),
        Kind::Untimeout => word!(lang, "Timeout ended", "Auszeit beendet", "Fin del aislamiento"),
        Kind::Kick => word!(lang, "Kick", "Kick", "Expulsión"),
        Kind::Ban => word!(lang, "Ban", "Bann", "Veto"),
        Kind::Unban => word!(lang, "Ban lifted", "Bann aufgehoben", "Veto levantado"),
        Kind::Restrict => word!(lang, "Restriction", "Einschränkung", "Restricción"),
        Kind::Lift => word!(lang, "Restriction lifted", "Einschränkung aufgehoben", "Restricción levantada"),
    }
}

/// "2 warnings" and the like, for a history in a line.
pub fn counted(lang: Lang, kind: Kind, count: i64) -> String {
    format!("{} {}", words::number(lang, count), named(lang, kind, count))
}

pub fn named(lang: Lang, kind: Kind, count: i64) -> &'static str {
    match (kind, count == 1) {
        (Kind::Note, true) => word!(lang, "note", "Notiz", "nota"),
        (Kind::Note, false) => word!(lang, "notes", "Notizen", "notas"),
        (Kind::Warn, true) => word!(lang, "warning", "Verwarnung", "advertencia"),
        (Kind::Warn, false) => word!(lang, "warnings", "Verwarnungen", "advertencias"),
        (Kind::Timeout, true) => word!(lang, "timeout", "Auszeit", "aislamiento"),
        (Kind::Timeout, false) => word!(lang, "timeouts", "Auszeiten", "aislamientos"),
        (Kind::Kick, true) => word!(lang, "kick", "Kick", "expulsión"),
        (Kind::Kick, false) => word!(lang, "kicks", "Kicks", "expulsiones"),
        (Kind::Ban, true) => word!(lang, "ban", "Bann", "veto"),
        (Kind::Ban, false) => word!(lang, "bans", "Banne", "vetos"),
        (_, true) => word!(lang, "restriction", "Einschränkung", "restricción"),
        (_, false) => word!(lang, "restrictions", "Einschränkungen", "restricciones"),
    }
}

pub fn nothing_known(lang: Lang) -> &'static str {
    word!(lang, "nothing so far", "bisher nichts", "nada hasta ahora")
}

/// A person as others read of them: by mention, and by name for when they are gone.
fn person(user: UserId, name: &str) -> String {
    match name.is_empty() {
        true => format!("<@{user}>"),
        false => format!("<@{user}> ({})", words::quoted(name)),
    }
}

fn decided_by(lang: Lang, case: &Case) -> String {
    match (case.moderator, &case.rule) {
        (Some(moderator), _) => format!("<@{moderator}>"),
        (None, Some(rule)) => words::quoted(rule),
        (None, None) => word!(lang, "by itself", "von selbst", "de forma automática").to_owned(),
    }
}

/// Where a case stands, in a word or two; nothing for what was over as soon as it was done.
fn standing(lang: Lang, case: &Case) -> Option<String> {
    let when = case.resolved_at.map(|at| Time::from_millis(at).relative()).unwrap_or_default();
    let over = matches!(case.kind, Kind::Kick | Kind::Untimeout | Kind::Unban | Kind::Lift);
    Some(match (case.state, case.resolution) {
        (State::Done, Resolution::Open) if over => return None,
        (State::Planned, _) => word!(lang, "under way", "in Arbeit", "en curso").to_owned(),
        (State::Failed, _) => word!(lang, "failed", "gescheitert", "fallido").to_owned(),
        (State::Done, Resolution::Expired) => say!(lang, "over {when}", "vorbei {when}", "terminó {when}"),
        (State::Done, Resolution::Undone) => {
            say!(lang, "taken back {when}", "zurückgenommen {when}", "deshecho {when}")
        }
        (State::Done, Resolution::Appealed) => {
            say!(lang, "accepted on appeal {when}", "nach Einspruch aufgehoben {when}", "revocado por apelación {when}")
        }
        (State::Done, Resolution::Open) => match case.expires_at {
            Some(until) => {
                let until = Time::from_millis(until).relative();
                say!(lang, "ends {until}", "endet {until}", "termina {until}")
            }
            None => word!(lang, "stands", "gilt", "vigente").to_owned(),
        },
    })
}

pub fn case(lang: Lang, case: &Case, notes: &[CaseNote]) -> Embed {
    let number = words::number(lang, case.number);
    let name = kind(lang, case.kind);
    let color = match (case.state, case.is_open()) {
        (State::Failed, _) => AMBER,
        (_, true) => BRASS,
        (_, false) => GREEN,
    };
    let title = say!(lang, "Case {number} · {name}", "Fall {number} · {name}", "Caso {number} · {name}");
    let mut shown = embed(title).colored(color);
    let struck = case.resolution == Resolution::Undone && matches!(case.kind, Kind::Note | Kind::Warn);
    let reason = case.reason.as_deref().map(words::quoted);
    if let Some(reason) = reason {
        shown = shown.text(if struck { format!("~~{reason}~~") } else { reason });
    }
    shown = shown
        .inline(word!(lang, "Who", "Wer", "Quién"), person(case.target, &case.target_name))
        .inline(word!(lang, "By", "Durch", "Por"), decided_by(lang, case))
        .inline(word!(lang, "When", "Wann", "Cuándo"), Time::from_millis(case.created_at).full());
    if let Some(standing) = standing(lang, case) {
        shown = shown.inline(word!(lang, "Standing", "Stand", "Estado"), standing);
    }
    if let Some(by) = case.resolved_by {
        shown = shown.inline(word!(lang, "Resolved by", "Erledigt durch", "Resuelto por"), format!("<@{by}>"));
    }
    if let Some(told) = super::notice(lang, case.notice).filter(|_| case.state == State::Done) {
        shown = shown.field(word!(lang, "Told", "Benachrichtigt", "Aviso"), told);
    }
    if let Some(link) = &case.evidence_link {
        let text = case.evidence_text.as_deref().map(words::quoted).unwrap_or_default();
        let value = format!("{}\n{link}", words::shortened(&text, 800));
        shown = shown.field(word!(lang, "Message", "Nachricht", "Mensaje"), value.trim().to_owned());
    }
    for note in notes {
        let at = Time::from_millis(note.at).relative();
        let text = words::shortened(&words::quoted(&note.text), 300);
        let title = word!(lang, "Note", "Notiz", "Nota");
        shown = shown.field(title, format!("{text}\n<@{}> {at}", note.author));
    }
    shown
}

/// One line of a list.
pub fn case_line(lang: Lang, case: &Case, with_target: bool) -> String {
    let name = kind(lang, case.kind);
    let when = Time::from_millis(case.created_at).relative();
    let who = if with_target { format!(" <@{}>", case.target) } else { String::new() };
    let reason = case.reason.as_deref().map(|reason| format!(": {}", words::shortened(&words::quoted(reason), 80)));
    let struck = case.resolution == Resolution::Undone;
    let text = format!("{name}{who}{}", reason.unwrap_or_default());
    let text = if struck { format!("~~{text}~~") } else { text };
    let standing = standing(lang, case).map(|standing| format!(" · {standing}")).unwrap_or_default();
    format!("`{}` {text} · {} · {when}{standing}", case.number, decided_by(lang, case))
}

pub fn cases_title(lang: Lang) -> &'static str {
    word!(lang, "Cases", "Fälle", "Casos")
}

pub fn cases_of(lang: Lang, user: UserId) -> String {
    say!(lang, "Cases of <@{user}>", "Fälle von <@{user}>", "Casos de <@{user}>")
}

pub fn no_cases(lang: Lang) -> &'static str {
    word!(lang, "No cases. May it stay so.", "Keine Fälle. Möge es so bleiben.", "No hay casos. Que siga así.")
}

pub fn older(lang: Lang) -> &'static str {
    word!(lang, "Older", "Ältere", "Anteriores")
}

pub fn newest(lang: Lang) -> &'static str {
    word!(lang, "Newest", "Neueste", "Recientes")
}

pub fn undo(lang: Lang) -> &'static str {
    word!(lang, "Undo", "Zurücknehmen", "Deshacer")
}

pub fn edited(lang: Lang, number: i64) -> String {
    let number = words::number(lang, number);
    say!(lang, "Case {number} was changed.", "Fall {number} wurde geändert.", "Se cambió el caso {number}.")
}

pub fn struck_out(lang: Lang, number: i64) -> String {
    let number = words::number(lang, number);
    say!(
        lang,
        "Case {number} is struck out. It stays readable and counts no more.",
        "Fall {number} ist gestrichen. Er bleibt lesbar und zählt nicht mehr.",
        "El caso {number} queda tachado. Sigue legible y ya no cuenta."
    )
}

pub fn lifted(lang: Lang, user: UserId, number: i64) -> String {
    let number = words::number(lang, number);
    say!(
        lang,
        "<@{user}> is no longer restricted. Case {number} is taken back.",
        "<@{user}> ist nicht mehr eingeschränkt. Fall {number} ist zurückgenommen.",
        "<@{user}> ya no está restringido. El caso {number} está deshecho."
    )
}

/// `told` is whether the person has the invite already.
pub fn invite(lang: Lang, number: i64, code: &str, user: UserId, told: bool) -> String {
    let number = words::number(lang, number);
    match told {
        true => say!(
            lang,
            "Case {number} is taken back. <@{user}> got an invite by direct message, good for one person and 7 days: https://discord.gg/{code}",
            "Fall {number} ist zurückgenommen. <@{user}> hat eine Einladung als Direktnachricht bekommen, gültig für eine Person und 7 Tage: https://discord.gg/{code}",
            "El caso {number} está deshecho. <@{user}> recibió una invitación por mensaje directo, para una persona y 7 días: https://discord.gg/{code}"
        ),
        false => say!(
            lang,
            "Case {number} is taken back. I cannot reach <@{user}>; please pass this invite on, good for one person and 7 days: https://discord.gg/{code}",
            "Fall {number} ist zurückgenommen. Ich erreiche <@{user}> nicht; bitte gib diese Einladung weiter, gültig für eine Person und 7 Tage: https://discord.gg/{code}",
            "El caso {number} está deshecho. No puedo contactar con <@{user}>; pásale esta invitación, para una persona y 7 días: https://discord.gg/{code}"
        ),
    }
}

pub fn stay_deleted(lang: Lang) -> &'static str {
    word!(
        lang,
        "The messages that the ban deleted stay deleted: nobody can bring them back.",
        "Die Nachrichten, die der Bann gelöscht hat, bleiben gelöscht: Niemand kann sie zurückholen.",
        "Los mensajes que borró el veto siguen borrados: nadie puede recuperarlos."
    )
}

pub fn no_invite(lang: Lang, number: i64) -> String {
    let number = words::number(lang, number);
    say!(
        lang,
        "Case {number} is taken back. I could not make an invite (I need **Create Invite** in a channel); please send them one.",
        "Fall {number} ist zurückgenommen. Eine Einladung konnte ich nicht erstellen (dafür brauche ich **Einladung erstellen** in einem Kanal); bitte schicke eine.",
        "El caso {number} está deshecho. No pude crear una invitación (necesito **Crear invitación** en un canal); envíale una."
    )
}

/// For the administrators, when an act that stayed planned is given up.
pub fn cannot_finish(lang: Lang, number: i64, user: UserId, name: Kind) -> String {
    let (number, name) = (words::number(lang, number), kind(lang, name));
    say!(
        lang,
        "**{name}** of <@{user}> (case {number}) did not happen: Discord does not let me do it. Please check my permissions and do it by hand if it is still wanted.",
        "**{name}** von <@{user}> (Fall {number}) ist nicht geschehen: Discord lässt mich das nicht tun. Bitte prüfe meine Berechtigungen und erledige es von Hand, falls es noch gewollt ist.",
        "**{name}** de <@{user}> (caso {number}) no ocurrió: Discord no me deja hacerlo. Revisa mis permisos y hazlo a mano si aún hace falta."
    )
}

/// For the administrators, when a term is over and the act cannot be ended.
pub fn cannot_end(lang: Lang, number: i64, user: UserId, name: Kind) -> String {
    let (number, name) = (words::number(lang, number), kind(lang, name));
    say!(
        lang,
        "**{name}** of <@{user}> (case {number}) is over, but Discord does not let me end it. Please check my permissions and end it by hand.",
        "**{name}** von <@{user}> (Fall {number}) ist vorbei, aber Discord lässt mich das nicht beenden. Bitte prüfe meine Berechtigungen und beende es von Hand.",
        "**{name}** de <@{user}> (caso {number}) ha terminado, pero Discord no me deja ponerle fin. Revisa mis permisos y hazlo a mano."
    )
}
