//! What a moderator reads after an act.

use crate::{
    base::{
        ids::UserId,
        lang::Lang,
        time::{DAY, Time},
        words,
    },
    features::{
        dms::model::Notice,
        moderation::model::{Failure, Kind, Order, Report, State},
    },
    say, word,
};

/// The whole answer: what was done, under which number, and whether the person was told.
pub fn report(lang: Lang, order: &Order, report: &Report) -> String {
    let who = format!("<@{}>", order.target);
    let mut lines = Vec::new();
    let done = match report.state {
        State::Done => done(lang, order, &who),
        State::Planned => say!(
            lang,
            "Discord did not answer. I keep trying to carry this out for {who} and write the outcome into the case.",
            "Discord hat nicht geantwortet. Ich versuche es für {who} weiter und schreibe das Ergebnis in den Fall.",
            "Discord no respondió. Seguiré intentándolo con {who} y anotaré el resultado en el caso."
        ),
        State::Failed => failed(lang, order, report.failure, &who),
    };
    lines.push(match report.case {
        Some(number) => {
            let number = words::number(lang, number);
            say!(lang, "{done} Case {number}.", "{done} Fall {number}.", "{done} Caso {number}.")
        }
        None => {
            let later = word!(
                lang,
                "The database does not serve at the moment; the case will be written from Discord's audit log.",
                "Die Datenbank steht gerade nicht zur Verfügung; der Fall wird später aus Discords Audit-Log geschrieben.",
                "La base de datos no está disponible; el caso se escribirá luego desde el registro de auditoría de Discord."
            );
            format!("{done} {later}")
        }
    });
    if report.repeated {
        lines.push(
            word!(
                lang,
                "This was done already; nothing happened a second time.",
                "Das war schon geschehen; es ist nichts ein zweites Mal passiert.",
                "Ya estaba hecho; no ocurrió nada por segunda vez."
            )
            .to_owned(),
        );
    }
    if report.state == State::Done {
        lines.extend(notice(lang, report.notice).map(str::to_owned));
    }
    lines.join("\n")
}

fn done(lang: Lang, order: &Order, who: &str) -> String {
    let until = order.expires.map(|until| format!("{} ({})", until.full(), until.relative())).unwrap_or_default();
    match (order.kind, order.expires) {
        (Kind::Warn, _) => say!(lang, "{who} was warned.", "{who} wurde verwarnt.", "{who} recibió una advertencia."),
        (Kind::Note, _) => say!(lang, "Noted for {who}.", "Notiert zu {who}.", "Anotado sobre {who}."),
        (Kind::Timeout, _) => {
            say!(
                lang,
                "{who} has a timeout until {until}.",
                "{who} hat Auszeit bis {until}.",
                "{who} queda en aislamiento hasta {until}."
            )
        }
        (Kind::Untimeout, _) => say!(
            lang,
            "{who}'s timeout has ended.",
            "Die Auszeit von {who} ist beendet.",
            "El aislamiento de {who} ha terminado."
        ),
        (Kind::Kick, _) => say!(lang, "{who} was removed.", "{who} wurde entfernt.", "{who} fue expulsado."),
        (Kind::Ban, Some(_)) => {
            say!(
                lang,
                "{who} is banned until {until}.",
                "{who} ist gebannt bis {until}.",
                "{who} tiene un veto hasta {until}."
            )
        }
        (Kind::Ban, None) => say!(lang, "{who} is banned.", "{who} ist gebannt.", "{who} tiene un veto."),
        (Kind::Unban, _) => say!(
            lang,
            "{who} may come back: the ban is lifted.",
            "{who} darf wiederkommen: Der Bann ist aufgehoben.",
            "{who} puede volver: se levantó el veto."
        ),
        (Kind::Restrict, Some(_)) => {
            say!(
                lang,
                "{who} is restricted until {until}.",
                "{who} ist eingeschränkt bis {until}.",
                "{who} está restringido hasta {until}."
            )
        }
        (Kind::Restrict, None) => {
            say!(lang, "{who} is restricted.", "{who} ist eingeschränkt.", "{who} está restringido.")
        }
        (Kind::Lift, _) => {
            say!(
                lang,
                "{who} is no longer restricted.",
                "{who} ist nicht mehr eingeschränkt.",
                "{who} ya no está restringido."
            )
        }
    }
}

fn failed(lang: Lang, order: &Order, failure: Option<Failure>, who: &str) -> String {
    match failure {
        Some(Failure::NotAllowed) => say!(
            lang,
            "Discord did not let me do this to {who}: I lack the permission, or their highest role is not below mine.",
            "Discord hat mich das bei {who} nicht tun lassen: Mir fehlt die Berechtigung, oder die höchste Rolle steht nicht unter meiner.",
            "Discord no me dejó hacerlo con {who}: me falta el permiso o su rol más alto no está por debajo del mío."
        ),
        Some(Failure::Gone) if order.kind == Kind::Unban => {
            say!(lang, "{who} is not banned.", "{who} ist nicht gebannt.", "{who} no tiene ningún veto.")
        }
        Some(Failure::Gone) => {
            say!(
                lang,
                "{who} is not on the server.",
                "{who} ist nicht auf dem Server.",
                "{who} no está en el servidor."
            )
        }
        _ => say!(
            lang,
            "Discord refused this for {who}; nothing was done.",
            "Discord hat das bei {who} abgelehnt; es ist nichts geschehen.",
            "Discord lo rechazó para {who}; no se hizo nada."
        ),
    }
}

/// Whether the person knows.
pub fn notice(lang: Lang, notice: Notice) -> Option<&'static str> {
    Some(match notice {
        Notice::Silent => return None,
        Notice::Told => word!(
            lang,
            "They were told by direct message.",
            "Die Person hat eine Direktnachricht bekommen.",
            "Se le avisó por mensaje directo."
        ),
        Notice::Closed => word!(
            lang,
            "They could not be told: they take no direct messages from here.",
            "Die Person konnte nicht benachrichtigt werden: Sie nimmt von hier keine Direktnachrichten an.",
            "No se le pudo avisar: no acepta mensajes directos de aquí."
        ),
        Notice::Rationed => word!(
            lang,
            "They were not told: too many direct messages were opened lately, and Discord punishes that.",
            "Die Person wurde nicht benachrichtigt: Zuletzt wurden zu viele Direktnachrichten eröffnet, und das bestraft Discord.",
            "No se le avisó: se abrieron demasiados mensajes directos y Discord lo penaliza."
        ),
        Notice::Quiet => word!(
            lang,
            "They were not told: while a raid lasts I send no direct messages.",
            "Die Person wurde nicht benachrichtigt: Während eines Raids verschicke ich keine Direktnachrichten.",
            "No se le avisó: durante una oleada no envío mensajes directos."
        ),
        Notice::Unreachable => word!(
            lang,
            "They could not be told: Discord did not take the message.",
            "Die Person konnte nicht benachrichtigt werden: Discord hat die Nachricht nicht angenommen.",
            "No se le pudo avisar: Discord no aceptó el mensaje."
        ),
        Notice::Later => word!(
            lang,
            "They could not be told yet; I keep trying for an hour.",
            "Die Person konnte noch nicht benachrichtigt werden; ich versuche es eine Stunde lang weiter.",
            "Aún no se le pudo avisar; seguiré intentándolo durante una hora."
        ),
    })
}

/// What is offered instead of a timeout that is too long.
pub fn too_long(lang: Lang, user: UserId, has_gate: bool) -> String {
    if has_gate {
        return say!(
            lang,
            "A timeout lasts at most 28 days. You can restrict or ban <@{user}> for that long instead, or give the longest timeout.",
            "Eine Auszeit dauert höchstens 28 Tage. Du kannst <@{user}> stattdessen so lange einschränken oder bannen oder die längste Auszeit geben.",
            "Un aislamiento dura como máximo 28 días. Puedes restringir o vetar a <@{user}> ese tiempo o dar el aislamiento más largo."
        );
    }
    say!(
        lang,
        "A timeout lasts at most 28 days. You can ban <@{user}> for that long instead, or give the longest timeout.",
        "Eine Auszeit dauert höchstens 28 Tage. Du kannst <@{user}> stattdessen so lange bannen oder die längste Auszeit geben.",
        "Un aislamiento dura como máximo 28 días. Puedes vetar a <@{user}> ese tiempo o dar el aislamiento más largo."
    )
}

pub fn ban_instead(lang: Lang, until: Time, now: Time) -> String {
    let days = words::number(lang, (until.millis() - now.millis()) / DAY);
    say!(lang, "Ban for {days} days …", "{days} Tage bannen …", "Vetar {days} días …")
}

pub fn restrict_instead(lang: Lang, until: Time, now: Time) -> String {
    let days = words::number(lang, (until.millis() - now.millis()) / DAY);
    say!(lang, "Restrict for {days} days …", "{days} Tage einschränken …", "Restringir {days} días …")
}

pub fn longest_timeout(lang: Lang) -> &'static str {
    word!(lang, "Timeout for 28 days …", "28 Tage Auszeit …", "Aislar 28 días …")
}

pub fn why_title(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Ban => word!(lang, "Ban: why?", "Bannen: warum?", "Vetar: ¿por qué?"),
        Kind::Restrict => word!(lang, "Restrict: why?", "Einschränken: warum?", "Restringir: ¿por qué?"),
        Kind::Warn => word!(lang, "Warn: why?", "Verwarnen: warum?", "Advertir: ¿por qué?"),
        _ => word!(lang, "Timeout: why?", "Auszeit: warum?", "Aislar: ¿por qué?"),
    }
}

pub fn why_label(lang: Lang) -> &'static str {
    word!(lang, "Reason", "Grund", "Motivo")
}

pub fn why_about(lang: Lang) -> &'static str {
    word!(
        lang,
        "The person reads it; it also stands in the case.",
        "Die Person liest ihn; er steht auch im Fall.",
        "La persona lo lee; también queda en el caso."
    )
}
