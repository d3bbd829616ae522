//! Descriptions of commands, and labels of controls and forms.

use crate::{base::lang::Lang, word};

macro_rules! texts {
    ($($name:ident: $en:literal, $de:literal, $es:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str {
            word!(lang, $en, $de, $es)
        })*
    };
}

texts! {
    verify: "Lets a member in, or back in", "Lässt ein Mitglied herein oder wieder herein", "Deja entrar a un miembro";
    create_thread: "Opens a private thread to talk with a member", "Eröffnet einen privaten Thread mit einem Mitglied", "Abre un hilo privado con un miembro";
    flag: "Keeps a member out until somebody has looked", "Hält ein Mitglied draußen, bis jemand nachgesehen hat", "Deja fuera a un miembro hasta que alguien mire";
    report: "Shows a message to the moderators", "Zeigt eine Nachricht der Moderation", "Muestra un mensaje a la moderación";
    inbox: "What waits for a moderator", "Was auf die Moderation wartet", "Lo que espera a la moderación";
    user: "The member", "Das Mitglied", "El miembro";
    verify_me: "Verify me", "Verifizieren", "Verificarme";
    button_verify: "Verify", "Verifizieren", "Verificar";
    button_fine: "All fine", "Alles gut", "Todo bien";
    button_restrict: "Restrict", "Einschränken", "Restringir";
    button_ban: "Ban", "Bannen", "Vetar";
    button_thread: "Create thread", "Thread eröffnen", "Crear hilo";
    button_full: "Read all", "Alles lesen", "Leer todo";
    button_mine: "Mine", "Meins", "Mío";
    button_false: "False positive", "Fehlalarm", "Falso positivo";
    one_by_one: "One by one", "Einzeln", "Uno por uno";
    button_reopen: "Reopen", "Wieder öffnen", "Reabrir";
    questions_title: "Before you come in", "Bevor du hereinkommst", "Antes de entrar";
    flag_title: "Flag: why?", "Markieren: warum?", "Marcar: ¿por qué?";
    ban_title: "Ban: why?", "Bannen: warum?", "Vetar: ¿por qué?";
    reason: "Reason", "Grund", "Motivo";
    flag_about: "Moderators read it; the member does not.", "Die Moderation liest ihn, das Mitglied nicht.", "Lo lee la moderación, no el miembro.";
    ban_about: "The person reads it; it also stands in the case.", "Die Person liest ihn; er steht auch im Fall.", "La persona lo lee; también queda en el caso.";
    title: "Verification", "Verifizierung", "Verificación";
    mode: "How newcomers get in", "Wie Neue hereinkommen", "Cómo entran los nuevos";
    mode_off: "No button", "Kein Knopf", "Sin botón";
    mode_button: "A button", "Ein Knopf", "Un botón";
    mode_questions: "A button with questions", "Ein Knopf mit Fragen", "Un botón con preguntas";
    then: "When somebody waits too long", "Wenn jemand zu lange wartet", "Si alguien espera demasiado";
    then_nothing: "Nothing happens", "Nichts geschieht", "No pasa nada";
    then_lift: "They are let in", "Die Person wird hereingelassen", "Se le deja entrar";
    then_kick: "They are removed", "Die Person wird entfernt", "Se le expulsa";
    ping: "Role to ping about new alerts (at most every 10 minutes)", "Rolle für neue Meldungen (höchstens alle 10 Minuten)", "Rol para avisar de alertas (máx. cada 10 minutos)";
    details: "Checks and questions …", "Prüfungen und Fragen …", "Requisitos y preguntas …";
    details_title: "Checks and questions", "Prüfungen und Fragen", "Requisitos y preguntas";
    age: "Youngest account (such as 7d; 0 for any)", "Jüngstes Konto (etwa 7d; 0 für jedes)", "Cuenta más nueva (como 7d; 0 cualquiera)";
    avatar: "A picture needed? (yes or no)", "Bild nötig? (ja oder nein)", "¿Hace falta imagen? (sí o no)";
    limit: "Longest wait (such as 48h; empty for none)", "Längste Wartezeit (etwa 48h; leer: keine)", "Espera máxima (como 48h; vacío: ninguna)";
    questions: "Questions, one a line", "Fragen, eine je Zeile", "Preguntas, una por línea";
    questions_about: "One to five, at most 45 characters each.", "Eine bis fünf, je höchstens 45 Zeichen.", "De una a cinco, máximo 45 caracteres cada una.";
    post: "Post the button now", "Den Knopf jetzt aufstellen", "Publicar el botón ahora";
    newer: "First", "Zum Anfang", "Primero";
    older: "Next", "Weiter", "Siguiente";
}
