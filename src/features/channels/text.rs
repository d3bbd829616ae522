//! Every sentence about channels.

use crate::{
    base::{duration, ids::ChannelId, lang::Lang, words},
    say, word,
};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            word!(lang, $en, $de, $es)
        })*
    };
}

texts! {
    purge: "Deletes the newest messages of this channel", "Löscht die neuesten Nachrichten dieses Kanals", "Borra los mensajes más recientes de este canal";
    purge_count: "How many, 1 to 100", "Wie viele, 1 bis 100", "Cuántos, de 1 a 100";
    purge_user: "Only messages of this person", "Nur Nachrichten dieser Person", "Solo mensajes de esta persona";
    purge_contains: "Only messages with this text", "Nur Nachrichten mit diesem Text", "Solo mensajes con este texto";
    slowmode: "Sets how long members wait between messages", "Legt fest, wie lange man zwischen Nachrichten wartet", "Fija la espera entre mensajes";
    slowmode_seconds: "Seconds, 0 to 21,600; 0 turns it off", "Sekunden, 0 bis 21.600; 0 schaltet es aus", "Segundos, de 0 a 21.600; 0 lo quita";
    channel: "Which channel; without it this one", "Welcher Kanal; ohne Angabe dieser", "Qué canal; sin esto, este";
    lock: "Lets nobody write in a channel until it is unlocked", "Lässt niemanden in einem Kanal schreiben, bis er aufgeschlossen wird", "Nadie puede escribir en un canal hasta que se abra";
    lock_reason: "Why; said in the channel", "Warum; wird im Kanal gesagt", "Por qué; se dice en el canal";
    unlock: "Unlocks a channel", "Schließt einen Kanal wieder auf", "Vuelve a abrir un canal";
    nothing_fits: "No message here fits.", "Keine Nachricht hier passt.", "Ningún mensaje encaja.";
    blind: "I cannot read what others write: the operator switches on **Message Content Intent** in the Developer Portal. Without it I can delete by count and by person.", "Ich kann nicht lesen, was andere schreiben: Der Betreiber schaltet im Developer Portal **Message Content Intent** ein. Ohne das kann ich nach Anzahl und Person löschen.", "No puedo leer lo que escriben otros: el operador activa **Message Content Intent** en el Developer Portal. Sin eso puedo borrar por número y por persona.";
    locked_already: "This channel is locked already. `/unlock` opens it.", "Dieser Kanal ist schon abgeschlossen. `/unlock` öffnet ihn.", "Este canal ya está cerrado. `/unlock` lo abre.";
    not_locked: "I have not locked this channel, so there is nothing to undo.", "Diesen Kanal habe ich nicht abgeschlossen, es gibt nichts aufzuheben.", "No he cerrado este canal, así que no hay nada que deshacer.";
    already_done: "This was done already; nothing happened a second time.", "Das war schon geschehen; es ist nichts ein zweites Mal passiert.", "Ya estaba hecho; no ocurrió nada por segunda vez.";
    in_thread: "Threads cannot be locked this way. Use the command in the channel itself: that shuts its threads as well.", "Threads lassen sich so nicht abschließen. Benutze den Befehl im Kanal selbst: Das schließt auch seine Threads.", "Los hilos no se pueden cerrar así. Usa el comando en el propio canal: eso cierra también sus hilos.";
    silent: "Discord does not answer at the moment. Nothing was done; please try again.", "Discord antwortet gerade nicht. Es ist nichts geschehen; bitte versuche es erneut.", "Discord no responde ahora. No se hizo nada; inténtalo de nuevo.";
    no_manage_messages: "I lack **Manage Messages** or **Read Message History** here. Give it to my role, then try again.", "Mir fehlt hier **Nachrichten verwalten** oder **Nachrichtenverlauf anzeigen**. Gib es meiner Rolle und versuche es erneut.", "Me falta **Gestionar mensajes** o **Leer el historial** aquí. Dáselo a mi rol e inténtalo de nuevo.";
    no_manage_channels: "I lack **Manage Channels** there. Give it to my role, then try again.", "Mir fehlt dort **Kanäle verwalten**. Gib es meiner Rolle und versuche es erneut.", "Me falta **Gestionar canales** allí. Dáselo a mi rol e inténtalo de nuevo.";
    no_manage_roles: "I lack **Manage Roles** there, which Discord calls **Manage Permissions** in a channel. Give it to my role, then try again.", "Mir fehlt dort **Rollen verwalten**, im Kanal **Berechtigungen verwalten** genannt. Gib es meiner Rolle und versuche es erneut.", "Me falta **Gestionar roles**, que en un canal se llama **Gestionar permisos**. Dáselo a mi rol e inténtalo de nuevo.";
}

pub fn purged(lang: Lang, count: usize, too_old: usize) -> String {
    let count = words::number(lang, count as i64);
    let mut text =
        say!(lang, "Messages deleted: {count}.", "Gelöschte Nachrichten: {count}.", "Mensajes borrados: {count}.");
    if too_old > 0 {
        text.push(' ');
        text.push_str(&older(lang, too_old));
    }
    text
}

pub fn older(lang: Lang, count: usize) -> String {
    let count = words::number(lang, count as i64);
    say!(
        lang,
        "Older than 14 days, which Discord does not delete this way: {count}.",
        "Älter als 14 Tage, was Discord so nicht löscht: {count}.",
        "Con más de 14 días, que Discord no borra así: {count}."
    )
}

pub fn slowed(lang: Lang, channel: ChannelId, seconds: i64) -> String {
    match seconds {
        0 => say!(
            lang,
            "Slow mode is off in <#{channel}>.",
            "Der langsame Modus ist in <#{channel}> aus.",
            "El modo lento está desactivado en <#{channel}>."
        ),
        _ => {
            let span = duration::shown(lang, seconds * 1_000);
            say!(
                lang,
                "In <#{channel}> members now wait {span} between messages.",
                "In <#{channel}> wartet man jetzt {span} zwischen zwei Nachrichten.",
                "En <#{channel}> ahora hay que esperar {span} entre mensajes."
            )
        }
    }
}

/// Who asks for another channel without the permission there.
pub fn not_yours(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "You lack **Manage Channels** in <#{channel}>.",
        "Dir fehlt **Kanäle verwalten** in <#{channel}>.",
        "Te falta **Gestionar canales** en <#{channel}>."
    )
}

/// `writers` are mentions of those whose own permissions stand above the lock; so many are named.
pub fn locked(lang: Lang, channel: ChannelId, writers: &[String], named: usize) -> String {
    if writers.is_empty() {
        return say!(
            lang,
            "🔒 <#{channel}> is locked. Only administrators can still write.",
            "🔒 <#{channel}> ist abgeschlossen. Nur Administratoren können noch schreiben.",
            "🔒 <#{channel}> está cerrado. Solo los administradores pueden seguir escribiendo."
        );
    }
    let mut who = writers.iter().take(named).cloned().collect::<Vec<_>>().join(", ");
    if writers.len() > named {
        who.push_str(", …");
    }
    say!(
        lang,
        "🔒 <#{channel}> is locked. Besides administrators, these can still write by permissions of their own: {who}.",
        "🔒 <#{channel}> ist abgeschlossen. Außer Administratoren können wegen eigener Rechte weiter schreiben: {who}.",
        "🔒 <#{channel}> está cerrado. Además de los administradores, aún pueden escribir por permisos propios: {who}."
    )
}

pub fn threads_stay(lang: Lang, lacking: &str) -> String {
    say!(
        lang,
        "I could not shut its threads: my role lacks one of {lacking}.",
        "Die Threads konnte ich nicht schließen: Meiner Rolle fehlt eines von {lacking}.",
        "No pude cerrar los hilos: a mi rol le falta uno de {lacking}."
    )
}

pub fn unlocked(lang: Lang, channel: ChannelId) -> String {
    say!(
        lang,
        "🔓 <#{channel}> is open again.",
        "🔓 <#{channel}> ist wieder offen.",
        "🔓 <#{channel}> vuelve a estar abierto."
    )
}

/// Said in the channel itself.
pub fn locked_here(lang: Lang, reason: &str) -> String {
    let reason = words::quoted(reason);
    say!(
        lang,
        "🔒 This channel is closed for now: {reason}",
        "🔒 Dieser Kanal ist vorerst geschlossen: {reason}",
        "🔒 Este canal está cerrado por ahora: {reason}"
    )
}
