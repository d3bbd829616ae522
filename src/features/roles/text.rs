//! Why a role could not be given, with the cure.

use super::model::{Outcome, Reason, Wish};
use crate::{
    base::{ids::RoleId, lang::Lang},
    say, word,
};

pub fn reason(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::NotAllowed => word!(
            lang,
            "I am not allowed to: an administrator gives me **Manage Roles** and drags my role above this one.",
            "Ich darf das nicht: Die Administration gibt mir **Rollen verwalten** und zieht meine Rolle über diese.",
            "No tengo permiso: la administración debe darme **Gestionar roles** y subir mi rol por encima de este."
        ),
        Reason::RoleGone => word!(
            lang,
            "The role does not exist any more: an administrator picks another.",
            "Die Rolle gibt es nicht mehr: Die Administration wählt eine andere.",
            "El rol ya no existe: la administración elige otro."
        ),
        Reason::MemberGone => word!(
            lang,
            "The person is not on this server.",
            "Die Person ist nicht auf diesem Server.",
            "La persona no está en este servidor."
        ),
        Reason::Unreachable => word!(
            lang,
            "Discord did not answer; I will try again by myself.",
            "Discord hat nicht geantwortet; ich versuche es von selbst erneut.",
            "Discord no respondió; lo intentaré de nuevo."
        ),
        Reason::Refused => word!(
            lang,
            "Discord refused it; an administrator looks at the role and gives it by hand.",
            "Discord hat es abgelehnt; die Administration sieht sich die Rolle an und vergibt sie von Hand.",
            "Discord lo rechazó; la administración revisa el rol y lo da a mano."
        ),
    }
}

/// Why a wish has not come about; nothing where it has.
pub fn why_not(lang: Lang, outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Done => None,
        Outcome::Held => Some(held(lang)),
        Outcome::Later { reason: why, .. } | Outcome::Failed { reason: why } => Some(reason(lang, *why)),
    }
}

/// That a wish has not come about, and why; nothing where it has.
pub fn not_so(lang: Lang, wish: &Wish, outcome: &Outcome) -> Option<String> {
    let why = why_not(lang, outcome)?;
    if *outcome == Outcome::Held {
        return Some(why.to_owned());
    }
    let role = wish.role;
    Some(match wish.wanted {
        true => say!(
            lang,
            "⚠️ <@&{role}> could not be given yet. {why}",
            "⚠️ <@&{role}> konnte noch nicht vergeben werden. {why}",
            "⚠️ Aún no se pudo dar <@&{role}>. {why}"
        ),
        false => say!(
            lang,
            "⚠️ <@&{role}> could not be taken yet. {why}",
            "⚠️ <@&{role}> konnte noch nicht entzogen werden. {why}",
            "⚠️ Aún no se pudo quitar <@&{role}>. {why}"
        ),
    })
}

pub fn role_is_managed(lang: Lang) -> &'static str {
    word!(
        lang,
        "Nobody can give this role: it belongs to everyone or to an integration. Pick another.",
        "Diese Rolle kann niemand vergeben: Sie gehört allen oder einer Integration. Wähle eine andere.",
        "Nadie puede dar este rol: es de todos o de una integración. Elige otro."
    )
}

pub fn needs_manage_roles(lang: Lang) -> &'static str {
    word!(
        lang,
        "I lack the permission **Manage Roles**. Give it to my role in Server Settings › Roles, then try again.",
        "Mir fehlt die Berechtigung **Rollen verwalten**. Gib sie meiner Rolle unter Servereinstellungen › Rollen und versuche es erneut.",
        "Me falta el permiso **Gestionar roles**. Dáselo a mi rol en Ajustes del servidor › Roles e inténtalo de nuevo."
    )
}

pub fn role_above_mine(lang: Lang, role: RoleId) -> String {
    say!(
        lang,
        "<@&{role}> stands above my own role, so I cannot give it. Drag my role above it in Server Settings › Roles, then try again.",
        "<@&{role}> steht über meiner Rolle, ich kann sie nicht vergeben. Ziehe meine Rolle unter Servereinstellungen › Rollen darüber und versuche es erneut.",
        "<@&{role}> está por encima de mi rol y no puedo darlo. Sube mi rol en Ajustes del servidor › Roles e inténtalo de nuevo."
    )
}

pub fn role_above_yours(lang: Lang) -> &'static str {
    word!(
        lang,
        "This role does not stand below your own highest role, so you cannot have it given. Pick a lower one, or ask somebody who stands above it.",
        "Diese Rolle steht nicht unter deiner höchsten Rolle, du kannst sie nicht vergeben lassen. Wähle eine niedrigere oder frage jemanden, der über ihr steht.",
        "Este rol no está por debajo de tu rol más alto, así que no puedes hacer que se dé. Elige uno más bajo o pide a alguien que esté por encima."
    )
}

pub fn role_holds_more(lang: Lang) -> &'static str {
    word!(
        lang,
        "This role has permissions that you do not have, so you cannot have it given. Pick another, or ask the server's owner.",
        "Diese Rolle hat Berechtigungen, die du nicht hast, du kannst sie nicht vergeben lassen. Wähle eine andere oder frage die Person, der der Server gehört.",
        "Este rol tiene permisos que tú no tienes, así que no puedes hacer que se dé. Elige otro o pídeselo a quien es dueño del servidor."
    )
}

/// A role that waits, because the member is kept out.
pub fn held(lang: Lang) -> &'static str {
    word!(
        lang,
        "Your roles wait until a moderator has let you in.",
        "Deine Rollen warten, bis die Moderation dich hereingelassen hat.",
        "Tus roles esperan hasta que la moderación te deje entrar."
    )
}
