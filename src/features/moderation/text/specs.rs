//! Descriptions of the commands and their options.

use crate::{base::lang::Lang, discord::command::Text, word};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            word!(lang, $en, $de, $es)
        })*
    };
}

texts! {
    warn: "Warns a member and tells them why", "Verwarnt ein Mitglied und sagt ihm warum", "Advierte a un miembro y le dice por qué";
    timeout: "Keeps a member from speaking for a while", "Lässt ein Mitglied eine Weile nicht sprechen", "Impide hablar a un miembro por un tiempo";
    untimeout: "Ends a timeout", "Beendet eine Auszeit", "Termina un aislamiento";
    kick: "Removes a member; they may come back", "Entfernt ein Mitglied; es darf wiederkommen", "Expulsa a un miembro; puede volver";
    ban: "Bans a person, for good or for a time", "Bannt eine Person, für immer oder auf Zeit", "Veta a una persona, para siempre o por un tiempo";
    unban: "Lifts a ban", "Hebt einen Bann auf", "Levanta un veto";
    restrict: "Shuts a member out of everything but the verification channel", "Sperrt ein Mitglied aus allem außer dem Verifizierungskanal aus", "Deja a un miembro solo el canal de verificación";
    restrict_duration: "For how long, such as 30d; without it until it is lifted", "Für wie lange, etwa 30d; ohne Angabe bis zur Aufhebung", "Cuánto tiempo, como 30d; sin esto, hasta que se levante";
    note: "Keeps a note on a person that only moderators see", "Hält eine Notiz zu einer Person fest, die nur die Moderation sieht", "Guarda una nota que solo ve la moderación";
    case: "Cases: what was done to whom, and why", "Fälle: was wem geschah und warum", "Casos: qué se hizo, a quién y por qué";
    case_show: "Shows one case", "Zeigt einen Fall", "Muestra un caso";
    case_list: "Lists cases, the newest first", "Listet Fälle, die neuesten zuerst", "Lista los casos, los más recientes primero";
    case_edit: "Changes a case's reason or adds a note to it", "Ändert den Grund eines Falls oder fügt eine Notiz hinzu", "Cambia el motivo de un caso o le añade una nota";
    case_undo: "Takes back what a case did", "Nimmt zurück, was ein Fall bewirkt hat", "Deshace lo que hizo un caso";
    warn_author: "Warns the author of a message", "Verwarnt, wer die Nachricht geschrieben hat", "Advierte a quien escribió el mensaje";
    user: "The member", "Das Mitglied", "El miembro";
    person: "The person; an id will do for somebody who left", "Die Person; bei Abwesenden genügt die ID", "La persona; si se fue, basta su id";
    list_user: "Only cases of this person", "Nur Fälle dieser Person", "Solo los casos de esta persona";
    reason: "Why; the member reads it", "Warum; das Mitglied liest es", "Por qué; el miembro lo lee";
    reason_kept: "Why; kept with the case", "Warum; steht im Fall", "Por qué; queda en el caso";
    note_text: "What to remember", "Was man sich merken soll", "Qué recordar";
    duration: "How long, such as 10m, 2h or 7d", "Wie lange, etwa 10m, 2h oder 7d", "Cuánto tiempo, como 10m, 2h o 7d";
    ban_duration: "For how long, such as 7d; without it for good", "Für wie lange, etwa 7d; ohne Angabe für immer", "Cuánto tiempo, como 7d; sin esto, para siempre";
    delete_messages: "Which of their messages to delete", "Welche Nachrichten gelöscht werden", "Qué mensajes suyos se borran";
    number: "The number of the case", "Die Nummer des Falls", "El número del caso";
    new_reason: "The new reason", "Der neue Grund", "El motivo nuevo";
    new_note: "A note to add", "Eine Notiz dazu", "Una nota que añadir";
    undo_reason: "Why it is taken back", "Warum es zurückgenommen wird", "Por qué se deshace";
    delete_none: "None", "Keine", "Ninguno";
    delete_hour: "Of the last hour", "Der letzten Stunde", "De la última hora";
    delete_day: "Of the last day", "Des letzten Tages", "Del último día";
    delete_three: "Of the last 3 days", "Der letzten 3 Tage", "De los últimos 3 días";
    delete_week: "Of the last 7 days", "Der letzten 7 Tage", "De los últimos 7 días";
}

/// Suggestions for a duration that is being typed.
pub const SPANS: &[(&str, Text)] = &[
    ("10m", |lang| word!(lang, "10 minutes", "10 Minuten", "10 minutos")),
    ("1h", |lang| word!(lang, "1 hour", "1 Stunde", "1 hora")),
    ("6h", |lang| word!(lang, "6 hours", "6 Stunden", "6 horas")),
    ("1d", |lang| word!(lang, "1 day", "1 Tag", "1 día")),
    ("3d", |lang| word!(lang, "3 days", "3 Tage", "3 días")),
    ("1w", |lang| word!(lang, "1 week", "1 Woche", "1 semana")),
    ("4w", |lang| word!(lang, "4 weeks", "4 Wochen", "4 semanas")),
];
