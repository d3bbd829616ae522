//! The sentences that belong to no feature.

mod permissions;

pub use permissions::{permission_name, permission_names};

use super::Audience;
use crate::{
    base::{error::Missing, lang::Lang, words},
    discord::command::{Opt, OptKind},
    say, word,
};

pub fn unknown_command(lang: Lang) -> &'static str {
    word!(
        lang,
        "I don't know this command. If it is new, it may take a minute to arrive; `/help` lists what there is.",
        "Diesen Befehl kenne ich nicht. Ist er neu, kann es eine Minute dauern; `/help` zeigt, was es gibt.",
        "No conozco este comando. Si es nuevo, puede tardar un minuto en llegar; `/help` muestra los que hay."
    )
}

pub fn unknown_control(lang: Lang) -> &'static str {
    word!(
        lang,
        "This control has expired. Please run the command again.",
        "Dieses Bedienelement ist abgelaufen. Bitte gib den Befehl erneut ein.",
        "Este control ha caducado. Ejecuta el comando de nuevo."
    )
}

pub fn unreadable(lang: Lang) -> &'static str {
    word!(
        lang,
        "I could not read what Discord sent. Please try again.",
        "Ich konnte nicht lesen, was Discord geschickt hat. Bitte versuche es erneut.",
        "No pude leer lo que envió Discord. Inténtalo de nuevo."
    )
}

pub fn only_in_servers(lang: Lang) -> &'static str {
    word!(
        lang,
        "This works only in a server, not in direct messages.",
        "Das geht nur auf einem Server, nicht in Direktnachrichten.",
        "Esto solo funciona en un servidor, no en mensajes directos."
    )
}

pub fn internal(lang: Lang, correlation: &str) -> String {
    say!(
        lang,
        "Something went wrong on my side, and it has been noted. If it keeps happening, tell an administrator this number: `{correlation}`.",
        "Bei mir ist etwas schiefgegangen, es wurde notiert. Passiert es wieder, nenne der Administration diese Nummer: `{correlation}`.",
        "Algo falló de mi lado y quedó registrado. Si se repite, dale este número a la administración: `{correlation}`."
    )
}

pub fn press_again(lang: Lang) -> &'static str {
    word!(
        lang,
        "That took too long to open. Please press again.",
        "Das Öffnen hat zu lange gedauert. Bitte drücke noch einmal.",
        "Tardó demasiado en abrirse. Pulsa de nuevo."
    )
}

pub fn without(lang: Lang, missing: Missing) -> String {
    match missing {
        Missing::Database => say!(
            lang,
            "The database does not answer at the moment. If this was to change something, look whether it did before you try again.",
            "Die Datenbank antwortet gerade nicht. Sollte dies etwas ändern, sieh nach, ob es geschehen ist, bevor du es erneut versuchst.",
            "La base de datos no responde ahora. Si esto debía cambiar algo, mira si ocurrió antes de intentarlo de nuevo."
        ),
        Missing::Tables => say!(
            lang,
            "The database has no tables yet. The operator creates them with `npx wrangler d1 migrations apply DB` (locally with `--local`).",
            "Die Datenbank hat noch keine Tabellen. Der Betreiber legt sie mit `npx wrangler d1 migrations apply DB` an (lokal mit `--local`).",
            "La base de datos aún no tiene tablas. El operador las crea con `npx wrangler d1 migrations apply DB` (en local con `--local`)."
        ),
        Missing::Quota(until) => {
            let until = until.relative();
            say!(
                lang,
                "Today's free database quota is used up. Nothing was changed; it returns {until}.",
                "Das kostenlose Datenbank-Kontingent von heute ist aufgebraucht. Es wurde nichts geändert; es kehrt {until} zurück.",
                "Se agotó la cuota gratuita de la base de datos por hoy. No se cambió nada; vuelve {until}."
            )
        }
        Missing::Permission => say!(
            lang,
            "Discord did not let me do this: I lack a permission here, or a role above mine is in the way. `/setup` shows what is missing.",
            "Discord ließ mich das nicht tun: Mir fehlt hier eine Berechtigung, oder eine Rolle über meiner steht im Weg. `/setup` zeigt, was fehlt.",
            "Discord no me lo permitió: me falta un permiso aquí, o un rol por encima del mío lo impide. `/setup` muestra lo que falta."
        ),
        Missing::Discord => say!(
            lang,
            "Discord does not answer at the moment. Please try again in a minute.",
            "Discord antwortet gerade nicht. Bitte versuche es in einer Minute erneut.",
            "Discord no responde ahora. Inténtalo de nuevo en un minuto."
        ),
        Missing::Guild => say!(
            lang,
            "This deployment does not serve this server. Its operator can switch it on.",
            "Diese Installation bedient diesen Server nicht. Der Betreiber kann ihn freischalten.",
            "Esta instalación no atiende este servidor. Su operador puede activarlo."
        ),
        Missing::Variable(name) => say!(
            lang,
            "The operator has not set `{name}` yet, which this needs.",
            "Der Betreiber hat `{name}` noch nicht gesetzt; das wird hierfür gebraucht.",
            "El operador aún no ha configurado `{name}`, necesario para esto."
        ),
    }
}

pub fn not_for_you(lang: Lang, audience: Audience) -> String {
    match audience {
        Audience::Everyone | Audience::Moderators(_) => say!(
            lang,
            "This is for moderators. Ask an administrator if you should be one.",
            "Das ist für Moderatoren. Frage die Administration, falls du dazugehören solltest.",
            "Esto es para moderadores. Pregunta a la administración si deberías serlo."
        ),
        Audience::Admins => say!(
            lang,
            "This is for administrators: it needs the permission **Manage Server**.",
            "Das ist für die Administration: Es braucht die Berechtigung **Server verwalten**.",
            "Esto es para administradores: requiere el permiso **Gestionar servidor**."
        ),
        Audience::Operators => say!(
            lang,
            "This is for the operator of this deployment.",
            "Das ist für den Betreiber dieser Installation.",
            "Esto es para el operador de esta instalación."
        ),
    }
}

pub fn unknown_option(lang: Lang, name: &str) -> String {
    let name = words::shortened(&words::quoted(name), 40);
    say!(
        lang,
        "I don't know the option *{name}*. Please pick the command again from the list.",
        "Die Option *{name}* kenne ich nicht. Bitte wähle den Befehl erneut aus der Liste.",
        "No conozco la opción *{name}*. Elige el comando de nuevo en la lista."
    )
}

pub fn missing_option(lang: Lang, name: &str) -> String {
    say!(
        lang,
        "The option *{name}* is needed. Please fill it in.",
        "Die Option *{name}* wird gebraucht. Bitte fülle sie aus.",
        "Falta la opción *{name}*. Complétala."
    )
}

pub fn unknown_zone(lang: Lang, text: &str) -> String {
    let text = words::shortened(&words::quoted(text), 60);
    say!(
        lang,
        "I don't know the time zone \"{text}\". Pick one from the list, such as `Europe/Berlin`, or an offset such as `+02:00`.",
        "Die Zeitzone „{text}“ kenne ich nicht. Wähle eine aus der Liste, etwa `Europe/Berlin`, oder einen Abstand wie `+02:00`.",
        "No conozco la zona horaria «{text}». Elige una de la lista, como `Europe/Berlin`, o un desfase como `+02:00`."
    )
}

/// What an option would accept.
pub fn unfit_option(lang: Lang, option: &Opt) -> String {
    let name = option.name;
    match &option.kind {
        OptKind::Integer { min, max } => {
            let (min, max) = (words::number(lang, *min), words::number(lang, *max));
            say!(
                lang,
                "*{name}* must be a whole number from {min} to {max}.",
                "*{name}* muss eine ganze Zahl von {min} bis {max} sein.",
                "*{name}* debe ser un número entero de {min} a {max}."
            )
        }
        OptKind::Text { min, max } => say!(
            lang,
            "*{name}* must be a text of {min} to {max} characters.",
            "*{name}* muss ein Text von {min} bis {max} Zeichen sein.",
            "*{name}* debe ser un texto de {min} a {max} caracteres."
        ),
        OptKind::Choice(choices) => {
            let list = choices.iter().map(|choice| (choice.label)(lang)).collect::<Vec<_>>().join(", ");
            say!(
                lang,
                "*{name}* must be one of: {list}.",
                "*{name}* muss eins davon sein: {list}.",
                "*{name}* debe ser uno de: {list}."
            )
        }
        OptKind::Boolean => {
            say!(lang, "*{name}* must be yes or no.", "*{name}* muss ja oder nein sein.", "*{name}* debe ser sí o no.")
        }
        OptKind::User => {
            say!(
                lang,
                "*{name}* must name a person.",
                "*{name}* muss eine Person nennen.",
                "*{name}* debe nombrar a una persona."
            )
        }
        OptKind::Role => {
            say!(
                lang,
                "*{name}* must name a role.",
                "*{name}* muss eine Rolle nennen.",
                "*{name}* debe nombrar un rol."
            )
        }
        OptKind::Channel => {
            say!(
                lang,
                "*{name}* must name a channel.",
                "*{name}* muss einen Kanal nennen.",
                "*{name}* debe nombrar un canal."
            )
        }
        OptKind::Attachment => {
            say!(lang, "*{name}* must be a file.", "*{name}* muss eine Datei sein.", "*{name}* debe ser un archivo.")
        }
    }
}
