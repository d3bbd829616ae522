//! What moderators are asked and told about a whole raid.

use twilight_model::channel::message::component::ButtonStyle;

use super::raid_failure;
use crate::{
    base::{ids::UserId, lang::Lang, words},
    discord::{
        build::{button, row},
        custom_id,
        reply::Message,
    },
    features::verification::raid::model::{Action, Reason, Run},
    say, word,
};

pub fn runs_already(lang: Lang) -> &'static str {
    word!(
        lang,
        "Something else is being done to this raid already; the card shows how far it is.",
        "Mit diesem Raid geschieht schon etwas anderes; die Karte zeigt, wie weit es ist.",
        "Ya se está haciendo otra cosa con esta oleada; la tarjeta muestra el progreso."
    )
}

pub fn nobody_left(lang: Lang) -> &'static str {
    word!(
        lang,
        "There is nobody left to do this to; look at the card again.",
        "Es ist niemand mehr da, mit dem das zu tun wäre; sieh noch einmal auf die Karte.",
        "Ya no queda nadie a quien hacérselo; mira la tarjeta de nuevo."
    )
}

pub fn undone_already(lang: Lang) -> &'static str {
    word!(
        lang,
        "This was taken back already; look at the card again.",
        "Das wurde schon zurückgenommen; sieh noch einmal auf die Karte.",
        "Esto ya se deshizo; mira la tarjeta de nuevo."
    )
}

pub fn no_raid(lang: Lang) -> &'static str {
    word!(lang, "This raid is not known any more.", "Dieser Raid ist nicht mehr bekannt.", "Esta oleada ya no existe.")
}

/// Who is counted when a moderator is asked.
#[derive(Debug, Default)]
pub struct Reckoning {
    pub touched: i64,
    /// Decided already.
    pub decided: i64,
    /// Restricted already, where that is what would be done.
    pub restricted: i64,
    pub spared: Vec<(UserId, Reason)>,
    /// Whose rank is looked at only when it is their turn.
    pub unseen: i64,
}

/// Asks once, with who will not be touched. `seen` is the moment of the count, in Unix milliseconds.
pub fn confirm(lang: Lang, raid: &str, action: Action, seen: i64, who: &Reckoning) -> Message {
    let count = words::number(lang, who.touched);
    let mut lines = vec![match action {
        Action::Restrict => say!(
            lang,
            "Restrict **{count}** members of this raid until somebody decides?",
            "**{count}** Mitglieder dieses Raids einschränken, bis jemand entscheidet?",
            "¿Restringir a **{count}** miembros de esta oleada hasta que alguien decida?"
        ),
        Action::Ban => say!(
            lang,
            "Ban **{count}** members of this raid? They are not told by direct message, and their messages stay.",
            "**{count}** Mitglieder dieses Raids bannen? Sie bekommen keine Direktnachricht, und ihre Nachrichten bleiben.",
            "¿Vetar a **{count}** miembros de esta oleada? No reciben mensaje directo y sus mensajes se quedan."
        ),
        Action::Verify => say!(
            lang,
            "Let **{count}** members of this raid in?",
            "**{count}** Mitglieder dieses Raids hereinlassen?",
            "¿Dejar entrar a **{count}** miembros de esta oleada?"
        ),
    }];
    lines.extend(not_touched(lang, who));
    let label = match action {
        Action::Restrict => say!(lang, "Restrict {count}", "{count} einschränken", "Restringir a {count}"),
        Action::Ban => say!(lang, "Ban {count}", "{count} bannen", "Vetar a {count}"),
        Action::Verify => say!(lang, "Verify {count}", "{count} verifizieren", "Verificar a {count}"),
    };
    let style = if action == Action::Ban { ButtonStyle::Danger } else { ButtonStyle::Primary };
    let id = custom_id::encode("verification", "raid-go", &[raid, action.word(), &seen.to_string()]);
    Message::text(lines.join("\n")).with(row(vec![button(style, label, id)]))
}

fn not_touched(lang: Lang, who: &Reckoning) -> Vec<String> {
    let number = |value: i64| words::number(lang, value);
    let mut lines = Vec::new();
    if who.decided > 0 {
        let decided = number(who.decided);
        lines.push(say!(
            lang,
            "Not touched: {decided} who are decided already.",
            "Nicht betroffen: {decided}, über die schon entschieden ist.",
            "No afecta a {decided} ya decididos."
        ));
    }
    if who.restricted > 0 {
        let restricted = number(who.restricted);
        lines.push(say!(
            lang,
            "Not touched: {restricted} who are restricted already.",
            "Nicht betroffen: {restricted}, die schon eingeschränkt sind.",
            "No afecta a {restricted} ya restringidos."
        ));
    }
    for (user, reason) in &who.spared {
        let why = raid_failure(lang, *reason);
        lines.push(say!(
            lang,
            "Not touched: <@{user}> ({why}).",
            "Nicht betroffen: <@{user}> ({why}).",
            "No afecta a <@{user}> ({why})."
        ));
    }
    if who.unseen > 0 {
        let unseen = number(who.unseen);
        lines.push(say!(
            lang,
            "The roles of {unseen} more are looked at when it is their turn; who stands too high is left out.",
            "Die Rollen von {unseen} weiteren werden angesehen, wenn sie dran sind; wer zu hoch steht, wird ausgelassen.",
            "Los roles de {unseen} más se miran cuando les toque; quien esté muy arriba se omite."
        ));
    }
    lines
}

/// What is answered once it has begun.
pub fn begun(lang: Lang, run: &Run, is_paused: bool) -> String {
    let total = words::number(lang, run.total);
    let mut text = say!(
        lang,
        "Begun with {total} members; the card shows how far it is.",
        "Begonnen mit {total} Mitgliedern; die Karte zeigt, wie weit es ist.",
        "Empezado con {total} miembros; la tarjeta muestra el progreso."
    );
    if is_paused {
        text.push('\n');
        text.push_str(word!(
            lang,
            "The brake is on: it goes on when that is over, or with `/pause minutes:0`.",
            "Die Bremse ist an: Es geht weiter, wenn sie vorbei ist, oder mit `/pause minutes:0`.",
            "El freno está puesto: seguirá cuando acabe, o con `/pause minutes:0`."
        ));
    }
    text
}

/// Asks once whether a run is taken back, and says what cannot be.
pub fn confirm_undo(lang: Lang, run: &Run) -> Message {
    let count = words::number(lang, run.written);
    let text = match run.action {
        Action::Restrict => say!(
            lang,
            "Lift the restriction of **{count}** members? They get back the roles that were taken and wait for a decision. Who was decided since is not touched.",
            "Die Einschränkung von **{count}** Mitgliedern aufheben? Sie bekommen die genommenen Rollen zurück und warten auf eine Entscheidung. Über wen seither entschieden wurde, bleibt unberührt.",
            "¿Levantar la restricción de **{count}** miembros? Recuperan los roles quitados y esperan una decisión. No afecta a quienes se decidieron después."
        ),
        Action::Ban => say!(
            lang,
            "Lift the ban of **{count}** people? They are not brought back: they have to join again themselves, and their roles are gone. Their alerts are open again. Who was decided since is not touched.",
            "Den Bann von **{count}** Personen aufheben? Zurückgeholt werden sie nicht: Sie müssen selbst wieder beitreten, und ihre Rollen sind weg. Ihre Meldungen sind wieder offen. Über wen seither entschieden wurde, bleibt unberührt.",
            "¿Levantar el veto de **{count}** personas? No vuelven solas: deben unirse de nuevo y han perdido sus roles. Sus alertas vuelven a estar abiertas. No afecta a quienes se decidieron después."
        ),
        Action::Verify => say!(
            lang,
            "Open the alerts of **{count}** members again? Who was restricted before is so again; what they wrote and read meanwhile cannot be taken back. Who was decided since is not touched.",
            "Die Meldungen von **{count}** Mitgliedern wieder öffnen? Wer eingeschränkt war, ist es wieder; was sie inzwischen schrieben und lasen, lässt sich nicht zurücknehmen. Über wen seither entschieden wurde, bleibt unberührt.",
            "¿Reabrir las alertas de **{count}** miembros? Quien estaba restringido lo estará de nuevo; lo que escribieron y leyeron entretanto no se puede deshacer. No afecta a quienes se decidieron después."
        ),
    };
    let id = custom_id::encode("verification", "raid-undo", &[&run.id]);
    let label = word!(lang, "Undo all", "Alles zurücknehmen", "Deshacer todo");
    Message::text(text).with(row(vec![button(ButtonStyle::Danger, label, id)]))
}

/// Under the alert that is shown, one by one.
pub fn how_many_left(lang: Lang, left: i64) -> String {
    let left = words::number(lang, left);
    say!(lang, "Next ({left} open)", "Weiter ({left} offen)", "Siguiente ({left} abiertos)")
}

pub fn all_seen(lang: Lang) -> &'static str {
    word!(
        lang,
        "That was the last one of this raid.",
        "Das war die letzte Meldung dieses Raids.",
        "Era la última de esta oleada."
    )
}
