//! Acts in words.

use super::model::{Act, Origin};
use crate::{
    base::{
        ids::{self, UserId},
        lang::Lang,
        time::Time,
        words,
    },
    word,
};

/// What an action is called; `None` for one that this release does not know.
pub fn action(lang: Lang, action: &str) -> Option<&'static str> {
    Some(match action {
        "appeals.accepted" => word!(lang, "Appeal accepted", "Einspruch angenommen", "Apelación aceptada"),
        "appeals.asked" => word!(lang, "Appeal: asked", "Einspruch: nachgefragt", "Apelación: pregunta"),
        "appeals.rejected" => word!(lang, "Appeal rejected", "Einspruch abgelehnt", "Apelación rechazada"),
        "appeals.shortened" => word!(lang, "Appeal: shortened", "Einspruch: verkürzt", "Apelación: acortado"),
        "bytes.audit" => word!(lang, "Bytes audited", "Bytes geprüft", "Bytes auditados"),
        "bytes.grant" => word!(lang, "Bytes granted", "Bytes gutgeschrieben", "Bytes concedidos"),
        "bytes.import" => word!(lang, "Balances imported", "Guthaben importiert", "Saldos importados"),
        "bytes.revoke" => word!(lang, "Bytes taken away", "Bytes abgezogen", "Bytes retirados"),
        "channels.lock" => word!(lang, "Channel locked", "Kanal abgeschlossen", "Canal cerrado"),
        "channels.purge" => word!(lang, "Messages deleted", "Nachrichten gelöscht", "Mensajes borrados"),
        "channels.slowmode" => word!(lang, "Slow mode", "Langsamer Modus", "Modo lento"),
        "channels.unlock" => word!(lang, "Channel unlocked", "Kanal aufgeschlossen", "Canal abierto"),
        "data.delete" => word!(lang, "Data deleted", "Daten gelöscht", "Datos borrados"),
        "data.delete_guild" => {
            word!(
                lang,
                "All data of the server deleted",
                "Alle Daten des Servers gelöscht",
                "Todos los datos del servidor borrados"
            )
        }
        "data.export" => word!(lang, "Data exported", "Daten ausgegeben", "Datos exportados"),
        "guilds.off" => word!(lang, "Bot switched off", "Bot abgeschaltet", "Bot desactivado"),
        "guilds.on" => word!(lang, "Bot switched on", "Bot eingeschaltet", "Bot activado"),
        "jobs.run" => word!(lang, "Job started by hand", "Aufgabe von Hand gestartet", "Tarea iniciada a mano"),
        "keys.create" => word!(lang, "API key made", "API-Schlüssel erstellt", "Clave de API creada"),
        "keys.revoke" => word!(lang, "API key revoked", "API-Schlüssel widerrufen", "Clave de API revocada"),
        "links.change" => word!(lang, "Link changed", "Link geändert", "Enlace cambiado"),
        "links.delete" => word!(lang, "Link deleted", "Link gelöscht", "Enlace borrado"),
        "links.make" => word!(lang, "Link made", "Link angelegt", "Enlace creado"),
        "moderation.adopt" => word!(lang, "Bans made cases", "Banne als Fälle erfasst", "Vetos registrados como casos"),
        "moderation.ban" => word!(lang, "Ban", "Bann", "Veto"),
        "moderation.edit" => word!(lang, "Case edited", "Fall bearbeitet", "Caso editado"),
        "moderation.noted" => word!(lang, "Note to a case", "Notiz zu einem Fall", "Nota a un caso"),
        "moderation.import" => word!(lang, "Cases imported", "Fälle importiert", "Casos importados"),
        "moderation.kick" => word!(lang, "Kick", "Kick", "Expulsión"),
        "moderation.lift" => word!(lang, "Restriction lifted", "Einschränkung aufgehoben", "Restricción levantada"),
        "moderation.note" => word!(lang, "Note", "Notiz", "Nota"),
        "moderation.restrict" => word!(lang, "Restriction", "Einschränkung", "Restricción"),
        "moderation.timeout" => word!(lang, "Timeout", "Auszeit", "Aislamiento"),
        "moderation.unban" => word!(lang, "Ban lifted", "Bann aufgehoben", "Veto levantado"),
        "moderation.undo" => word!(lang, "Case taken back", "Fall zurückgenommen", "Caso deshecho"),
        "moderation.untimeout" => word!(lang, "Timeout ended", "Auszeit beendet", "Fin del aislamiento"),
        "moderation.warn" => word!(lang, "Warning", "Verwarnung", "Advertencia"),
        "people.tell" => {
            word!(lang, "Members told by API", "Mitglieder per API gemeldet", "Miembros comunicados por API")
        }
        "settings.change" => word!(lang, "Settings changed", "Einstellungen geändert", "Ajustes cambiados"),
        "settings.sync" => word!(lang, "Commands registered", "Befehle registriert", "Comandos registrados"),
        "squads.archive" => word!(lang, "Squad archived", "Trupp archiviert", "Escuadrón archivado"),
        "squads.create" => word!(lang, "Squad created", "Trupp erstellt", "Escuadrón creado"),
        "squads.edit" => word!(lang, "Squad edited", "Trupp bearbeitet", "Escuadrón editado"),
        "squads.join" => word!(lang, "Squad joined", "Trupp beigetreten", "Se unió a un escuadrón"),
        "squads.leave" => word!(lang, "Squad left", "Trupp verlassen", "Dejó un escuadrón"),
        "squads.sale" => word!(lang, "Sale planned", "Aktion geplant", "Oferta planeada"),
        "squads.sale_end" => word!(lang, "Sale ended", "Aktion beendet", "Oferta terminada"),
        "squads.switch" => word!(lang, "Squad switched", "Trupp gewechselt", "Cambió de escuadrón"),
        "gate.channel" => {
            word!(lang, "Verification channel made", "Verifizierungs-Kanal angelegt", "Canal de verificación creado")
        }
        "gate.close" => word!(lang, "@everyone closed", "@everyone geschlossen", "@everyone cerrado"),
        "gate.role" => word!(lang, "Gate's role made", "Rolle des Tors angelegt", "Rol de la puerta creado"),
        "gate.rollout" => word!(
            lang,
            "Verified role given to everybody",
            "Verifizierten-Rolle an alle vergeben",
            "Rol de verificado para todos"
        ),
        "verification.admit" => word!(lang, "Let in", "Hereingelassen", "Admitido"),
        "verification.kick" => {
            word!(lang, "Removed after waiting", "Nach Wartezeit entfernt", "Expulsado tras esperar")
        }
        "verification.open" => word!(lang, "Verification opened", "Verifizierung eröffnet", "Verificación abierta"),
        "verification.pass" => word!(lang, "Passed by the button", "Per Knopf hereingekommen", "Entró con el botón"),
        "verification.picked" => {
            word!(lang, "Act on several alerts", "Handlung zu mehreren Meldungen", "Acción sobre varias alertas")
        }
        "verification.raid" => {
            word!(lang, "Act on a whole raid", "Handlung gegen einen ganzen Raid", "Acción contra una oleada")
        }
        "verification.reopen" => {
            word!(lang, "Verification reopened", "Verifizierung wieder geöffnet", "Verificación reabierta")
        }
        "verification.restrict" => word!(lang, "Restricted", "Eingeschränkt", "Restringido"),
        "verification.verify" => word!(lang, "Verified", "Verifiziert", "Verificado"),
        _ => return None,
    })
}

/// Where it came from.
pub fn origin(lang: Lang, origin: Origin) -> &'static str {
    match origin {
        Origin::Command => word!(lang, "command", "Befehl", "comando"),
        Origin::Button => word!(lang, "button", "Knopf", "botón"),
        Origin::Dashboard => word!(lang, "dashboard", "Dashboard", "panel"),
        Origin::Api => word!(lang, "API", "API", "API"),
        Origin::Automatic => word!(lang, "automatic", "automatisch", "automático"),
    }
}

/// One act in a line: what, on whom, before → after, who, from where, when. Whom the reader knows
/// already, because the page is theirs, is not named.
pub fn line(lang: Lang, act: &Act, known: Option<UserId>) -> String {
    let name = match action(lang, &act.action) {
        Some(name) => format!("**{name}**"),
        None => format!("`{}`", words::shortened(&words::plain(&act.action), 40).replace('`', "")),
    };
    let mut line = name;
    match (person(act), &act.subject) {
        // Whoever acts on themselves is named once.
        (Some(user), _) if user == act.actor || Some(user) == known => {}
        (Some(user), _) => line.push_str(&format!(" <@{user}>")),
        (None, Some(subject)) if !is_number(subject) => line.push_str(&format!(" ({})", shown(subject))),
        (None, _) => {}
    }
    let version = match act.action.as_str() {
        "settings.change" => word!(lang, "version ", "Version ", "versión "),
        _ => "",
    };
    let change = match (act.before.as_deref().filter(some), act.after.as_deref().filter(some)) {
        (Some(before), Some(after)) => format!(": {version}{} → {}", shown(before), shown(after)),
        (Some(before), None) => format!(": {}", shown(before)),
        (None, Some(after)) => format!(": {}", shown(after)),
        (None, None) => String::new(),
    };
    let when = Time::from_millis(act.at).relative();
    let actor = if Some(act.actor) == known { String::new() } else { format!(" · <@{}>", act.actor) };
    format!("{line}{change}{actor} · {} · {when}", origin(lang, act.origin))
}

/// The person on whom it was.
fn person(act: &Act) -> Option<UserId> {
    // An import is named after the event that asked for it.
    let is_id = |subject: &&str| is_number(subject) && act.action != "bytes.import";
    act.subject.as_deref().filter(is_id).and_then(ids::parse)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An id, such as an alert's, tells people nothing.
fn some(text: &&str) -> bool {
    let is_id = text.len() >= 17 && is_number(text);
    !text.is_empty() && !is_id
}

fn shown(text: &str) -> String {
    words::shortened(&words::quoted(text), 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(action: &str, subject: Option<&str>, before: Option<&str>, after: Option<&str>) -> Act {
        Act {
            at: 1_790_000_000_000,
            cause: "300000000000000001".into(),
            action: action.into(),
            actor: UserId::new(200_000_000_000_000_001),
            origin: Origin::Command,
            subject: subject.map(str::to_owned),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            actor_name: None,
            subject_name: None,
        }
    }

    #[test]
    fn acts_are_lines_that_people_read() {
        let of =
            |act: Act| line(Lang::En, &act, None).replace("· <@200000000000000001> · command · <t:1790000000:R>", "…");
        assert_eq!(
            of(act("bytes.grant", Some("200000000000000002"), None, Some("5"))),
            "**Bytes granted** <@200000000000000002>: 5 …"
        );
        assert_eq!(
            of(act("settings.change", Some("pause"), Some("3"), Some("4"))),
            "**Settings changed** (pause): version 3 → 4 …"
        );
        assert_eq!(of(act("squads.leave", Some("200000000000000001"), Some("Owls"), None)), "**Squad left**: Owls …");
        assert_eq!(of(act("bytes.import", Some("300000000000000001"), None, None)), "**Balances imported** …");
        assert_eq!(
            of(act("moderation.warn", Some("200000000000000002"), None, Some(""))),
            "**Warning** <@200000000000000002> …"
        );
        assert_eq!(
            of(act("later.thing", None, None, Some("**x** @everyone"))),
            r"`later.thing`: \*\*x\*\* \@everyone …"
        );
        let person = Some("200000000000000002");
        assert_eq!(
            of(act("verification.verify", person, None, Some("300000000000000001"))),
            "**Verified** <@200000000000000002> …"
        );
        let known = line(
            Lang::De,
            &act("bytes.grant", Some("200000000000000002"), None, Some("5")),
            Some(UserId::new(200_000_000_000_000_001)),
        );
        assert_eq!(known, "**Bytes gutgeschrieben** <@200000000000000002>: 5 · Befehl · <t:1790000000:R>");
    }
}
