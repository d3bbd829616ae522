//! Why an act may not be done, with the cure where there is one.

use twilight_model::guild::Permissions;

use crate::{
    app::text::permission_name,
    base::{lang::Lang, words},
    features::moderation::{logic::Refusal, model::Kind},
    say, word,
};

pub fn decided_meanwhile(lang: Lang) -> &'static str {
    word!(
        lang,
        "Somebody else has decided this already; look at the alert again.",
        "Das hat schon jemand anderes entschieden; sieh noch einmal auf die Meldung.",
        "Otra persona ya lo decidió; mira la alerta de nuevo."
    )
}

pub fn refusal(lang: Lang, refusal: Refusal) -> String {
    let text = match refusal {
        Refusal::Oneself => word!(
            lang,
            "You cannot do this to yourself.",
            "Das kannst du nicht mit dir selbst tun.",
            "No puedes hacértelo a ti mismo."
        ),
        Refusal::TheOwner => word!(
            lang,
            "This person owns the server; nobody can act on them.",
            "Dieser Person gehört der Server; gegen sie kann niemand vorgehen.",
            "Esta persona es dueña del servidor; nadie puede actuar contra ella."
        ),
        Refusal::TheBot => word!(lang, "That is me.", "Das bin ich.", "Ese soy yo."),
        Refusal::AboveYou => word!(
            lang,
            "Their highest role is not below yours, so you cannot act on them. Somebody with a higher role can.",
            "Ihre höchste Rolle steht nicht unter deiner, darum kannst du nicht gegen sie vorgehen. Jemand mit höherer Rolle kann es.",
            "Su rol más alto no está por debajo del tuyo, así que no puedes actuar. Puede hacerlo alguien con un rol superior."
        ),
        Refusal::AboveBot => word!(
            lang,
            "Their highest role is not below mine. An administrator can drag my role above theirs: Server Settings › Roles.",
            "Ihre höchste Rolle steht nicht unter meiner. Die Administration kann meine Rolle darüber ziehen: Servereinstellungen › Rollen.",
            "Su rol más alto no está por debajo del mío. La administración puede subir mi rol: Ajustes del servidor › Roles."
        ),
        Refusal::Administrator => word!(
            lang,
            "Discord lets nobody time out an administrator.",
            "Discord lässt niemanden eine Administratorin oder einen Administrator in Auszeit schicken.",
            "Discord no permite aislar a un administrador."
        ),
        Refusal::BotLacks(permission) => return bot_lacks(lang, permission),
        Refusal::NotHere => word!(
            lang,
            "This person is not on the server.",
            "Diese Person ist nicht auf dem Server.",
            "Esta persona no está en el servidor."
        ),
        Refusal::NotTimedOut => word!(
            lang,
            "This member has no timeout.",
            "Dieses Mitglied hat keine Auszeit.",
            "Este miembro no está aislado."
        ),
        Refusal::TooLong => word!(
            lang,
            "A timeout lasts at most 28 days.",
            "Eine Auszeit dauert höchstens 28 Tage.",
            "Un aislamiento dura como máximo 28 días."
        ),
    };
    text.to_owned()
}

pub fn bot_lacks(lang: Lang, permission: Permissions) -> String {
    let name = permission_name(lang, permission);
    say!(
        lang,
        "I lack the permission **{name}**. An administrator can give it to my role: Server Settings › Roles.",
        "Mir fehlt die Berechtigung **{name}**. Die Administration kann sie meiner Rolle geben: Servereinstellungen › Rollen.",
        "Me falta el permiso **{name}**. La administración puede dárselo a mi rol: Ajustes del servidor › Roles."
    )
}

pub fn not_banned(lang: Lang, name: &str) -> String {
    let name = words::quoted(name);
    say!(lang, "{name} is not banned.", "{name} ist nicht gebannt.", "{name} no tiene ningún veto.")
}

pub fn discord_silent(lang: Lang) -> &'static str {
    word!(
        lang,
        "Discord does not answer at the moment. Nothing was done; please try again.",
        "Discord antwortet gerade nicht. Es ist nichts geschehen; bitte versuche es erneut.",
        "Discord no responde ahora. No se hizo nada; inténtalo de nuevo."
    )
}

pub fn unreadable_duration(lang: Lang, text: &str) -> String {
    let text = words::shortened(&words::quoted(text), 40);
    say!(
        lang,
        "I cannot read \"{text}\" as a span of time. Write it like 30m, 2h, 1d 12h or 1w.",
        "„{text}“ kann ich nicht als Zeitspanne lesen. Schreibe sie wie 30m, 2h, 1d 12h oder 1w.",
        "No entiendo «{text}» como duración. Escríbela como 30m, 2h, 1d 12h o 1w."
    )
}

pub fn no_such_case(lang: Lang, number: i64) -> String {
    let number = words::number(lang, number);
    say!(
        lang,
        "There is no case {number}. `/case list` shows those there are.",
        "Einen Fall {number} gibt es nicht. `/case list` zeigt, welche es gibt.",
        "No existe el caso {number}. `/case list` muestra los que hay."
    )
}

pub fn resolved_already(lang: Lang, number: i64) -> String {
    let number = words::number(lang, number);
    say!(
        lang,
        "Case {number} was resolved already; nothing was changed.",
        "Fall {number} ist schon erledigt; es wurde nichts geändert.",
        "El caso {number} ya estaba resuelto; no se cambió nada."
    )
}

/// Why a case cannot be taken back.
pub fn cannot_undo(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Kick => word!(
            lang,
            "A kick cannot be taken back; the person may come back with an invite.",
            "Ein Kick lässt sich nicht zurücknehmen; mit einer Einladung kann die Person wiederkommen.",
            "Una expulsión no se puede deshacer; la persona puede volver con una invitación."
        ),
        Kind::Unban => word!(
            lang,
            "Lifting a ban is undone with `/ban`.",
            "Die Aufhebung eines Banns nimmt man mit `/ban` zurück.",
            "Levantar un veto se deshace con `/ban`."
        ),
        Kind::Untimeout => word!(
            lang,
            "Ending a timeout is undone with `/timeout`.",
            "Das Ende einer Auszeit nimmt man mit `/timeout` zurück.",
            "Terminar un aislamiento se deshace con `/timeout`."
        ),
        _ => word!(
            lang,
            "This case cannot be taken back.",
            "Dieser Fall lässt sich nicht zurücknehmen.",
            "Este caso no se puede deshacer."
        ),
    }
}

pub fn failed_undone(lang: Lang) -> &'static str {
    word!(
        lang,
        "This act never happened, so there is nothing to take back.",
        "Das ist nie geschehen, darum gibt es nichts zurückzunehmen.",
        "Esto nunca ocurrió, así que no hay nada que deshacer."
    )
}

pub fn nothing_to_edit(lang: Lang) -> &'static str {
    word!(
        lang,
        "Give a new *reason*, a *note*, or both.",
        "Gib einen neuen Grund (*reason*), eine Notiz (*note*) oder beides an.",
        "Indica un motivo nuevo (*reason*), una nota (*note*) o ambos."
    )
}

pub fn too_much(lang: Lang, long: usize, most: u16) -> String {
    say!(
        lang,
        "That is too long: {long} characters, and {most} may stand there.",
        "Das ist zu lang: {long} Zeichen, und {most} dürfen dort stehen.",
        "Es demasiado largo: {long} caracteres, y caben {most}."
    )
}

pub fn other_reason(lang: Lang) -> &'static str {
    word!(
        lang,
        "Somebody has changed the reason meanwhile. Nothing was overwritten; look at it again.",
        "Jemand hat den Grund inzwischen geändert. Nichts wurde überschrieben; sieh noch einmal nach.",
        "Alguien cambió el motivo entretanto. No se sobrescribió nada; míralo de nuevo."
    )
}

pub fn no_author(lang: Lang) -> &'static str {
    word!(
        lang,
        "No member wrote this message, so nobody can be warned for it.",
        "Diese Nachricht stammt von keinem Mitglied, darum kann niemand dafür verwarnt werden.",
        "Este mensaje no es de ningún miembro, así que no hay a quién advertir."
    )
}

pub fn no_gate(lang: Lang) -> &'static str {
    word!(
        lang,
        "Restricting needs the gate, which is not set up here. An administrator does it with `/setupverification`.",
        "Einschränken braucht das Tor, und das ist hier nicht eingerichtet. Die Administration tut das mit `/setupverification`.",
        "Para restringir hace falta la puerta, que aquí no está configurada. La administración lo hace con `/setupverification`."
    )
}
